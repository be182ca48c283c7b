import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sealAnswer } from "../../src/tips/answer-part.ts";
import { writeBundle } from "../../src/tips/bundle.ts";
import { newId, textToBytes } from "../../src/tips/bytes.ts";
import type { AnswerMeta } from "../../src/tips/part.ts";
import { sealAlone, splitAgeFile } from "../../src/tips/seal.ts";
import type { StoredPart } from "../../src/tips/tip-store.ts";
import { storedPart } from "../support/tip-case.ts";
import { openTipDesk, type TipDesk } from "../support/tip-desk.ts";

const ID = "k7f3-9mxq-2wpd";

let office: TipDesk;
let tip: Awaited<ReturnType<TipDesk["tip"]>>;
beforeEach(async () => {
  office = await openTipDesk({ ana: {}, budi: {} });
  tip = await office.tip(ID, ["ana", "budi"], async (made) => [await made.write("Camat membagi amplop.")]);
});
afterEach(() => office.close());

/** What the booth writes. */
async function answer(about: Partial<AnswerMeta>, text = ""): Promise<StoredPart> {
  const meta: AnswerMeta = {
    ...{ schema: 1, case: ID, id: newId(), by: "ana", kind: "balasan", day: "2026-11-22", turn: 1 },
    ...{ readers: ["ana", "budi"], ...about },
  };
  const readers = ["ana", "budi"].map((name) => office.reader(name).entry);
  const by = office.reader("ana").identity;
  return storedPart(ID, await sealAnswer({ meta, text, by, readers, mailbox: tip.mailbox.recipient }), "pembaca");
}

function bundle(parts: readonly StoredPart[], stored: Partial<typeof tip.stored> = {}): string {
  const path = join(office.keys, `${newId()}.tar`);
  writeFileSync(path, writeBundle({ stored: { ...tip.stored, ...stored }, parts, lists: [] }));
  return path;
}

const closed = () => office.store(async (store) => (await store.caseOf(ID))?.closed);

describe("desk tips import", () => {
  it("takes a sealed answer over without a key, once", async () => {
    const file = bundle([await answer({}, "Kapan?")]);
    expect(JSON.parse((await office.desk(["import", file, "--json"])).stdout)).toEqual({ case: ID, added: 1 });
    expect(JSON.parse((await office.desk(["import", file, "--json"])).stdout)).toEqual({ case: ID, added: 0 });
    const { answers, problems } = JSON.parse((await office.as("budi", "open", ID, "--json")).stdout);
    expect(answers).toMatchObject([{ by: "ana", text: "Kapan?" }]);
    expect(problems).toEqual([]);
  });

  it("closes a case whose status says so, for whoever brings the key, then or later", async () => {
    const file = bundle([await answer({ kind: "status", status: "selesai" })]);
    await office.desk(["import", file]);
    expect(await closed()).toBeUndefined();
    expect(JSON.parse((await office.as("budi", "status", ID, "--json")).stdout)).toMatchObject({ status: "selesai" });
    expect(await closed()).toMatch(/^\d{4}-/);
    await office.store((store) => store.reopen(ID));
    expect(await office.as("ana", "import", file)).toMatchObject({ code: 0 });
    expect(await closed()).toMatch(/^\d{4}-/);
  });

  it("takes nothing that a reader's program does not write, and nothing of another case", async () => {
    const alone = splitAgeFile(await sealAlone(textToBytes("halo"), tip.mailbox.recipient));
    if (alone === undefined) throw new Error("it is an age file");
    const refused: Array<[string, number]> = [
      [bundle([storedPart(ID, alone, "pembaca")]), 1],
      [bundle([{ ...(await answer({})), from: "pelapor" }]), 1],
      [bundle([await answer({}, "x".repeat(400_000))]), 1],
      [bundle([await answer({})], { id: "aaaa-bbbb-cccc" }), 2],
      [bundle([await answer({})], { mailbox: office.reader("ana").entry.recipient }), 2],
      [join(office.keys, "ana.key"), 2],
    ];
    for (const [file, code] of refused) expect(await office.desk(["import", file])).toMatchObject({ code, stdout: "" });
    expect(await office.store((store) => store.parts(ID, "pembaca"))).toEqual([]);
  });

  it("takes nothing that only looks like an age file, and says what to do", async () => {
    const sealed = await answer({}, "Kapan?");
    const header = Buffer.from(sealed.header).toString();
    const noise = () => randomBytes(32).toString("base64").replace("=", "");
    const twice = header.replaceAll(/-> X25519 \S+/g, /-> X25519 \S+/.exec(header)?.[0] ?? "");
    const junk: Partial<StoredPart>[] = [
      { header: Buffer.from(header.replaceAll(/-> X25519 \S+/g, () => `-> X25519 ${noise()}`)) },
      { header: Buffer.from(twice) },
      { header: Buffer.from(header.replace(/-> X25519 \S+\n\S+\n/, "")) },
      { body: sealed.body.subarray(0, -1) },
      { body: randomBytes(5_000) },
      { body: new Uint8Array(0) },
    ];
    for (const each of junk) {
      const { code, stdout, stderr } = await office.desk(["import", bundle([{ ...sealed, ...each }])]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(/not sealed as answers are.*write it again with the booth/);
    }
    for (const text of ["", "x".repeat(3_000), "y".repeat(6_000), "€".repeat(30_000)])
      expect(await office.desk(["import", bundle([await answer({}, text)])])).toMatchObject({ code: 0 });
  });

  it("leaves to whoever opens the case what no reader signed", async () => {
    const forged = await answer({}, "Datanglah ke kantor.");
    const meta = { ...forged, body: forged.body.map((byte, at) => (at === 50 ? byte ^ 1 : byte)) };
    await office.desk(["import", bundle([meta])]);
    const { answers, problems } = JSON.parse((await office.as("ana", "open", ID, "--json")).stdout);
    expect(answers).toEqual([]);
    expect(problems.join(" ")).toContain("tidak dapat dibuka");
  });
});
