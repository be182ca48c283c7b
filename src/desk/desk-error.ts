/** How `desk` ends. */
export const EXIT = { done: 0, refused: 1, badInput: 2, broken: 3 } as const;

/** What somebody typed cannot be used; the message says what to do instead. */
export class BadInputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BadInputError";
  }
}

/** A rule of the office forbids it; the message says which, and who may. */
export class RefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "RefusedError";
  }
}

/** Something that should work does not; the message says what, and what to do. */
export class BrokenError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BrokenError";
  }
}
