import { expect, it } from "vitest";
import type { Outside } from "../../src/answer/answer.ts";
import { createMayLeave } from "../../src/chat/may-leave.ts";
import { createMemory, type Dialogue } from "../../src/chat/memory.ts";
import type { Message } from "../../src/chat/message.ts";
import { createQuestionHandler } from "../../src/chat/question.ts";
import { createQuiet } from "../../src/chat/quiet.ts";
import { shippedAnswering } from "../support/answering.ts";

const { tells, mayAccuse, answer } = await shippedAnswering();
const clock = () => new Date("2026-11-22T03:00:00Z");
const address = "telegram:6";

/** Asks one question after the other; for whom each was asked outside, if it was. */
function chat() {
  const asked: Array<Outside | undefined> = [];
  const quiet = createQuiet(clock);
  const memory = createMemory(clock);
  const mayLeave = createMayLeave({ quiet, tells, accuses: mayAccuse, clock, takesReports: false });
  const handle = createQuestionHandler({
    answer(text, options) {
      asked.push(options?.outside);
      return answer(text, options);
    },
    ...{ memory, clock, zone: "WIB", count() {}, care: { heard: quiet.heard, ...mayLeave } },
    offer: () => ({ blocks: [], choices: [] }),
  });
  const remembered = memory.of(address);
  return {
    asked,
    async ask(text: string, dialogue?: Dialogue): Promise<void> {
      const message: Message = {
        ...{ channel: "telegram", address, id: text, kind: "text", text, place: "private", late: false },
      };
      await handle({ message, rest: text, remembered, dialogue });
    },
  };
}

it("pays for each question with the share of the chat it came from, and asks no follow-up outside of one that had to stay", async () => {
  const { ask, asked } = chat();
  await ask("boleh foto bareng calon bupati?");
  await ask("kalau pppk?");
  expect(asked).toEqual([{ person: address }, { person: address }]);
  await ask("boleh tidak PNS ikut kampanye caleg?", { kind: "answering", id: 1 });
  await ask("kalau pppk?");
  await ask("kalau suami saya caleg?");
  expect(asked.slice(2)).toEqual([undefined, undefined, undefined]);
});
