import { removed, replaced } from "./admission.ts";
import { textContent } from "./content.ts";
import { scan } from "./pairing.ts";
import { enterCode } from "./pairing-code.ts";
import type { Phone } from "./phone.ts";
import { tellCap, tellRestriction } from "./query-mex.ts";
import type { Account } from "./types.ts";
import type { World } from "./world.ts";

/** What the phone of the bot's account does. */
export function createAccount(world: World, phone: Phone): Account {
  return {
    number: phone.number,
    pn: phone.jid("pn"),
    lid: phone.jid("lid"),
    scan: (qr) => scan(world, qr),
    enterCode: (code) => enterCode(world, code),
    paired: () => world.device !== undefined,
    unlink: () => {
      world.device = undefined;
      world.bot()?.part(removed);
    },
    replace: () => world.bot()?.part(replaced),
    restrict: (restriction) => {
      world.restriction = restriction;
      tellRestriction(world);
    },
    limit: (cap) => {
      world.cap = cap;
      tellCap(world);
    },
    says: (to, text, said = {}) => {
      const message = textContent(text, said, phone.jid(said.by ?? "lid"));
      return phone.send(
        { deviceSentMessage: { destinationJid: said.by === "pn" ? to.pn : to.lid, message } },
        {
          attrs: (by) =>
            by === "lid"
              ? { from: phone.jid("lid"), recipient: to.lid, recipient_pn: to.pn, addressing_mode: "lid" }
              : { from: phone.jid("pn"), recipient: to.pn, recipient_lid: to.lid },
        },
        said,
      );
    },
    messages: phone.inbox.messages,
  };
}
