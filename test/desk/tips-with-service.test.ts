import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { runInside } from "../support/run-inside.ts";
import type { Voice } from "../support/stage.ts";
import { readerWithFile } from "../support/tip-desk.ts";
import { putReaders } from "../support/tip-readers.ts";

let keys: string;
let office: TestOffice;
let person: Voice;
let root: string;
beforeEach(async () => {
  keys = newFolder();
  const readers = [
    await readerWithFile(keys, "ana"),
    await readerWithFile(keys, "budi"),
    await readerWithFile(keys, "citra", { role: "cadangan", unit: "Inspektorat" }),
  ];
  office = await openTestOffice({
    prepare: async (folder) => {
      const pinned = await putReaders(folder, readers);
      root = pinned.TIPS_ROOT;
      return pinned;
    },
  });
  person = office.person();
});
afterEach(async () => {
  await office.close();
  removeFolder(keys);
});

const as = (name: string, ...args: string[]) =>
  runInside(runDesk, ["tips", ...args, "--identity", join(keys, `${name}.key`)], {
    environment: { DATA_DIR: office.folder, TIPS_ROOT: root },
  });

/** A report with one part; resolves to its code and what the desk calls it. */
async function report(text: string): Promise<{ code: string; id: string }> {
  await person.says("/lapor");
  await person.says("YA");
  const { text: said } = await person.says("LEWATI");
  await person.says(text);
  await person.says("SELESAI");
  const code = /^[a-z]+(?:-[a-z]+){7}$/m.exec(said)?.[0] ?? "";
  const [row] = JSON.parse((await as("ana", "list", "--json")).stdout) as Array<{ case: string }>;
  return { code, id: row?.case ?? "" };
}

describe("the desk beside the running service", () => {
  it("reads what somebody tells, and answers them", async () => {
    const { code, id } = await report("Camat membagi amplop di aula kemarin.");
    const shown = JSON.parse((await as("budi", "open", id, "--json")).stdout);
    expect(shown).toMatchObject({ parts: [{ text: "Camat membagi amplop di aula kemarin." }], problems: [] });
    await as("ana", "reply", id, "--text", "Terima kasih, kami telaah.");
    await as("ana", "status", id, "--set", "ditelaah");
    const mail = await person.says(`/cek ${code}`);
    expect(mail.text).toContain("Terima kasih, kami telaah.");
    expect(mail.text).toContain(tipTexts.statusWord.ditelaah);
  });

  it("asks somebody about a summary, and goes by their yes", async () => {
    const { code, id } = await report("Camat membagi amplop di aula kemarin.");
    const file = join(keys, "ringkasan.txt");
    writeFileSync(file, "Seorang pejabat diduga membagi uang.\n");
    const summary = (name: string, ...more: string[]) =>
      as(name, "summary", id, "--file", file, "--checked", "--json", ...more);
    await summary("ana", "--ask");
    expect((await person.says(`/cek ${code}`)).text).toContain("Seorang pejabat diduga membagi uang.");
    await person.says(tipTexts.choice.agree);
    const out = ["--out", join(keys, "keluar.txt")];
    expect(JSON.parse((await summary("ana", ...out)).stdout).state).toBe("asked");
    expect(JSON.parse((await summary("budi", ...out)).stdout).state).toBe("agreed");
  });

  it("passes a case on, and what somebody adds then reaches the new reader and not the old one", async () => {
    const { code, id } = await report("Sepupu ana ikut kampanye.");
    expect(await as("ana", "reassign", id, "--to", "citra")).toMatchObject({ code: 0 });
    await person.says(`/cek ${code}`);
    await person.says("Ada fotonya juga.");
    await person.says("SELESAI");
    const shown = JSON.parse((await as("citra", "open", id, "--json")).stdout);
    expect(shown.parts.map(({ text }: { text: string }) => text)).toContain("Ada fotonya juga.");
    expect(shown).toMatchObject({ readers: ["budi", "citra"], problems: [] });
    expect(await as("ana", "open", id)).toMatchObject({ code: 2, stdout: "" });
  });

  it("passes a case on while its reporter is writing, and the very next part reaches the new reader and not the old one", async () => {
    const { code, id } = await report("Sepupu ana ikut kampanye.");
    await person.says(`/cek ${code}`);
    expect(await as("ana", "reassign", id, "--to", "citra")).toMatchObject({ code: 0 });
    expect((await person.says("Ada fotonya juga.")).text).toMatch(/^✔/);
    expect((await person.says("Diunggah malam itu.")).text).toMatch(/^✔/);
    expect(await as("ana", "open", id)).toMatchObject({ code: 2, stdout: "" });
    for (const name of ["budi", "citra"]) {
      const shown = JSON.parse((await as(name, "open", id, "--json")).stdout);
      expect(shown).toMatchObject({ readers: ["budi", "citra"], problems: [] });
      expect(shown.parts).toHaveLength(3);
    }
    const mail = await person.says(`/cek ${code}`);
    expect(mail.text).toContain(tipTexts.statusWord.diterima);
    expect(mail.text).not.toContain(tipTexts.damaged);
  });
});
