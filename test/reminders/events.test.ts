import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventBody } from "../../src/reminders/event.ts";
import { createAudit } from "../../src/stores/audit-sqlite.ts";
import { createEventFiles } from "../../src/stores/event-files-sqlite.ts";
import { createForms } from "../../src/stores/forms-sqlite.ts";
import { events } from "../support/events.ts";
import { type EventsStage, openEventsStage } from "../support/events-stage.ts";

const ana = { name: "ana", approves: false };
const budi = { name: "budi", approves: true };
const cici = { name: "cici", approves: true };

let stage: EventsStage;
beforeEach(async () => {
  stage = await openEventsStage();
});
afterEach(() => stage.close());

async function added(body: EventBody = events.ambon): Promise<number> {
  const outcome = await stage.office.add(body, ana);
  if (outcome.kind === "bad") throw new Error(JSON.stringify(outcome.problems));
  return outcome.added.id;
}

async function approved(body: EventBody = events.ambon): Promise<number> {
  const id = await added(body);
  expect(await stage.office.approve(id, budi)).toMatchObject({ kind: "approved" });
  return id;
}

const change = (id: number, fields: Partial<EventBody>, by = ana) =>
  stage.office.change(id, { ...events.ambon, ...fields }, by);

describe("an event from its making to its last reminder", () => {
  it("is a draft that sends nothing until it is approved", async () => {
    await stage.subscribe(30);
    const id = await added();
    expect(await stage.office.find(id)).toMatchObject({ state: "draft", recipients: 30, sequence: 0, madeBy: "ana" });
    stage.at("2024-10-09T09:00");
    expect(await stage.send()).toEqual([]);
    expect(await stage.mailings()).toEqual([]);
  });

  it("plans its reminders in the transaction that approves it, and reminds who joined since", async () => {
    await stage.subscribe(30);
    const id = await approved();
    expect(await stage.mailings()).toEqual([
      "reminder P7D planned 2024-10-03T08:00",
      "reminder P1D planned 2024-10-09T08:00",
      "reminder PT1H planned 2024-10-10T07:00",
    ]);
    expect(await stage.office.counts(id)).toMatchObject({ pending: 90, accepted: 0 });
    await stage.subscribe(2, { from: 800_001 });
    stage.at("2024-10-03T08:00");
    expect(await stage.send()).toHaveLength(32);
    expect(await stage.send()).toEqual([]);
  });

  it("reminds only the audience, and of it whoever wants to hear of events", async () => {
    await stage.subscribe(3, { unit: "BKPSDM" });
    await stage.subscribe(4, { from: 800_001 });
    await stage.database
      .updateTable("subscribers")
      .set({ events: 0 })
      .where("address", "=", "telegram:900001")
      .execute();
    const id = await approved({ ...events.ambon, audience: "unit:bkpsdm" });
    expect((await stage.office.find(id))?.recipients).toBe(2);
    stage.at("2024-10-03T08:00");
    expect(await stage.send()).toHaveLength(2);
  });

  it("reminds at once of what was approved late, and reports what it missed", async () => {
    await stage.subscribe(1);
    stage.at("2024-10-09T10:00");
    await approved();
    expect(await stage.mailings()).toEqual([
      "reminder P7D dropped 2024-10-09T10:00",
      "reminder P1D planned 2024-10-09T10:00",
      "reminder PT1H planned 2024-10-10T07:00",
    ]);
    expect(await stage.send()).toHaveLength(1);
  });

  it("is over when it has ended, and takes no approval, change or cancellation then", async () => {
    const [id, draft] = [await approved(), await added()];
    stage.at("2024-10-10T12:00");
    expect((await stage.office.find(id))?.state).toBe("over");
    expect(await stage.office.approve(draft, budi)).toEqual({ kind: "over" });
    expect(await change(id, { place: "Aula" })).toEqual({ kind: "over" });
    expect(await stage.office.cancel(id, ana)).toEqual({ kind: "over" });
  });

  it("is listed by its start, what is over last", async () => {
    const late = await added({ ...events.ambon, startsAt: "2024-12-01T08:00", endsAt: "2024-12-01T09:00" });
    const past = await added(events.mimika);
    const soon = await added();
    expect((await stage.office.list()).map(({ id }) => id)).toEqual([soon, late, past]);
  });
});

