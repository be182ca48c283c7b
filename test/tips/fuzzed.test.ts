import { expect, it } from "vitest";
import { runFuzz } from "../soak/tips-fuzz.ts";

it("whatever somebody writes into a report comes out of it as it went in, or is refused with a sentence", async () => {
  const result = await runFuzz({ messages: 60, seed: 11 });
  expect(result).toMatchObject({ messages: 60, changed: [], unanswered: [], problems: [], logged: [] });
  expect(result.marked).toBeGreaterThan(32);
});
