import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MOST_INCOMING_BYTES } from "../src/chat/incoming-file.ts";
import { texts } from "../src/chat/texts.ts";
import { tipTexts } from "../src/tips/tip-texts.ts";
import { newFolder, removeFolder } from "./support/process.ts";

const model = readFileSync("docs/threat-model.md", "utf8");
const section = (title: string) =>
  new RegExp(`^## ${title}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, "m").exec(model)?.[1] ?? "";

type Promised = { number: string; file: string; title: string };

/** The rows of the table of promises. */
const promises: readonly Promised[] = section("What is promised")
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [number = "", , file = "", title = ""] = line.replace(/^\| | \|$/g, "").split(" | ");
    return { number, file: file.replaceAll("`", ""), title };
  });

/** What is wrong with how a promise is held; undefined when a test of that title runs. */
function fault({ file, title }: Promised, folder = "test"): string | undefined {
  if (file === "" || title === "") return "names no test";
  if (!existsSync(join(folder, file))) return `there is no ${file}`;
  const code = readFileSync(join(folder, file), "utf8");
  const at = code.indexOf(`"${title}"`);
  if (at < 0) return `${file} has no test "${title}"`;
  const [begins] = [...code.slice(0, at).matchAll(/\bit(?:\.([a-zA-Z]+))?\(/g)].slice(-1);
  // Between the word and its title stands at most a table of cases, never a whole test.
  if (begins === undefined || /=>\s*\{/.test(code.slice(begins.index, at))) return `"${title}" is no test in ${file}`;
  return /^(skip|todo|fails)/.test(begins[1] ?? "") ? `${file} does not always run "${title}"` : undefined;
}

describe("the threat model", () => {
  it("has a running test for each promise", () => {
    expect(promises.length).toBeGreaterThan(30);
    expect(promises.map(({ number }) => number)).toEqual(promises.map((_, at) => `${at + 1}`));
    expect(promises.flatMap((each) => fault(each) ?? [])).toEqual([]);
  });

  it("notices a promise without a test, with a test that does not run, and with a title that is none", () => {
    const folder = newFolder();
    const write = (code: string) => writeFileSync(join(folder, "a.test.ts"), code);
    const held = (code: string) => {
      write(code);
      return fault({ number: "1", file: "a.test.ts", title: "holds" }, folder);
    };
    expect(held('it("holds", () => {});')).toBeUndefined();
    expect(held('it.each([\n  [1],\n])("holds", () => {});')).toBeUndefined();
    for (const code of ['it.skip("holds", () => {});', 'it.todo("holds");', 'it.skipIf(x)("holds", () => {});'])
      expect(held(code)).toContain("does not always run");
    expect(held('it("other", () => {\n  say("holds");\n});')).toContain("is no test");
    expect(held('it("holds more", () => {});')).toContain("has no test");
    expect(fault({ number: "1", file: "b.test.ts", title: "holds" }, folder)).toContain("there is no");
    expect(fault({ number: "1", file: "", title: "" }, folder)).toBe("names no test");
    removeFolder(folder);
  });

  it("says plainly what is not promised, of each platform and of the machine", () => {
    const plain = section("What is not promised");
    for (const words of [
      "Telegram",
      "WhatsApp",
      "phone",
      "memory",
      "7 days",
      "SSD",
      "last",
      "older list",
      "Few people",
    ])
      expect(plain).toContain(words);
  });
});

/** Where people and officers are told of days, with how long each says a case is kept. */
const privacy = readFileSync("PRIVACY.id.md", "utf8");
const operations = readFileSync("docs/operations.md", "utf8");
const shredding = readFileSync("src/stores/tips-shredding.ts", "utf8");
const constant = (name: string, code: string) => Number(new RegExp(`${name} = (\\d+)`).exec(code)?.[1]);

describe("what people are told about reports", () => {
  const closed = constant("DAYS_AFTER_CLOSING", shredding);
  const most = constant("MOST_DAYS", shredding);

  it("says in every place the days that the program keeps to", () => {
    expect([closed, most]).toEqual([90, 365]);
    for (const told of [texts.privacy.join(" "), privacy]) {
      for (const days of [`${closed} hari sesudah selesai`, `paling lama ${most} hari`, "7 hari"])
        expect(told).toContain(days);
      // No other number of days: reading and answering (3), officers' questions (30).
      const others = [...told.matchAll(/(\d+) hari/g)].map(([, days]) => Number(days));
      expect(others.filter((days) => ![closed, most, 3, 7, 30].includes(days))).toEqual([]);
    }
    expect(tipTexts.consent("telegram")).toContain(`${closed} hari sesudah selesai ditangani, paling lama satu tahun`);
    expect(tipTexts.cancelled).toContain("cadangan ia hilang dalam 7 hari");
    for (const told of [model, operations].map((text) => text.replace(/\s+/g, " ")))
      for (const days of [`${closed} days after`, `${most} days`, "7 days"])
        expect(told.includes(days), days).toBe(true);
  });

  it("says the same limits and the same word wherever it says them", () => {
    expect(tipTexts.fileUnavailable["too-large"]).toContain(`${MOST_INCOMING_BYTES / 1024 ** 2} MB`);
    expect(tipTexts.noAnswers).toContain("3 hari kerja");
    expect(privacy).toContain("3 hari kerja");
    for (const told of [texts.privacy.join(" "), privacy]) {
      expect(told).toContain("UU 27/2022");
      expect(told).toContain("/cek");
      expect(told).toContain("BATAL");
      expect(told).not.toMatch(/anonim/i);
    }
    for (const told of [tipTexts.consent("whatsapp"), privacy, texts.privacyOnWhatsApp.join(" ")])
      expect(told).toMatch(/[Pp]onsel kantor/);
  });

  it("fits one page", () => {
    expect(privacy.split(/\s+/).length).toBeLessThan(620);
  });
});
