/** The last Chrome and Firefox for Windows 7 do not have this yet, and texts are sealed with it. */
if (typeof String.prototype.isWellFormed !== "function") {
  Object.defineProperty(String.prototype, "isWellFormed", {
    value(this: string): boolean {
      return !/\p{Surrogate}/u.test(this);
    },
  });
}
