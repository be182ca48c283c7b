import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { askAgain } from "../../../../src/channels/whatsapp/send/ask-again.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Questions whose answers come when the test says so. */
function questions() {
  const asked: Array<PromiseWithResolvers<string>> = [];
  const heard = askAgain(
    () => {
      const question = Promise.withResolvers<string>();
      asked.push(question);
      return question.promise;
    },
    (answer) => answer !== "",
    1_000,
  );
  return { asked, heard };
}

it("asks once when it is answered at once, whatever the answer is", async () => {
  const { asked, heard } = questions();
  asked[0]?.resolve("");
  expect(await heard).toBe("");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toHaveLength(1);
});

it("asks again when nothing is heard, and takes the first answer to any", async () => {
  const { asked, heard } = questions();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(2);
  asked[0]?.resolve("late, but heard");
  expect(await heard).toBe("late, but heard");
});

it("does not take for an answer what comes empty and late, nor what fails", async () => {
  const { asked, heard } = questions();
  await vi.advanceTimersByTimeAsync(2_500);
  expect(asked).toHaveLength(3);
  asked[0]?.resolve("");
  asked[1]?.reject(new Error("closed"));
  asked[2]?.resolve("there");
  expect(await heard).toBe("there");
});

it("gives up when all are over, and asks no more often than that", async () => {
  const { asked, heard } = questions();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(3);
  for (const { resolve } of asked) resolve("");
  expect(await heard).toBeUndefined();
});

it("gives up at once when the question cannot even be asked", async () => {
  const { asked, heard } = questions();
  asked[0]?.reject(new Error("closed"));
  expect(await heard).toBeUndefined();
});
