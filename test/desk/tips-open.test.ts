import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { safeStem } from "../../src/desk/tips-files.ts";
import { sha256Hex, textToBytes } from "../../src/tips/bytes.ts";
import { type Finished, newFolder, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import { openTipDesk, type TipDesk } from "../support/tip-desk.ts";

const ID = "k7f3-9mxq-2wpd";
const HIDDEN = "abcd-efgh-jkmn";

let office: TipDesk;
let shelf: string;
beforeEach(async () => {
  office = await openTipDesk({ ana: {}, budi: {}, joko: { unit: "Sekretariat" } });
  shelf = newFolder();
});
afterEach(() => {
  office.close();
  removeFolder(shelf);
});

const picture = textToBytes("not really a picture");
const file = (name: string) => ({ name, mime: "image/jpeg", sha256: sha256Hex(picture), cleaned: false });

function twoParts(name = "foto amplop.jpg") {
  return office.tip(ID, ["ana", "budi"], async (made) => [
    await made.write("Camat membagi amplop."),
    await made.write(picture, { kind: "berkas", file: file(name) }),
  ]);
}

describe("desk tips open", () => {
  it("shows a case as JSON", async () => {
    await twoParts();
    const { code, stdout } = await office.as("ana", "open", ID, "--json");
    expect(code).toBe(0);
    const shown = JSON.parse(stdout);
    expect(shown).toMatchObject({
      case: ID,
      status: "diterima",
      parts: [
        { n: 1, kind: "teks", text: "Camat membagi amplop.", name: null, mime: null, sha256: null, cleaned: null },
        { n: 2, kind: "berkas", text: null, ...file("foto amplop.jpg"), original: "none" },
      ],
      problems: [],
      answers: [],
      readers: ["ana", "budi"],
    });
    expect(shown.notice).not.toBe("");
    expect((await office.acts())[0]).toMatchObject({ who: "ana", action: "tip-opened", detail: {} });
    expect(JSON.stringify(await office.acts())).not.toContain(ID);
  });

  it("shows people the same, so that nothing a reporter wrote does anything to their terminal", async () => {
    await office.tip(ID, ["ana", "budi"], async (made) => [
      await made.write("satu\u001b[2Jdua\u202etiga\r\ncase palsu"),
      await made.write(picture, { kind: "berkas", file: file("a\u001b]0;x\u0007.jpg") }),
    ]);
    const { stdout } = await office.as("budi", "open", ID);
    expect(stdout).toContain("satu\ufffd[2Jdua\ufffdtiga\n    case palsu");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there.
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stdout).toContain("belum dibersihkan");
  });

  it("lets nothing that is no text do anything to it either: names, days, cases and kinds of a tampered store", async () => {
    const evil = "x\u001b[2J\u009b1A\u202e\n     case aman";
    await office.tip(ID, ["ana", "budi"], async (made) => [
      await made.write("satu", { readers: ["ana", evil], day: evil }),
      await made.write(picture, { kind: "berkas", file: { ...file("a.jpg"), mime: evil, sha256: evil } }),
      await made.write("tiga", { case: evil }),
    ]);
    const { code, stdout } = await office.as("ana", "open", ID);
    expect(code).toBe(0);
    expect(stdout).toContain("\ufffd[2J");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there.
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stdout).not.toMatch(/^ *case aman/m);
  });

  it("puts files only where the reader says, for them alone, under names that do no harm", async () => {
    await twoParts("../../.ssh/authorized_keys.html");
    const folder = join(shelf, "baru");
    const { stdout } = await office.as("ana", "open", ID, "--files", folder, "--json");
    const path = JSON.parse(stdout).parts[1].file;
    expect(path).toBe(join(folder, "bagian-02-authorized-keys.jpg"));
    expect(readFileSync(path)).toEqual(Buffer.from(picture));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    // Never over what is there, and never into the data folder or one that others look into.
    expect(await office.as("ana", "open", ID, "--files", folder)).toMatchObject({ code: 2, stdout: "" });
    expect(await office.as("ana", "open", ID, "--files", join(office.folder, "x"))).toMatchObject({ code: 1 });
    const shared = join(shelf, "bersama");
    mkdirSync(shared, { mode: 0o755 });
    writeFileSync(join(shared, "lain.txt"), "");
    expect(await office.as("ana", "open", ID, "--files", shared)).toMatchObject({ code: 2, stdout: "" });
    expect(readdirSync(shared)).toEqual(["lain.txt"]);
  });

  it.each([
    ["../../etc/passwd", "passwd"],
    ["CON.jpg", "CON"],
    ["a\u0000b.png", "a-b"],
    ["\u202egpj.exe", "gpj"],
    [`${"x".repeat(300)}.jpg`, "x".repeat(60)],
    ["foto 🙂 camat.tar.gz", "foto-camat"],
    ["C:\\Users\\Siti\\surat.pdf", "surat"],
    ["....", ""],
  ])("names %j after its letters alone", (name, stem) => expect(safeStem(name)).toBe(stem));

  it("opens an exported case anywhere, without the service's data", async () => {
    await twoParts();
    const bundle = join(shelf, "kasus.tar");
    expect((await office.desk(["export", ID, "--out", bundle])).code).toBe(0);
    expect(statSync(bundle).mode & 0o777).toBe(0o600);
    expect(readFileSync(bundle).includes("amplop")).toBe(false);
    const nowhere = join(shelf, "tidak-ada");
    const environment = { DATA_DIR: nowhere };
    const open = ["open", bundle, "--identity", office.file("budi"), "--json"];
    const { code, stdout } = await office.desk(open, { environment });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).parts[0].text).toBe("Camat membagi amplop.");
    expect(readdirSync(shelf)).toEqual(["kasus.tar"]);
    expect(await office.desk(["export", ID, "--out", bundle])).toMatchObject({ code: 2 });
    const other = await office.desk(open, { environment: { ...environment, TIPS_ROOT: "cd".repeat(32) } });
    expect(other).toMatchObject({ code: 1, stdout: "" });
    writeFileSync(join(shelf, "rusak"), readFileSync(bundle).subarray(0, 5_000));
    expect(await office.as("ana", "open", join(shelf, "rusak"))).toMatchObject({ code: 2, stdout: "" });
    expect(await office.as("ana", "open", join(shelf, "kosong"))).toMatchObject({ code: 2, stdout: "" });
  });

  it("tells a gap, and opens the rest", async () => {
    await office.tip(ID, ["ana", "budi"], async (made) => {
      const parts = [await made.write("satu"), await made.write("dua"), await made.write("tiga")];
      return parts.filter((_, at) => at !== 1);
    });
    const shown = JSON.parse((await office.as("ana", "open", ID, "--json")).stdout);
    expect(shown.parts.map(({ text }: { text: string }) => text)).toEqual(["satu", "tiga"]);
    expect(shown.problems.join(" ")).toContain("Bagian 2 tidak ada");
  });
});

