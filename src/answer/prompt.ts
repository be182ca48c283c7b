/** What a model is told: what to do, and what to do it with. */
export type Rendered = { system: string; user: string };
