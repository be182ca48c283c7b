import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { lockIdentity, newIdentity, readIdentity, sayPublic } from "../../src/tips/identity.ts";
import { openTipDesk, type TipDesk } from "../support/tip-desk.ts";

const ID = "k7f3-9mxq-2wpd";

let office: TipDesk;
beforeEach(async () => {
  office = await openTipDesk({ ana: {}, budi: {} });
});
afterEach(() => office.close());

/** A desk command with somebody at its terminal, who types once a question is on the screen. */
function atTerminal(args: readonly string[], typing: (shown: string) => ReadonlyArray<readonly [string, string]>) {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keyboard });
  const screen = Object.assign(new PassThrough(), { isTTY: true });
  let shown = "";
  let answered = 0;
  screen.on("data", (chunk) => {
    shown += chunk;
    const [question, answer] = typing(shown)[answered] ?? ["\u0000", ""];
    if (!shown.includes(question)) return;
    answered += 1;
    shown = shown.slice(shown.indexOf(question) + question.length);
    keyboard.write(`${answer}\r`);
  });
  let stdout = "";
  const out = new PassThrough();
  out.on("data", (chunk) => {
    stdout += chunk;
  });
  const code = runDesk(["tips", ...args], {
    ...{
      environment: { DATA_DIR: office.folder, TIPS_ROOT: office.root },
      stdin: keyboard,
      stdout: out,
      stderr: screen,
    },
    ...{ colour: false, stopped: () => new AbortController().signal },
  });
  return code.then((ended) => ({ code: ended, stdout }));
}

describe("at a terminal", () => {
  it("keys are locked under words that were made for their reader, once they typed them", async () => {
    const file = join(office.keys, "citra.key");
    let words = "";
    const { code } = await atTerminal(["keygen", "--name", "citra", "--out", file], (shown) => {
      words = /shown once: ([a-z ]+)\n/.exec(shown)?.[1] ?? words;
      return [
        ["New passphrase", "pendek"],
        ["New passphrase", "kuda hijau lompat pagar"],
        ["The same again", "kuda hijau lompat pegar"],
        ["New passphrase", ""],
        ["Type it", words],
      ];
    });
    expect(code).toBe(0);
    expect(words.split(" ")).toHaveLength(6);
    expect((await readIdentity(readFileSync(file, "utf8"), words)).kind).toBe("identity");
  });

  it("a passphrase is asked for, and asked again after a slip", async () => {
    const locked = await lockIdentity(readFileSync(office.file("ana"), "utf8"), "kuda hijau", 10);
    writeFileSync(office.file("ana"), locked);
    const list = ["list", "--json", "--identity", office.file("ana")];
    expect(
      await atTerminal(list, () => [
        ["Passphrase of", "kuda hitam"],
        ["Passphrase of", "kuda hijau"],
      ]),
    ).toEqual({ code: 0, stdout: "[]\n" });
    const wrong = ["Passphrase of", "kuda hitam"] as const;
    expect(await atTerminal(list, () => [wrong, wrong, wrong])).toEqual({ code: 2, stdout: "" });
  });

  it("the questions of a summary are gone through one by one, and one No is enough", async () => {
    await office.tip(ID, ["ana", "budi"], async (made) => [await made.write("Camat membagi amplop.")]);
    const file = join(office.keys, "ringkasan.txt");
    writeFileSync(file, "Seorang pejabat diduga membagi uang.");
    const ask = ["summary", ID, "--file", file, "--ask", "--json", "--identity", office.file("ana")];
    const answered = (...answers: string[]) => answers.map((answer) => ["(ya/tidak)", answer] as const);
    expect(await atTerminal(ask, () => answered("ya", "tidak"))).toEqual({ code: 1, stdout: "" });
    expect(await office.store((store) => store.parts(ID, "pembaca"))).toEqual([]);
    const done = await atTerminal(ask, () => answered("ya", "ya", "Ya", "y", "ya"));
    expect(JSON.parse(done.stdout)).toMatchObject({ state: "consent-asked" });
  });

  it("whoever signs a list sees first what they sign, and a No signs nothing", async () => {
    const { pub } = await newIdentity("citra");
    const file = join(office.keys, "citra.pub");
    writeFileSync(file, sayPublic(pub));
    await office.desk(["recipients", "add", "citra", "--pub", file, "--unit", "Inspektorat"]);
    const sign = ["recipients", "sign", "--identity", office.file("ana")];
    const line = `  citra  pembaca  ${pub.recipient}  ${pub.signingKey}  Inspektorat`;
    let seen = "";
    const answers = (answer: string) => (shown: string) => {
      seen += shown;
      return [["(ya/tidak)", answer] as const];
    };
    const signed = () => office.store(async (store) => (await store.lists())[1]?.signatures.map(({ name }) => name));
    expect(await atTerminal(sign, answers("tidak"))).toEqual({ code: 1, stdout: "" });
    expect(seen).toContain(line);
    expect(await signed()).toEqual([]);
    expect(await atTerminal(sign, answers("ya"))).toMatchObject({ code: 0 });
    expect(await signed()).toEqual(["ana"]);
  });
});
