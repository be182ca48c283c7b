/**
 * Loaded before `main.ts` with `--import`: as soon as the service is usable, its clock goes on by more than half an hour, for
 * in its first half hour it writes down nothing of what it is asked.
 */
const AHEAD_MS = 31 * 60_000;
let aheadMs = 0;
const Usual = Date;
const now = () => Usual.now() + aheadMs;

globalThis.Date = new Proxy(Usual, {
  construct: (target, given) => (given.length === 0 ? new target(now()) : Reflect.construct(target, given)),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

const { write } = process.stdout;
process.stdout.write = ((...given: Parameters<typeof write>) => {
  if (String(given[0]).includes("siap: whatsapp")) aheadMs = AHEAD_MS;
  return Reflect.apply(write, process.stdout, given);
}) as typeof write;
