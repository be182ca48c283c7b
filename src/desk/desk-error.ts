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

/** What was looked at is not in order; what was printed says why. */
export class NotInOrderError extends Error {
  constructor() {
    super("not in order");
    this.name = "NotInOrderError";
  }
}

/** What was looked at does not work; what was printed says why. */
export class BrokenDownError extends Error {
  constructor() {
    super("broken down");
    this.name = "BrokenDownError";
  }
}