describe("four eyes on an event", () => {
  it("refuses its maker's word for more than twenty, and takes another's", async () => {
    await stage.subscribe(21);
    const id = await added();
    expect(await stage.office.approve(id, { ...ana, approves: true })).toEqual({ kind: "second-needed" });
    expect(await stage.office.approve(id, budi)).toEqual({ kind: "approved", recipients: 21, alone: false });
    expect(await stage.office.approve(id, cici)).toEqual({ kind: "already" });
  });

  it("takes its maker's word for twenty, but holds it when there are more by then", async () => {
    await stage.subscribe(20);
    const id = await added();
    expect(await stage.office.approve(id, ana)).toMatchObject({ kind: "approved", recipients: 20 });
    await stage.subscribe(1, { from: 800_001 });
    stage.at("2024-10-03T08:00");
    expect(await stage.send()).toEqual([]);
    expect((await stage.mailings())[0]).toContain("held");
    expect(await stage.office.approve(id, { ...ana, approves: true })).toEqual({ kind: "second-needed" });
    expect(await stage.office.approve(id, budi)).toMatchObject({ kind: "approved", recipients: 21 });
    expect(await stage.send()).toHaveLength(21);
    stage.at("2024-10-09T08:00");
    expect(await stage.send()).toHaveLength(21);
  });

  it("lets what was held go on its maker's word once they are twenty again, and holds the next all the same", async () => {
    await stage.subscribe(20);
    const id = await added();
    await stage.office.approve(id, ana);
    const [ani = ""] = await stage.subscribe(1, { from: 800_001 });
    const leaves = (active: number) =>
      stage.database.updateTable("subscribers").set({ active }).where("address", "=", ani).execute();
    stage.at("2024-10-03T08:00");
    expect(await stage.send()).toEqual([]);
    await leaves(0);
    expect(await stage.office.approve(id, ana)).toMatchObject({ kind: "approved", recipients: 20 });
    expect(await stage.send()).toHaveLength(20);
    await leaves(1);
    stage.at("2024-10-09T08:00");
    expect(await stage.send()).toEqual([]);
  });

  it("is voided by a change, and whoever changed it may not agree", async () => {
    await stage.subscribe(21);
    const id = await added();
    await stage.office.submit(id, ana);
    const shown = (await stage.office.find(id))?.digest ?? "";
    expect(await change(id, { title: "Rapat lain" }, cici)).toMatchObject({ kind: "changed", needsApproval: true });
    expect(await stage.office.approve(id, budi, { digest: shown })).toEqual({ kind: "moved" });
    expect(await stage.office.approve(id, cici)).toEqual({ kind: "second-needed" });
    const now = (await stage.office.find(id))?.digest?.slice(0, 16) ?? "";
    expect(await stage.office.approve(id, budi, { digest: now })).toMatchObject({ kind: "approved" });
  });

  it("tells the other approvers, and not who made it, what waits", async () => {
    await stage.database
      .insertInto("officers")
      .values([
        { name: "ana", role: "admin", address: "telegram:1", code_hash: null, code_until: null },
        { name: "budi", role: "penyetuju", address: "telegram:2", code_hash: null, code_until: null },
        { name: "dedi", role: "petugas", address: "telegram:3", code_hash: null, code_until: null },
      ])
      .execute();
    const id = await added();
    expect(await stage.office.submit(id, ana)).toBe(true);
    expect(await stage.office.submit(id, ana)).toBe(false);
    const told = await stage.database.selectFrom("deliveries").select("address").execute();
    expect(told).toEqual([{ address: "telegram:2" }]);
  });

  it("lets an officer who is alone confirm again after half an hour, and marks it", async () => {
    await stage.close();
    stage = await openEventsStage({ FOUR_EYES: "delay" });
    await stage.subscribe(21);
    const alone = { name: "ana", approves: true };
    const id = await added();
    stage.at("2024-09-20T10:00");
    const from = Date.parse("2024-09-20T10:30:00+09:00");
    expect(await stage.office.approve(id, alone)).toEqual({ kind: "confirm-later", from });
    stage.at("2024-09-20T10:29");
    expect(await stage.office.approve(id, alone)).toEqual({ kind: "confirm-later", from });
    await change(id, { title: "Rapat lain" });
    stage.at("2024-09-20T10:30");
    expect(await stage.office.approve(id, alone)).toMatchObject({ kind: "confirm-later" });
    stage.at("2024-09-20T11:00");
    expect(await stage.office.approve(id, alone)).toMatchObject({ kind: "approved", alone: true });
    expect(await stage.office.find(id)).toMatchObject({ state: "approved", alone: true });
  });

  it("counts no confirmation of another text, nor an older one, when what is held needs two", async () => {
    await stage.close();
    stage = await openEventsStage({ FOUR_EYES: "delay" });
    await stage.subscribe(21);
    const alone = { name: "ana", approves: true };
    const later = { kind: "confirm-later" };
    const id = await added();
    await stage.database
      .updateTable("subscribers")
      .set({ active: 0 })
      .where("address", "=", "telegram:900001")
      .execute();
    expect(await stage.office.approve(id, alone)).toMatchObject({ kind: "approved", alone: false });
    await stage.database.updateTable("subscribers").set({ active: 1 }).execute();
    stage.at("2024-10-03T08:00");
    expect(await stage.send()).toEqual([]);
    expect(await stage.office.approve(id, alone)).toMatchObject(later);
    expect(await change(id, { place: "Aula" })).toMatchObject({ kind: "changed", needsApproval: false });
    expect(await stage.send()).toEqual([]);
    stage.at("2024-10-03T08:40");
    expect(await stage.office.approve(id, alone)).toMatchObject(later);
    stage.at("2024-10-03T09:10");
    expect(await stage.office.approve(id, alone)).toMatchObject({ kind: "approved", alone: true });
    expect(await stage.send()).toHaveLength(21);
  });

  it("keeps no reason where nothing was held", async () => {
    await stage.subscribe(30);
    const id = await added();
    expect(await stage.office.approve(id, budi, { override: "sekadar jaga-jaga" })).toMatchObject({ kind: "approved" });
    expect((await stage.office.find(id))?.override).toBeUndefined();
    const [approval] = await createAudit(stage.database, () => new Date()).list(1);
    expect(approval?.detail).not.toHaveProperty("override");
  });

  it("holds what is not neutral until an approver says why it may go", async () => {
    await stage.subscribe(30);
    const id = await added({ ...events.ambon, note: "Jangan lupa coblos nomor 2!" });
    expect(await stage.office.approve(id, budi)).toMatchObject({
      kind: "linted",
      findings: [{ words: expect.any(String) }],
    });
    expect(await stage.office.approve(id, budi, { override: "contoh yang dibahas" })).toMatchObject({
      kind: "approved",
    });
    expect((await stage.office.find(id))?.override).toBe("contoh yang dibahas");
  });

  it("holds one whose file is called what is not neutral, also when the file came with a change", async () => {
    await stage.subscribe(30);
    const { id: form } = await createForms(stage.database, () => new Date()).save("ana", "event", {});
    const attach = (name: string) => {
      const file = { name, mime: "application/pdf", sha256: "ab", bytes: Buffer.from("%PDF-1.7") } as const;
      return createEventFiles(stage.database).add(form, file);
    };
    await attach("pilih-nomor-2.pdf");
    const outcome = await stage.office.add(events.ambon, ana, { form });
    const findings = [{ words: "pilih-nomor-2.pdf", why: "nama berkas: ajakan memilih" }];
    expect(outcome).toMatchObject({ kind: "added", findings });
    expect(await stage.office.approve(1, budi)).toEqual({ kind: "linted", findings });
    await attach("undangan.pdf");
    await stage.office.change(1, events.ambon, ana, { form });
    expect(await stage.office.approve(1, budi)).toMatchObject({ kind: "approved" });
    await attach("pilih-nomor-2.pdf");
    expect(await stage.office.change(1, events.ambon, ana, { form })).toMatchObject({
      needsApproval: true,
      findings,
    });
    expect(await stage.office.approve(1, budi)).toEqual({ kind: "linted", findings });
    expect(await stage.office.approve(1, budi, { override: "contoh pelanggaran" })).toMatchObject({ kind: "approved" });
  });

  it("writes each act into the audit, without texts", async () => {
    await stage.subscribe(2);
    const id = await approved();
    stage.at("2024-10-03T08:00");
    await stage.send();
    await change(id, { place: "Aula" });
    await stage.office.cancel(id, cici);
    const audit = createAudit(stage.database, () => new Date());
    const entries = await audit.list(10);
    expect(entries.map(({ who, action, subject }) => `${who} ${action} ${subject}`)).toEqual([
      "cici event-cancelled event 1",
      "ana event-changed event 1",
      "budi event-approved event 1",
      "ana event-made event 1",
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Aula|Sosialisasi|telegram/);
    expect(await audit.verify()).toMatchObject({ ok: true, entries: 4 });
  });
});
