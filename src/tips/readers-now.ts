import type { OpenedCase } from "./open-case.ts";
import type { Reader, ReaderList } from "./reader.ts";

/**
 * Who reads a case now, as the list has them today: those its parts are sealed to. What is written is sealed to them; whoever was added
 * to the list later is not among them, for the reporter was not asked about them.
 */
export function readersNow({ readers }: Pick<OpenedCase, "readers">, list: ReaderList): Reader[] {
  const names = new Set(readers);
  return list.readers.filter(({ name }) => names.has(name));
}
