import { describe, expect, it } from "vitest";
import { createTurns } from "../../../../src/channels/whatsapp/receive/turns.ts";

type Mutex = { messageMutex: { mutex<Result>(work: () => Promise<Result>): Promise<Result> } };

function ordered() {
  const turns = createTurns();
  const socket: Mutex = { messageMutex: { mutex: (work) => work() } };
  turns.order(socket);
  return { turns, take: <Result>(work: () => Promise<Result>) => socket.messageMutex.mutex(work) };
}

describe("the turns in which messages are taken in", () => {
  it("come one after the other, also behind one that failed", async () => {
    const { take } = ordered();
    const done: string[] = [];
    const first = Promise.withResolvers<void>();
    const one = take(async () => {
      await first.promise;
      done.push("one");
      throw new Error("broken");
    });
    const two = take(async () => done.push("two"));
    first.resolve();
    await expect(one).rejects.toThrow("broken");
    await two;
    expect(done).toEqual(["one", "two"]);
  });

  it("let others pass while one waits, which then goes on when nobody else is at it", async () => {
    const { turns, take } = ordered();
    const done: string[] = [];
    const [answer, work] = [Promise.withResolvers<string>(), Promise.withResolvers<void>()];
    const one = take(async () => {
      done.push(await turns.beside(() => answer.promise));
    });
    const two = take(async () => {
      done.push("two begins");
      await work.promise;
      done.push("two ends");
    });
    answer.resolve("one");
    await Promise.resolve();
    work.resolve();
    await Promise.all([one, two]);
    expect(done).toEqual(["two begins", "two ends", "one"]);
  });

  it("are none outside of them: whoever waits there only waits", async () => {
    const { turns } = ordered();
    expect(await turns.beside(async () => "answer")).toBe("answer");
  });
});
