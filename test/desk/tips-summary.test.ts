import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { textToBytes } from "../../src/tips/bytes.ts";
import { summaryHash } from "../../src/tips/case-writer.ts";
import type { KnownBy } from "../../src/tips/part.ts";
import { openTipDesk, type TipDesk } from "../support/tip-desk.ts";

const ID = "k7f3-9mxq-2wpd";
const SUMMARY = "Seorang pejabat kecamatan diduga membagikan uang kepada pengurus RT pada masa kampanye.";

let office: TipDesk;
let tip: Awaited<ReturnType<TipDesk["tip"]>>;
beforeEach(async () => {
  office = await openTipDesk({ ana: {}, budi: {}, joko: {} });
});
afterEach(() => office.close());

async function told(knownBy?: KnownBy) {
  tip = await office.tip(ID, ["ana", "budi"], async (made) => [
    await made.write("Kemarin Pak Camat membagikan amplop berisi 50 ribu kepada ketua RT."),
    ...(knownBy === undefined ? [] : [await made.write("", { kind: "tahu", knownBy })]),
    await made.write(textToBytes("x"), {
      kind: "berkas",
      file: { name: "amplop_camat.jpg", mime: "image/jpeg", sha256: "0", cleaned: true },
    }),
  ]);
}

const out = () => join(office.keys, "ringkasan.txt");
const file = (text: string) => {
  const path = join(office.keys, "rancangan.txt");
  writeFileSync(path, text);
  return path;
};
const summary = (name: string, text: string, ...more: string[]) =>
  office.as(name, "summary", ID, "--file", file(text), "--checked", ...more);
const forward = (name: string, text = SUMMARY) => summary(name, text, "--out", out(), "--json");

/** The reporter's answer to a summary. */
async function answers(yes: boolean, text = SUMMARY) {
  const part = await tip.write("", { kind: "izin", consent: { yes, summary: summaryHash(text) } });
  const { hash: _hash, ...stored } = part;
  await office.store((store) => store.add([stored]));
}

describe("desk tips summary", () => {
  it("writes what many know once two readers agreed to the very same words", async () => {
    await told(">20");
    expect(JSON.parse((await forward("ana")).stdout)).toEqual({ case: ID, state: "asked", by: [] });
    expect(await forward("ana")).toMatchObject({ code: 1, stdout: "" });
    expect(JSON.parse((await forward("budi", `${SUMMARY} Ditambah.`)).stdout).state).toBe("asked");
    expect(existsSync(out())).toBe(false);
    expect(JSON.parse((await forward("ana", `${SUMMARY} Ditambah.`)).stdout)).toMatchObject({ state: "agreed" });
    expect(readFileSync(out(), "utf8")).toBe(`${SUMMARY} Ditambah.\n`);
    expect((await office.acts())[0]).toMatchObject({ who: "ana", action: "tip-forwarding", detail: { with: "budi" } });
    expect(JSON.stringify(await office.acts())).not.toContain("pejabat");
  });

  it("refuses the reporter's own words and the names of their files", async () => {
    await told(">20");
    const quoted = await forward("ana", "Diduga PAK CAMAT membagikan amplop, berisi seratus ribu, kepada warga.");
    expect(quoted).toMatchObject({ code: 1, stdout: "" });
    expect(quoted.stderr).toContain("pak camat membagikan amplop berisi");
    expect((await forward("ana", "Ada foto amplop_camat.jpg tentang hal itu.")).stderr).toContain("name of a file");
    expect(await office.store((store) => store.requests())).toEqual([]);
  });

  it.each(["hanya-saya", "<5", undefined] as const)(
    "waits for the reporter when it is known by %s",
    async (knownBy) => {
      await told(knownBy);
      const refused = await forward("ana");
      expect(refused).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toContain("--ask");
      expect(JSON.parse((await summary("ana", SUMMARY, "--ask", "--json")).stdout).state).toBe("consent-asked");
      expect((await forward("ana")).stderr).toContain("not answered yet");
      await answers(true, "yang lain");
      expect((await forward("ana")).code).toBe(1);
      await answers(true);
      expect((await forward("ana")).code).toBe(0);
      expect(JSON.parse((await forward("budi")).stdout).by).toEqual(["ana", "budi"]);
      expect(readFileSync(out(), "utf8")).toBe(`${SUMMARY}\n`);
    },
  );

  it("goes by what the reporter said last, also when many know of it", async () => {
    await told("5-20");
    await answers(true);
    await answers(false);
    const refused = await forward("ana");
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("does not agree");
  });

  it("wants the questions gone through, a place to write to, and words", async () => {
    await told(">20");
    const unchecked = await office.as("ana", "summary", ID, "--file", file(SUMMARY), "--out", out());
    expect(unchecked).toMatchObject({ code: 2, stdout: "" });
    expect(unchecked.stderr).toContain("--checked");
    expect(unchecked.stderr.split("\n")).toHaveLength(7);
    expect((await summary("ana", SUMMARY)).code).toBe(2);
    expect((await forward("ana", " ")).code).toBe(2);
    writeFileSync(out(), "lain");
    expect((await forward("ana")).code).toBe(2);
    expect(readFileSync(out(), "utf8")).toBe("lain");
    expect((await office.as("joko", "summary", ID, "--file", file(SUMMARY), "--ask", "--checked")).code).toBe(2);
    const beside = await summary("ana", SUMMARY, "--out", join(office.folder, "ringkasan.txt"));
    expect(beside).toMatchObject({ code: 1, stdout: "" });
    expect(beside.stderr).toContain("lies in DATA_DIR");
  });
});
