import type { Clock } from "../clock.ts";
import { hashInvitationCode, isLikeInvitationCode } from "../office/invitation.ts";
import type { Officers } from "../office/officers.ts";
import { officeTexts } from "./office-texts.ts";
import { createQuota } from "./quota.ts";
import { reply } from "./replies.ts";
import type { Handler, Route } from "./routes.ts";

/** Wrong codes may be typed; guessing them may not pay. */
const TRIES_AN_HOUR = { messages: 6, seconds: 3_600 };

/** /petugas: an invited officer says who they are, once; later it shows what they may do. */
export function createRedeemCommand(officers: Officers, clock: Clock, question: Handler): Route {
  const tries = createQuota(clock, TRIES_AN_HOUR);
  const route: Route = {
    command: "/petugas",
    help: undefined,
    bareWord: (rest) => rest === "" || isLikeInvitationCode(rest),
    // The word alone may be anybody's.
    handleBare: async (request) =>
      request.rest === "" && (await officers.at(request.message.address)) === undefined
        ? question({ ...request, rest: request.message.text.trim() })
        : route.handle(request),
    async handle({ message, rest }) {
      if (message.place === "group") return reply(officeTexts.privateOnly);
      if (rest === "") {
        const known = await officers.at(message.address);
        return reply(known === undefined ? officeTexts.redeemHow : officeTexts.status(known.name, known.role));
      }
      if (tries(message.address).seconds > 0) return reply(officeTexts.tooManyCodes);
      const officer = await officers.redeem(hashInvitationCode(rest), message.address, clock());
      if (officer === "taken") return reply(officeTexts.addressTaken);
      return reply(officer === undefined ? officeTexts.codeRefused : officeTexts.redeemed(officer.name, officer.role));
    },
  };
  return route;
}
