import type { OpenAiServer } from "../support/openai-server/server.ts";
import type { Placed } from "../support/openai-server/types.ts";
import type { Bot } from "../support/telegram/types.ts";
import { faultKinds } from "./delivery-kills.ts";

/** What goes wrong in a day: of every hundred messages, polls and questions to the model so many, chosen by chance. */
export type DayFaults = {
  /** Perhaps the next message to somebody meets a fault. */
  forMessageTo(person: number): void;
  /** Perhaps the next poll does, and the next question to the model. */
  forAsking(): void;
  /** How many were set of each kind. */
  counts(): Readonly<Record<string, number>>;
};

const MODEL: readonly Placed[] = [
  { kind: "status", status: 429, headers: { "retry-after": "1" } },
  { kind: "status", status: 503 },
  { kind: "cut", pieces: 0 },
  { kind: "hang", after: "nothing" },
  { kind: "says", text: "<html>Bad Gateway</html>", type: "text/html" },
];
const TELEGRAM = Object.entries(faultKinds);

type Parts = { bot: Bot; openai: OpenAiServer; random: () => number; share: number };

export function createDayFaults({ bot, openai, random, share }: Parts): DayFaults {
  const set: Record<string, number> = {};
  const count = (name: string) => {
    set[name] = (set[name] ?? 0) + 1;
  };
  const one = <T>(of: readonly T[]): T | undefined =>
    random() < share ? of[Math.floor(random() * of.length)] : undefined;
  return {
    forMessageTo(person) {
      const found = one(TELEGRAM);
      if (found === undefined) return;
      bot.fail({ method: "sendMessage", contains: String(person), ...found[1] });
      count(`message ${found[0]}`);
    },
    forAsking() {
      const poll = one(TELEGRAM);
      if (poll !== undefined) {
        bot.fail({ method: "getUpdates", ...poll[1] });
        count(`poll ${poll[0]}`);
      }
      const model = one(MODEL);
      if (model === undefined) return;
      openai.fault(model);
      count(`model ${model.kind === "status" ? model.status : model.kind}`);
    },
    counts: () => ({ ...set }),
  };
}
