/**
 * Loaded before `main.ts` with `--import`, where the pace is not what is to be shown: the service sends as before, only five times as
 * fast, and waits less long for a call that is never answered.
 */
import { usualTiming } from "../../src/channels/telegram/timing.ts";
import { telegramLimits } from "../../src/delivery/pace.ts";

telegramLimits.perSecond = 150;
usualTiming.callMs = 3_000;
