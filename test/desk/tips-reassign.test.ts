import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAnswers } from "../../src/tips/open-answers.ts";
import { verifyLists } from "../../src/tips/reader-list.ts";
import { unseal } from "../../src/tips/seal.ts";
import { openTipDesk, type TipDesk } from "../support/tip-desk.ts";

const ID = "k7f3-9mxq-2wpd";

let office: TipDesk;
let mailbox: string;
beforeEach(async () => {
  office = await openTipDesk({
    ana: {},
    budi: {},
    citra: { role: "cadangan", unit: "Inspektorat" },
    joko: { role: "cadangan", unit: "Sekretariat" },
  });
  const made = await office.tip(ID, ["ana", "budi"], async (each) => [
    await each.write("Teman saya ikut kampanye.", { alternates: ["citra"] }),
    await each.write("Kemarin.", { alternates: ["citra"] }),
  ]);
  mailbox = made.mailbox.secret;
});
afterEach(() => office.close());

const opened = async (name: string) => JSON.parse((await office.as(name, "open", ID, "--json")).stdout);
const parts = () => office.store((store) => store.parts(ID));

describe("desk tips reassign", () => {
  it("takes a case from whoever passes it on, and gives it to an alternate and its other readers", async () => {
    const before = await parts();
    expect(await office.as("citra", "open", ID)).toMatchObject({ code: 2 });
    const passed = await office.as("ana", "reassign", ID, "--to", "citra");
    expect(passed).toMatchObject({ code: 0, stdout: expect.stringContaining("budi, citra") });
    for (const name of ["budi", "citra"]) {
      const shown = await opened(name);
      expect(shown.parts.map(({ text }: { text: string }) => text)).toEqual(["Teman saya ikut kampanye.", "Kemarin."]);
      expect(shown).toMatchObject({ readers: ["budi", "citra"], problems: [], status: "diterima" });
    }
    expect(await office.as("ana", "open", ID)).toMatchObject({ code: 2, stdout: "" });
    expect((await office.as("ana", "list", "--json")).stdout).toBe("[]\n");
    // Not only the desk keeps it shut: nothing that is there opens with that key.
    const now = await parts();
    for (const part of now) expect(await unseal(part, office.reader("ana").identity.secret)).toBeUndefined();
    expect(now.map(({ id }) => id)).not.toContain(before[0]?.id);
    const [act] = (await office.acts()).filter(({ action }) => action === "tip-passed-on");
    expect(act).toMatchObject({ who: "ana", detail: {} });
  });

  it("lets the alternate answer, so that reporter and readers believe it", async () => {
    await office.as("ana", "reassign", ID, "--to", "citra");
    expect(await office.as("citra", "reply", ID, "--text", "Kami telaah.")).toMatchObject({ code: 0 });
    expect(await opened("budi")).toMatchObject({ answers: [{ by: "ana" }, { by: "citra", text: "Kami telaah." }] });
    const mail = await office.store(async (store) =>
      openAnswers({
        ...{ stored: { id: ID }, parts: await store.parts(ID), identity: mailbox },
        lists: verifyLists(await store.lists(), office.root),
        state: { readers: ["ana", "budi"], excluded: { names: ["joko"], units: [] } },
      }),
    );
    expect(mail).toMatchObject({ problems: [], answers: [{ meta: { passed: ["citra"] } }, { text: "Kami telaah." }] });
  });

  it("gives it to nobody whom the reporter excluded, and to no reader who is none of the alternates", async () => {
    for (const name of ["joko", "budi", "dewi"]) {
      const refused = await office.as("ana", "reassign", ID, "--to", name);
      expect(refused, name).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toContain("passed on to citra");
    }
    expect((await opened("ana")).parts).toHaveLength(2);
  });

  it("is for cases that nobody has answered", async () => {
    await office.as("budi", "reply", ID, "--text", "Di mana?");
    expect(await office.as("ana", "reassign", ID, "--to", "citra")).toMatchObject({ code: 1, stdout: "" });
    expect((await opened("ana")).readers).toEqual(["ana", "budi"]);
  });

  it("can be done by the next one too, who then loses it in turn", async () => {
    await office.as("ana", "reassign", ID, "--to", "citra");
    expect(await office.as("budi", "reassign", ID, "--to", "citra")).toMatchObject({ code: 0 });
    expect(await opened("citra")).toMatchObject({ readers: ["citra"], problems: [] });
    expect(await office.as("budi", "open", ID)).toMatchObject({ code: 2, stdout: "" });
  });
});