describe("a reader who is excluded", () => {
  /** What the reader sees of everything there is to see. */
  async function seen(name: string): Promise<Finished[]> {
    return [
      await office.as(name, "list"),
      await office.as(name, "list", "--json"),
      ...(await everyCommandOn(name, HIDDEN)),
      await office.desk(["recipients", "list"]),
      await runInside(runDesk, ["doctor"], { environment: { DATA_DIR: office.folder, TIPS_ROOT: office.root } }),
    ];
  }

  async function everyCommandOn(name: string, id: string): Promise<Finished[]> {
    return [
      await office.as(name, "open", id),
      await office.as(name, "open", id, "--json"),
      await office.as(name, "open", id, "--files", join(shelf, "x")),
      await office.says(name, "Halo", "reply", id, "--text", "-"),
      await office.as(name, "status", id),
      await office.as(name, "status", id, "--set", "selesai"),
      await office.as(name, "release", id, "2", "--to", "ana", "--out", join(shelf, "x")),
      await office.as(name, "reassign", id, "--to", "ana"),
      await office.as(name, "delete", id),
      await office.as(name, "keep", id),
      await office.as(name, "summary", id, "--file", "package.json", "--ask", "--checked"),
      await office.as(name, "history", id),
    ];
  }

  it("sees, byte for byte, what they would see if the case did not exist", async () => {
    await office.tip(ID, ["ana", "budi", "joko"], async (made) => [await made.write("Untuk semua.")]);
    const without = await seen("joko");
    expect(without[1]?.stdout).toContain(ID);
    await office.tip(HIDDEN, ["ana", "budi"], async (made) => [
      await made.write("Sekretaris ikut kampanye."),
      await made.write(picture, { kind: "berkas", file: file("bukti.jpg") }),
    ]);
    expect(await office.says("ana", "Sedang kami telaah.", "reply", HIDDEN, "--text", "-")).toMatchObject({ code: 0 });
    expect(await office.as("budi", "delete", HIDDEN)).toMatchObject({ code: 0 });
    expect(await seen("joko")).toEqual(without);
    expect((await office.as("ana", "list", "--json")).stdout).toContain(HIDDEN);
  });

  it("finds no case in the audit that others have and they do not", async () => {
    await office.tip(ID, ["ana", "budi", "joko"], async (made) => [await made.write("Untuk semua.")]);
    await office.tip(HIDDEN, ["ana", "budi"], async (made) => [await made.write("Tentang joko.")]);
    for (const name of ["ana", "joko"]) await office.as(name, "open", ID);
    for (let again = 0; again < 2; again += 1) await office.as("ana", "open", HIDDEN);
    const subjects = (await office.acts()).map(({ subject }) => subject);
    expect(subjects).toHaveLength(4);
    expect(new Set(subjects).size).toBe(4);
  });
});

describe("desk tips list", () => {
  it("shows day, bucket and status, the newest first, and no size of its own", async () => {
    await twoParts();
    await office.as("budi", "status", ID, "--set", "ditelaah");
    const { stdout } = await office.as("ana", "list", "--json");
    expect(JSON.parse(stdout)).toEqual([{ case: ID, day: "2026-11-22", size: 65_536, status: "ditelaah" }]);
  });

  it("refuses a key that is not on the list", async () => {
    writeFileSync(office.file("mallory"), readFileSync(office.file("ana"), "utf8").replaceAll("ana", "mallory"));
    expect(await office.as("mallory", "list")).toMatchObject({ code: 1, stdout: "" });
    expect(await office.desk(["list", "--identity", "package.json"])).toMatchObject({ code: 2, stdout: "" });
    expect(await office.desk(["list", "--identity", `${office.file("ana")}.pub`])).toMatchObject({ code: 2 });
    expect(await office.desk(["list"])).toMatchObject({ code: 2 });
  });
});
