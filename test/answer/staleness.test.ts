import { describe, expect, it } from "vitest";
import { createMemory } from "../../src/chat/memory.ts";
import { plainText } from "../../src/chat/message.ts";
import { createQuestionHandler } from "../../src/chat/question.ts";
import { runDesk } from "../../src/desk/run-desk.ts";
import { staleRegulations } from "../../src/knowledge/staleness.ts";
import { shippedAnswering } from "../support/answering.ts";
import { runInside } from "../support/run-inside.ts";

const { answer, knowledge } = await shippedAnswering();
const WARNING = /terakhir kami cek pada \d+ \p{L}+ \d{4}, lebih dari 180 hari lalu/u;
const days = (from: string, count: number) => new Date(Date.parse(from) + count * 86_400_000);

/** A question whose answer cites something watched, and when that was last checked. */
const QUESTION = "tukin dipotong 25% udah berlaku belum?";
const cited = (await answer(QUESTION)).citations.flatMap(({ id }) => knowledge.passages.get(id) ?? []);
const watched = cited.filter((passage) => passage.watched).map(({ checked }) => checked);
const oldest = [...watched].sort()[0] ?? "";

/** What a person is told when the office's clock stands so many days after the oldest check. */
async function toldAfter(count: number, question = QUESTION): Promise<string> {
  const clock = () => days(oldest, count);
  const memory = createMemory(clock);
  const handle = createQuestionHandler({
    answer,
    memory,
    clock,
    zone: "WIB",
    offer: () => ({ blocks: [], choices: [] }),
    count: () => {},
  });
  const address = "terminal:a";
  const message = { channel: "terminal", address, id: "1", kind: "text", text: question, place: "private" } as const;
  const reply = await handle({ message: { ...message, late: false }, rest: question, remembered: memory.of(address) });
  return plainText(reply);
}

describe("a check that is too old", () => {
  it("is said in the answer, with its day, by the clock of the service", async () => {
    expect(watched.length).toBeGreaterThan(0);
    const told = await toldAfter(200);
    expect(told).toMatch(WARNING);
    expect(told).toContain("pastikan");
    expect(told).not.toContain("Keadaan hukum menurut pengecekan");
  });

  it("is not said on the 180th day, but on the next", async () => {
    expect(await toldAfter(180)).not.toMatch(WARNING);
    expect(await toldAfter(181)).toMatch(WARNING);
  });

  it("is not said of what is not watched", async () => {
    const quiet = [...knowledge.passages.values()].find(
      (passage) => !passage.watched && passage.id.includes("/pasal-"),
    );
    expect(quiet).toBeDefined();
    const told = await toldAfter(2_000, quiet?.label ?? "");
    expect(told).toContain("Keadaan hukum menurut pengecekan");
    expect(told).not.toMatch(WARNING);
  });

  it("is said of a passage that is looked up too", async () => {
    const loud = cited.find((passage) => passage.watched);
    expect(await toldAfter(200, loud?.label ?? "")).toMatch(WARNING);
  });

  it("says nothing where no day is known", async () => {
    expect(plainText((await answer(QUESTION)).reply)).not.toMatch(WARNING);
  });
});

describe("desk kb check", () => {
  it("lists the watched regulations whose check is too old, and does not fail", async () => {
    const later = days(oldest, 200).toISOString().slice(0, 10);
    const due = staleRegulations(knowledge.regulations.values(), later);
    expect(due.length).toBeGreaterThan(10);
    const { code, stdout } = await runInside(runDesk, ["kb", "check", "--today", later]);
    expect(code).toBe(0);
    expect(stdout).toContain("is in order");
    expect(stdout.match(/^warning: .* over 180 days ago/gm)).toHaveLength(due.length);
    for (const { id } of due) expect(stdout).toContain(`knowledge/regulations/${id}.md`);
  });

  it("warns of nothing while the checks are fresh, and refuses what is no day", async () => {
    const { code, stdout } = await runInside(runDesk, ["kb", "check", "--today", oldest]);
    expect(code).toBe(0);
    expect(stdout).not.toContain("warning");
    expect((await runInside(runDesk, ["kb", "check", "--today", "besok"])).code).toBe(2);
  });
});
