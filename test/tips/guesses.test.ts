import { expect, it } from "vitest";
import { runGuesses } from "../soak/tips-guesses.ts";

it("codes guessed from a hundred chats at once open nothing, and whoever has one is let in meanwhile", async () => {
  const result = await runGuesses({ guesses: 500, chats: 100, seed: 3, answeredAfterMs: 300, cheap: true });
  expect(result).toMatchObject({ guesses: 500, opened: 0, shut: 0, logged: [] });
  expect(result.own).toBeGreaterThan(0);
  expect(result.grownMegabytes).toBeLessThan(150);
});
