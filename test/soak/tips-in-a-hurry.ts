/** Loaded before `main.ts` with `--import`, where the pace is not what is to be shown: a dialogue of six answers takes six seconds otherwise. */
import { whatsappLimits } from "../../src/channels/whatsapp/send/send-timing.ts";
import { telegramLimits } from "../../src/delivery/pace.ts";

for (const limits of [telegramLimits, whatsappLimits]) {
  limits.perSecond = 1_000;
  limits.chatMs = 5;
}
