import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashInvitationCode, newInvitationCode } from "../../src/office/invitation.ts";
import { actions, may, type Officer, roles } from "../../src/office/officer.ts";
import { createAudit } from "../../src/stores/audit-sqlite.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";

let office: TestOffice;
let now = new Date("2026-11-28T03:00:00Z");
beforeEach(async () => {
  now = new Date("2026-11-28T03:00:00Z");
  office = await openTestOffice({ clock: () => now });
});
afterEach(() => office.close());

async function invite(name: string): Promise<string> {
  const code = newInvitationCode();
  const until = new Date(now.getTime() + 24 * 3_600_000);
  await createOfficers(office.service.database).invite(name, "petugas", hashInvitationCode(code), until);
  return code;
}

describe("an invitation", () => {
  it("makes somebody an officer once, however the code is written", async () => {
    const code = await invite("ana");
    const [ana, ani] = [office.person(), office.person()];
    expect((await ana.says(`/petugas ${code.toUpperCase().replaceAll("-", " ")}`)).text).toContain('petugas "ana"');
    expect((await ani.says(`/petugas ${code}`)).text).toContain("tidak berlaku");
    expect((await ana.says("/petugas")).text).toContain("petugas");
    expect((await ana.says("/antrean")).text).toContain("Antrean kosong");
  });

  it("is over after 24 hours, and when a newer one was made", async () => {
    const old = await invite("ana");
    await invite("ana");
    expect((await office.person().says(`/petugas ${old}`)).text).toContain("tidak berlaku");
    const late = await invite("budi");
    now = new Date(now.getTime() + 25 * 3_600_000);
    expect((await office.person().says(`/petugas ${late}`)).text).toContain("tidak berlaku");
  });

  it("cannot be guessed by trying: six tries an hour", async () => {
    const guesser = office.person();
    for (let at = 0; at < 6; at += 1) await guesser.says("/petugas aaaa-bbbb-cccc-dddd");
    expect((await guesser.says(`/petugas ${await invite("ana")}`)).text).toContain("Terlalu banyak percobaan");
  });

  it("does not make two officers of one chat", async () => {
    const ana = await office.officer("ana", "petugas");
    expect((await ana.says(`/petugas ${await invite("budi")}`)).text).toContain("milik petugas lain");
    expect((await ana.says("/petugas")).text).toContain('"ana"');
  });

  it("is never redeemed in a group", async () => {
    const group = office.stage.group?.();
    expect((await group?.says(`/petugas ${await invite("ana")}`))?.text).toContain("percakapan pribadi");
  });
});

describe("the audit of officers", () => {
  it("says who was invited, became one and was revoked, and from where nobody", async () => {
    const ana = await office.officer("ana", "petugas");
    const { database } = office.service;
    await createOfficers(database, () => now).revoke("ana");
    expect(await createOfficers(database, () => now).revoke("siti")).toBe(false);
    const audit = createAudit(database, () => now);
    const entries = (await audit.list(10)).map(({ who, action, subject, detail }) => ({
      who,
      action,
      subject,
      detail,
    }));
    const told = { subject: "officer ana", detail: { role: "petugas" } };
    expect(entries.reverse()).toEqual([
      { who: "desk", action: "officer-invited", ...told },
      { who: "ana", action: "officer-redeemed", ...told },
      { who: "desk", action: "officer-revoked", ...told },
    ]);
    expect((await audit.verify()).ok).toBe(true);
    expect((await ana.says("/antrean")).text).not.toContain("Antrean kosong");
  });
});

describe("somebody who is no officer", () => {
  it("hears of officers' commands only that there are none", async () => {
    const ani = office.person();
    const unknown = (await ani.says("/xyz")).text.replace("/xyz", "");
    for (const command of ["/antrean", "/jawab 1", "/setujui", "/putus kirim"]) {
      const heard = (await ani.says(command)).text.replace(command.split(" ")[0] ?? "", "");
      expect(heard, command).toBe(unknown);
    }
  });

  it("means by the bare words what everybody means by them", async () => {
    const ani = office.person();
    for (const word of ["antrean", "Statistik", "jawab", "setujui 2", "petugas"])
      expect((await ani.says(word)).text, word).not.toMatch(
        /Perintah|Antrean kosong|Pertanyaan 2|usulan|kode|[Pp]eran /,
      );
  });

  it("is what a revoked officer is, at once", async () => {
    const budi = await office.officer("budi", "petugas");
    expect((await budi.says("/antrean")).text).toContain("Antrean kosong");
    await createOfficers(office.service.database).revoke("budi");
    expect((await budi.says("/antrean")).text).toContain("tidak ada");
    expect((await budi.says("/bantuan")).text).not.toContain("/antrean");
  });
});

describe("what each role may do", () => {
  const officer = (role: Officer["role"]): Officer => ({ name: "ana", role, address: undefined, revoked: false });

  it("is the table of docs/operations.md", () => {
    const page = readFileSync("docs/operations.md", "utf8");
    for (const [action, allowed] of Object.entries(actions)) {
      const row = roles.map((role) => ((allowed as readonly string[]).includes(role) ? "yes" : "–"));
      expect(page, action).toContain(`| \`${action}\` | ${row.join(" | ")} |`);
    }
  });

  it("holds without the slash too, and leaves ordinary sentences alone", async () => {
    const ana = office.person();
    expect((await ana.says(`Petugas ${await invite("ana")}`)).text).toContain('petugas "ana"');
    expect((await ana.says("petugas")).text).toContain('petugas "ana"');
    expect((await ana.says(" ANTREAN ")).text).toContain("Antrean kosong");
    expect((await ana.says("jawab 7")).text).toContain("Pertanyaan 7 tidak ada");
    expect((await ana.says("setujui")).text).toContain("tidak mencakup");
    expect((await ana.says("Statistik")).text).toContain("pekan");
    expect((await ana.says("petugas kpps yang ikut demo gimana?")).text).not.toContain("kode");
    expect((await ana.says("jawab pertanyaan saya: boleh like postingan caleg?")).text).not.toContain("Pertanyaan");
  });

  it("holds in chat", async () => {
    const reader = await office.officer("rina", "pembaca");
    expect((await reader.says("/antrean")).text).toContain("tidak mencakup");
    const clerk = await office.officer("budi", "petugas");
    expect((await clerk.says("/setujui")).text).toContain("tidak mencakup");
    const approver = await office.officer("siti", "penyetuju");
    expect((await approver.says("/setujui")).text).toContain("Tidak ada usulan");
  });

  it("gives the revoked nothing", () => {
    for (const role of roles)
      for (const action of Object.keys(actions) as Array<keyof typeof actions>)
        expect(may({ ...officer(role), revoked: true }, action)).toBe(false);
  });

  it("shows nobody who asked, whatever their role", async () => {
    const ani = office.person();
    await ani.says("boleh like postingan caleg?");
    await ani.chooses("Tanya petugas");
    await ani.chooses("Kirim");
    const number = ani.address.replace("telegram:", "");
    for (const role of ["admin", "petugas", "penyetuju"] as const) {
      const voice = await office.officer(`petugas-${role}`, role);
      for (const said of ["/antrean", "/jawab 1"]) {
        const heard = await voice.says(said);
        expect(heard.text).not.toContain(number);
        expect(heard.text + heard.choices.join(" ")).toContain("like postingan caleg");
      }
    }
  });
});
