import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { sha256Hex, textToBytes } from "../../src/tips/bytes.ts";
import { sealOriginal } from "../../src/tips/shares.ts";
import { runInside } from "../support/run-inside.ts";
import { openTipDesk, type TipDesk } from "../support/tip-desk.ts";

const ID = "k7f3-9mxq-2wpd";
const SENT = textToBytes("as the camera wrote it");

let office: TipDesk;
beforeEach(async () => {
  office = await openTipDesk({ ana: {}, budi: {}, citra: {}, joko: { unit: "Sekretariat" } });
  await office.tip(ID, ["ana", "budi", "citra"], async (made) => {
    const readers = ["ana", "budi", "citra"].map((name) => office.reader(name).entry);
    const kept = await sealOriginal({ bytes: SENT, case: ID, day: "2026-11-22", readers });
    if (kept === undefined) throw new Error("three are enough");
    const file = { name: "a.jpg", mime: "image/jpeg", sha256: sha256Hex(SENT), cleaned: true, original: kept.original };
    return [
      await made.write("Camat membagi amplop."),
      await made.write(textToBytes("drawn anew"), { kind: "berkas", file }),
      kept.part,
    ];
  });
});
afterEach(() => office.close());

const acts = async () => (await office.acts()).map(({ who, action, detail }) => ({ who, action, detail }));

