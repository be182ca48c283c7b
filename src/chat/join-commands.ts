import type { Clock } from "../clock.ts";
import { isLikeJoinCode } from "../reminders/join-code.ts";
import type { People, RosterGroup, Subscriber } from "../reminders/people.ts";
import { sayGroup } from "../reminders/say-group.ts";
import type { Reply } from "./message.ts";
import { privately } from "./privately.ts";
import { createQuota } from "./quota.ts";
import { reply, shortened } from "./replies.ts";
import type { Handler, Request, Route } from "./routes.ts";
import { CONSENT, subscribeTexts as says } from "./subscribe-texts.ts";

/** Wrong codes may be typed; guessing them may not pay. Joining takes two: to look, and to agree. */
const TRIES_AN_HOUR = { messages: 10, seconds: 3_600 };

/** /gabung CODE: somebody subscribes as one of a group. `join` is the same behind a link that begins the chat. */
export function createJoinCommands(
  people: Pick<People, "at" | "group" | "join">,
  clock: Clock,
): { routes: Route[]; join: Handler } {
  const tries = createQuota(clock, TRIES_AN_HOUR);

  async function handle({ message: { address }, rest }: Request): Promise<Reply> {
    const agreed = /\sya$/i.test(rest);
    const code = agreed ? rest.replace(/\s+ya$/i, "") : rest;
    if (code === "") return reply(says.joinHow);
    if (tries(address).seconds > 0) return reply(says.tooManyCodes);
    const group = await people.group(code);
    if (group === undefined)
      return reply(says.codeUnknown(shortened(code, 30)), [{ label: says.choice.subscribe, action: "/langganan" }]);
    if (agreed) {
      await people.join(address, code, CONSENT);
      return reply(says.joined(sayGroup(group)), [{ label: says.choice.profile, action: "/profil" }]);
    }
    const before = await people.at(address);
    if (before?.active === true && isIn(before, group)) return reply(says.joinedAlready(sayGroup(group)));
    const replaces = before?.unit === undefined || isIn(before, group) ? [] : [says.joinReplaces(before.unit)];
    return reply(
      [says.joinAsk(sayGroup(group)), ...replaces, says.consent],
      [{ label: says.choice.join, action: `/gabung ${group.code} ya` }],
    );
  }

  const join = privately(handle);
  return {
    join,
    routes: [
      { command: "/gabung", help: undefined, bareWord: (rest) => rest === "" || isLikeJoinCode(rest), handle: join },
    ],
  };
}

function isIn({ unit, district, tags }: Subscriber, group: RosterGroup): boolean {
  return unit === group.unit && district === group.district && tags.join() === group.tags.join();
}
