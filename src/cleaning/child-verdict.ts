/** How the child that draws a picture ends when it gives none; what kills it ends it otherwise. */
export const CHILD_VERDICT = { tooLarge: 10, broken: 11 } as const;
