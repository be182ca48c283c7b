import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAnswers } from "../../src/tips/open-answers.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { signedList } from "../support/tip-case.ts";
import { openTipDesk, readerWithFile, type TipDesk } from "../support/tip-desk.ts";

const ID = "k7f3-9mxq-2wpd";

let office: TipDesk;
let mailbox: string;
beforeEach(async () => {
  office = await openTipDesk({ ana: {}, budi: {}, joko: { unit: "Sekretariat" } });
  const made = await office.tip(ID, ["ana", "budi"], async (each) => [await each.write("Camat membagi amplop.")]);
  mailbox = made.mailbox.secret;
});
afterEach(() => office.close());

/** What the reporter reads with their code. */
async function mail() {
  return office.store(async (store) => {
    const state = { readers: ["ana", "budi"], excluded: { names: ["joko"], units: [] } };
    const lists = verifyLists(await store.lists(), office.root);
    return openAnswers({ stored: { id: ID }, parts: await store.parts(ID), identity: mailbox, lists, state });
  });
}

const closed = () => office.store(async (store) => (await store.caseOf(ID))?.closed);
const opened = async (name: string) => JSON.parse((await office.as(name, "open", ID, "--json")).stdout);

describe("desk tips reply", () => {
  it("reaches the reporter and the other readers of the case, and nobody else", async () => {
    expect(await office.says("ana", "Kapan itu terjadi?\r\n", "reply", ID, "--text", "-")).toMatchObject({ code: 0 });
    expect(await mail()).toMatchObject({
      answers: [{ text: "Kapan itu terjadi?", meta: { by: "ana", kind: "balasan", readers: ["ana", "budi"] } }],
      problems: [],
    });
    expect((await opened("budi")).answers).toMatchObject([{ by: "ana", text: "Kapan itu terjadi?", former: false }]);
    const acts = await office.acts();
    expect(acts.map(({ who, action }) => `${who} ${action}`)).toEqual(["budi tip-opened", "ana tip-replied"]);
    expect(JSON.stringify(acts)).not.toContain("terjadi");
  });

  it("wants words, not too many, and one stdin for one thing", async () => {
    expect(await office.says("ana", " \n", "reply", ID, "--text", "-")).toMatchObject({ code: 2 });
    expect(await office.as("ana", "reply", ID, "--text", "x".repeat(6_001))).toMatchObject({ code: 2 });
    expect(await office.as("ana", "reply", ID, "--text", "-", "--passphrase-file", "-")).toMatchObject({ code: 2 });
    expect((await mail()).answers).toEqual([]);
  });
});

describe("desk tips status", () => {
  it("is what reporter and readers see, the later over the earlier", async () => {
    expect((await office.as("ana", "status", ID, "--json")).stdout).toBe(
      `{"case":"${ID}","status":"diterima","closed":null}\n`,
    );
    await office.as("ana", "status", ID, "--set", "ditelaah");
    await office.as("budi", "status", ID, "--set", "perlu-keterangan");
    expect((await mail()).status).toBe("perlu-keterangan");
    expect((await opened("ana")).status).toBe("perlu-keterangan");
    expect(await office.as("ana", "status", ID, "--set", "beres")).toMatchObject({ code: 2, stdout: "" });
  });

  it("closes a case that is over, and opens it again when it goes on", async () => {
    expect(await office.as("ana", "status", ID, "--set", "tidak-dapat-ditindaklanjuti")).toMatchObject({ code: 2 });
    expect(await closed()).toBeUndefined();
    const args = ["status", ID, "--set", "tidak-dapat-ditindaklanjuti", "--reason", "-", "--json"];
    const { stdout } = await office.says("ana", "Terlalu sedikit keterangan.", ...args);
    expect(JSON.parse(stdout)).toMatchObject({ status: "tidak-dapat-ditindaklanjuti", closed: await closed() });
    expect(await closed()).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await mail()).answers.at(-1)?.meta.reason).toBe("Terlalu sedikit keterangan.");
    await office.as("budi", "status", ID, "--set", "ditelaah");
    expect(await closed()).toBeUndefined();
    expect((await opened("ana")).status).toBe("ditelaah");
  });
});

describe("a reader whose key was changed", () => {
  it("opens and answers earlier cases with both keys, today's first", async () => {
    const fresh = await readerWithFile(office.keys, "ana", {}, "ana-baru");
    const everybody = [fresh, office.reader("budi"), office.reader("joko")];
    const signers = [office.reader("ana"), office.reader("budi")];
    await office.store((store) => store.putList(signedList(everybody, signers, office.list)));
    const old = await office.as("ana", "open", ID);
    expect(old).toMatchObject({ code: 1, stdout: "" });
    expect(old.stderr).toContain("--identity NEW --identity OLD");
    const both = ["--identity", office.file("ana-baru"), "--identity", office.file("ana")];
    expect((await office.desk(["open", ID, "--json", ...both])).stdout).toContain("amplop");
    expect(await office.desk(["reply", ID, "--text", "Terima kasih.", ...both])).toMatchObject({ code: 0 });
    expect(await mail()).toMatchObject({ answers: [{ text: "Terima kasih.", former: false }], problems: [] });
    const two = ["--identity", office.file("ana-baru"), "--identity", office.file("budi")];
    expect(await office.desk(["open", ID, ...two])).toMatchObject({ code: 2, stdout: "" });
  });
});
