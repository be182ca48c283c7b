import { afterEach, beforeEach, expect, it } from "vitest";
import { openTipsDatabase, tipFiles } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { sha256Hex } from "../../src/tips/bytes.ts";
import { type CaseWriter, createCaseWriter } from "../../src/tips/case-writer.ts";
import { openState } from "../../src/tips/mailbox-state.ts";
import { openCase } from "../../src/tips/open-case.ts";
import type { OpenCase } from "../../src/tips/session.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { agreed, newReader } from "../support/tip-case.ts";
import { cheapKeys } from "../support/tip-door.ts";
import { change } from "../support/tips-rows.ts";

const [ana, budi] = [await newReader("ana"), await newReader("budi")];
const lists = agreed([ana, budi]);
let folder: string;
let store: ReturnType<typeof createTipStore>;
let writer: CaseWriter;
let open: OpenCase;
let words: string[];
/** What happens while a part is on its way. */
let meanwhile: () => unknown;

beforeEach(async () => {
  folder = newFolder();
  meanwhile = () => undefined;
  store = createTipStore(await openTipsDatabase(folder));
  const list = async () => {
    await meanwhile();
    return lists.list;
  };
  const keys = cheapKeys(await store.salt());
  writer = createCaseWriter({ store, keys, list, lists: async () => lists, today: () => "2026-11-22" });
  const begun = await writer.begin({ names: [], units: [] });
  if (begun === undefined || begun === "busy") throw new Error("there are two readers");
  ({ open, words } = begun);
});
afterEach(async () => {
  await store.end();
  removeFolder(folder);
});

async function seen() {
  const [stored] = await store.cases();
  if (stored === undefined) throw new Error("there is one case");
  return openCase({ stored, parts: await store.parts(stored.id), identity: ana.identity.secret, lists });
}

/** What the code opens afterwards. */
async function resumed() {
  const keys = await cheapKeys(await store.salt()).derive(words);
  if (keys.kind === "busy") throw new Error("these keys are never busy");
  const found = await store.find(keys.lookup);
  return found && openState(found.state, keys.mailboxIdentity, keys.partKey);
}

it("a part that is on its way when its talk ends is stored as its reporter's, and their code still opens", async () => {
  meanwhile = () => void open.keys.partSecret.fill(0);
  expect(await writer.write(open, { kind: "teks", text: "Satu" })).toMatchObject({ kind: "stored" });
  expect(await seen()).toMatchObject({ parts: [{ n: 1, text: "Satu" }], problems: [] });
  expect(await resumed()).toMatchObject({ n: 1 });
});

it("a part that only comes to be written after its talk ended is not stored, and spoils nothing", async () => {
  await writer.write(open, { kind: "teks", text: "Satu" });
  open.keys.partSecret.fill(0);
  expect(await writer.write(open, { kind: "teks", text: "Dua" })).toEqual({ kind: "gone" });
  expect(await seen()).toMatchObject({ parts: [{ text: "Satu" }], problems: [] });
  expect(await resumed()).toMatchObject({ n: 1 });
});

it("a case takes ten files, sixty thousand letters and forty parts, and says which of these is full", async () => {
  const letters = (many: number) => writer.write(open, { kind: "teks", text: "a".repeat(many) });
  const content = new Uint8Array(9);
  const file = () =>
    writer.write(open, {
      kind: "berkas",
      caption: "",
      file: {
        ...{ kind: "take", name: "a.pdf", mime: "application/pdf", sha256: sha256Hex(content), content },
        ...{ cleaned: false, voice: false, original: undefined },
      },
    });
  for (let taken = 0; taken < 10; taken += 1) expect(await file()).toMatchObject({ kind: "stored" });
  expect(await file()).toEqual({ kind: "limit", which: "files" });
  expect(await letters(60_001)).toEqual({ kind: "limit", which: "characters" });
  expect(await letters(60_000)).toMatchObject({ kind: "stored" });
  expect(await letters(1)).toEqual({ kind: "limit", which: "characters" });
  for (let taken = 11; taken < 40; taken += 1)
    expect(await writer.write(open, { kind: "tahu", knownBy: "<5" })).toMatchObject({ kind: "stored" });
  expect(await writer.write(open, { kind: "tahu", knownBy: "<5" })).toEqual({ kind: "limit", which: "parts" });
  const { parts, problems } = await seen();
  expect([parts.length, problems]).toEqual([40, []]);
});

/** The same case in another chat with its code, as a second device has it. */
async function elsewhere(): Promise<OpenCase> {
  const keys = await cheapKeys(await store.salt()).derive(words);
  const found = keys.kind === "busy" ? undefined : await store.find(keys.lookup);
  const state = await resumed();
  if (keys.kind === "busy" || found === undefined || state === undefined) throw new Error("the code opens it");
  return { ...open, keys, state, sealed: found.state };
}

const text = (said: string) => ({ kind: "teks", text: said }) as const;

it("a part that another device overtook while it was sealed follows that one, and neither is lost or there twice", async () => {
  const other = await elsewhere();
  let overtaken = 0;
  meanwhile = () => {
    overtaken += 1;
    return overtaken > 3 ? undefined : writer.write(other, text(`Dari HP lain ${overtaken}`));
  };
  expect(await writer.write(open, text("Dari HP ini"))).toMatchObject({ kind: "stored" });
  const { parts, problems } = await seen();
  expect(problems).toEqual([]);
  expect(parts.map((part) => part.text).sort()).toEqual(
    [1, 2, 3].map((n) => `Dari HP lain ${n}`).toSpliced(0, 0, "Dari HP ini"),
  );
  expect(parts.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
});

it("what a chat left on its way when its code was opened anew follows what was written since", async () => {
  const again = await elsewhere();
  await writer.write(again, text("Sesudah dibuka lagi"));
  await writer.write(open, text("Yang tertinggal"));
  await writer.write(again, text("Lanjutannya"));
  const { parts, problems } = await seen();
  expect([parts.map((part) => part.text), problems]).toEqual([
    ["Sesudah dibuka lagi", "Yang tertinggal", "Lanjutannya"],
    [],
  ]);
});

it("no number is given twice where somebody put an older state back, or none that opens", async () => {
  await writer.write(open, text("Satu"));
  const old = open.sealed;
  await writer.write(open, text("Dua"));
  for (const put of [old, new Uint8Array(9)]) {
    change(tipFiles(folder).keys, "update mailboxes set state = ?", Buffer.from(put));
    expect(await writer.write(open, text("Lalu"))).toMatchObject({ kind: "stored" });
  }
  const { parts, problems } = await seen();
  expect([parts.map(({ n }) => n), problems]).toEqual([[1, 2, 3, 4], []]);
  expect(await resumed()).toMatchObject({ n: 4 });
});
