/** A file that is not read: the reason, as the end of a sentence that begins with the file's name. */
export class Refused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "Refused";
  }
}