describe("a picture as it was sent", () => {
  const handed = () => join(office.keys, "untuk-budi");

  it("opens for one reader with the share of another, and both stand in the audit", async () => {
    const folder = join(office.keys, "berkas");
    expect(await office.as("ana", "release", ID, "2", "--to", "budi", "--out", handed())).toMatchObject({ code: 0 });
    expect(statSync(handed()).mode & 0o777).toBe(0o600);
    const opened = await office.as("budi", "open", ID, "--with", handed(), "--files", folder, "--json");
    const [, part] = JSON.parse(opened.stdout).parts;
    expect(part).toMatchObject({ original: "opened", cleaned: true });
    expect(readFileSync(part.originalFile)).toEqual(Buffer.from(SENT));
    expect(readFileSync(part.file, "utf8")).toBe("drawn anew");
    expect((await acts()).slice(0, 3)).toEqual([
      { who: "budi", action: "tip-original-opened", detail: { with: ["ana"], part: 2 } },
      { who: "budi", action: "tip-opened", detail: {} },
      { who: "ana", action: "tip-share-released", detail: { to: "budi", part: 2 } },
    ]);
  });

  it("opens for nobody alone, and for nobody else", async () => {
    const files = ["--files", join(office.keys, "x")];
    const own = join(office.keys, "untuk-ana");
    expect((await office.as("ana", "release", ID, "2", "--to", "ana", "--out", own)).code).toBe(1);
    expect((await office.as("ana", "release", ID, "2", "--to", "joko", "--out", own)).code).toBe(1);
    expect((await office.as("joko", "release", ID, "2", "--to", "ana", "--out", own)).stderr).toContain("no case");
    expect((await office.as("ana", "release", ID, "1", "--to", "budi", "--out", own)).code).toBe(2);
    await office.as("ana", "release", ID, "2", "--to", "budi", "--out", handed());
    expect(await office.as("citra", "open", ID, "--with", handed(), ...files)).toMatchObject({ code: 2, stdout: "" });
    expect(await office.as("ana", "open", ID, "--with", handed(), ...files)).toMatchObject({ code: 2, stdout: "" });
    expect(await office.as("budi", "open", ID, "--with", handed())).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("deleting a case before its time", () => {
  const isThere = () => office.store(async (store) => (await store.caseOf(ID)) !== undefined);
  const requests = () => office.store((store) => store.requests());

  it("takes two readers of the case, and leaves nothing that opens", async () => {
    const asked = await office.as("ana", "delete", ID, "--json");
    expect(JSON.parse(asked.stdout)).toEqual({ case: ID, state: "asked" });
    const alone = await office.as("ana", "delete", ID);
    expect(alone).toMatchObject({ code: 1, stdout: "" });
    expect(alone.stderr).toContain("another reader");
    expect(await isThere()).toBe(true);
    const agreed = await office.as("budi", "delete", ID, "--json");
    expect(JSON.parse(agreed.stdout)).toEqual({ case: ID, state: "deleted" });
    expect(await isThere()).toBe(false);
    expect((await acts()).slice(0, 2)).toEqual([
      { who: "budi", action: "tip-deletion", detail: { with: "ana" } },
      { who: "ana", action: "tip-deletion-asked", detail: {} },
    ]);
    expect((await office.as("ana", "open", ID)).code).toBe(2);
  });

  it("is no matter of whoever does not read the case", async () => {
    await office.as("ana", "delete", ID);
    const other = await office.as("joko", "delete", ID);
    expect(other).toEqual(await office.as("joko", "delete", "aaaa-bbbb-cccc").then(sameOf("aaaa-bbbb-cccc")));
    expect(await isThere()).toBe(true);
  });

  it("refuses a word that was changed where it lies, and one that is brought again", async () => {
    await office.as("ana", "delete", ID);
    const [request] = await requests();
    if (request === undefined) throw new Error("nothing was asked");
    // From another day, as somebody who has the disk might write it.
    await office.store((store) => store.putRequest({ ...request, day: "2031-01-01" }));
    const forged = await office.as("budi", "delete", ID);
    expect(forged).toMatchObject({ code: 1, stdout: "" });
    expect(forged.stderr).toContain("changed where it lies");
    expect(await isThere()).toBe(true);
    expect((await acts())[0]).toMatchObject({ who: "budi", action: "tip-deletion-forged" });
    // What ana signed, once more: it was used up.
    await office.store((store) => store.putRequest(request));
    expect(JSON.parse((await office.as("budi", "delete", ID, "--json")).stdout).state).toBe("asked");
    expect(await isThere()).toBe(true);
  });

  it("refuses one that came with both words already", async () => {
    const { newActRequest, signAct } = await import("../../src/tips/acts.ts");
    const request = newActRequest({ act: "hapus", case: ID, digest: "00", day: "2026-11-22" });
    const both = signAct(signAct(request, office.reader("ana").identity), office.reader("citra").identity);
    await office.store((store) => store.putRequest(both));
    expect((await office.as("budi", "delete", ID)).code).toBe(1);
    expect(await isThere()).toBe(true);
  });

  it("is asked anew once the reporter wrote more, for what they wrote was not agreed on", async () => {
    await office.as("ana", "delete", ID);
    await office.store(async (store) => {
      const [part] = await store.parts(ID, "pelapor");
      if (part !== undefined) await store.add([{ ...part, id: "ab".repeat(16) }]);
    });
    expect(JSON.parse((await office.as("budi", "delete", ID, "--json")).stdout).state).toBe("asked");
    expect(await isThere()).toBe(true);
  });
});

describe("keeping a closed case", () => {
  it("lets its 90 days begin anew, once two readers said so", async () => {
    expect((await office.as("ana", "keep", ID)).code).toBe(1);
    await office.store((store) => store.close(ID, "2026-01-05"));
    expect((await office.as("ana", "keep", ID)).code).toBe(0);
    expect((await office.as("ana", "keep", ID)).code).toBe(1);
    expect(JSON.parse((await office.as("citra", "keep", ID, "--json")).stdout)).toEqual({ case: ID, state: "kept" });
    const closed = await office.store(async (store) => (await store.caseOf(ID))?.closed);
    expect(closed).not.toBe("2026-01-05");
    expect((await acts())[0]).toEqual({ who: "citra", action: "tip-extension", detail: { with: "ana" } });
  });
});

describe("desk tips history", () => {
  it("shows the readers of a case what was done with it, and only that", async () => {
    await office.as("ana", "open", ID);
    await office.as("ana", "list");
    await office.as("budi", "status", ID, "--set", "ditelaah");
    const { stdout } = await office.as("citra", "history", ID, "--json");
    const shown = JSON.parse(stdout) as Array<{ who: string; action: string }>;
    expect(shown.map(({ who, action }) => `${who} ${action}`)).toEqual(["budi tip-status-set", "ana tip-opened"]);
    const verified = await runInside(runDesk, ["audit", "verify"], { environment: { DATA_DIR: office.folder } });
    expect(verified.code).toBe(0);
  });
});

/** The same sentence about another case. */
function sameOf(id: string) {
  return (finished: { code: number | null; stdout: string; stderr: string }) => ({
    ...finished,
    stderr: finished.stderr.replaceAll(id, ID),
  });
}
