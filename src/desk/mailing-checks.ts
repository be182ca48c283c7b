import { systemClock } from "../clock.ts";
import { readWaitingMailings, type WaitingMailing } from "../stores/waiting-mailings.ts";
import { withCurrent } from "./database-checks.ts";
import type { Check, Finding } from "./finding.ts";

/** What of events and broadcasts goes on only when an officer does something; the service itself is in order. */
export const checkMailings: Check = ({ DATA_DIR }) =>
  withCurrent("mailings", DATA_DIR, async (database) => {
    const waiting = await readWaitingMailings(database, systemClock().getTime());
    if (waiting.length > 0) return waiting.map(toFinding);
    return [{ name: "mailings", level: "ok", says: "nothing of events and broadcasts waits for an officer" }];
  });

function toFinding(waiting: WaitingMailing): Finding {
  return { name: "mailings", level: "warn", ...wordsFor(waiting) };
}

function wordsFor({ what, id, waitsFor, count }: WaitingMailing): { says: string; remedy: string } {
  const it = `${what} ${id}`;
  const messages = count === 1 ? "1 message" : `${count} messages`;
  switch (waitsFor) {
    case "held":
      return {
        says: `${it} is held: it reaches more people by now than one officer's word allows`,
        remedy: `an officer who did not make it lets it go: desk ${what} approve ${id} --as NAME`,
      };
    case "paused":
      return {
        says: `${it} is paused, with ${messages} not sent`,
        remedy: `desk ${what} resume ${id} sends the rest, desk ${what} stop ${id} ends it`,
      };
    case "approval":
      return {
        says: `${it} begins within a day and nobody agreed to it: of ${count} people nobody is reminded`,
        remedy: `an officer who did not make it lets it go: desk event approve ${id} --as NAME`,
      };
    case "unknown":
      return {
        says: `${it} has ${messages} that may not have arrived`,
        remedy: `desk ${what} resend ${id} unknown sends them once more, though some people may get it twice`,
      };
    case "failed":
      return {
        says: `${it} has ${messages} that could not be delivered`,
        remedy:
          what === "broadcast"
            ? `desk broadcast resend ${id} failed tries them again`
            : `desk event report ${id} shows which units were not reached, so that somebody tells them`,
      };
  }
}
