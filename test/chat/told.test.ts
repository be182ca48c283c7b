import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { openService, type Service } from "../../src/build.ts";
import { plainText } from "../../src/chat/message.ts";
import { readSettings } from "../../src/settings.ts";
import { insertMailing } from "../../src/stores/mailing-rows.ts";
import { createOutbox, enqueueNotice } from "../../src/stores/outbox-sqlite.ts";
import { silentLog } from "../support/conversation.ts";
import { removeFolder } from "../support/process.ts";
import { usedFolder } from "../support/used-folder.ts";

const START = Date.parse("2024-10-10T00:00:00Z");
const reply = {
  blocks: [{ kind: "text", text: "Pengingat" }],
  choices: [
    { label: "Tentang bot ini", action: "/tentang" },
    { label: "Privasi", action: "/privasi" },
  ],
} as const;

describe("under a message that came without asking", () => {
  let now = START;
  let service: Service;
  const folders: string[] = [];
  afterAll(() => folders.forEach(removeFolder));

  async function open(folder: string): Promise<void> {
    const settings = readSettings({ DATA_DIR: folder });
    service = await openService({ settings, log: silentLog, clock: () => new Date(now), version: "0.0.0" });
  }

  beforeEach(async () => {
    now = START - 3_600_000;
    const folder = await usedFolder();
    folders.push(folder);
    await open(folder);
  });
  afterEach(() => service.close());

  async function told(address: string): Promise<void> {
    const { database } = service;
    const mailing = await insertMailing(database, {
      event: 1,
      kind: "reminder",
      label: "PT1H",
      audience: "semua",
      reply,
      dueAt: now,
      until: START,
      most: undefined,
    });
    await database
      .insertInto("mailing_deliveries")
      .values({ mailing, address, channel: "whatsapp", state: "accepted", due_at: now, settled_at: now })
      .execute();
  }

  let id = 0;
  async function says(text: string, late = false): Promise<string> {
    let heard = "";
    id += 1;
    const message = { channel: "whatsapp", address: "whatsapp:1@lid", id: String(id), kind: "text", text } as const;
    await service.converse({ ...message, place: "private", late }, async (said) => {
      heard = plainText(said);
    });
    return heard;
  }

  it("a number and a label choose, also from a process that was not there when it was sent, and late", async () => {
    await told("whatsapp:1@lid");
    expect(await says("2")).toContain("tidak disimpan");
    expect(await says("privasi", true)).toContain("tidak disimpan");
    expect(await says("nomor 2 ya", true)).toContain("tidak disimpan");
  });

  it("whoever is late by less than a day still chooses, to hear that it is too late, and nobody after that", async () => {
    await told("whatsapp:1@lid");
    now = START + 3_600_000;
    expect(await says("2")).toContain("tidak disimpan");
    now = START + 86_400_000;
    expect(await says("2")).not.toContain("tidak disimpan");
  });

  it("what was shown since comes first, and what others were told counts for nobody else", async () => {
    await told("whatsapp:2@lid");
    expect(await says("2")).not.toContain("tidak disimpan");
    await told("whatsapp:1@lid");
    await says("/topik");
    expect(await says("2")).not.toContain("tidak disimpan");
  });

  it("of a notice an officer chooses as soon as it went out, also before the platform has confirmed it, and nobody else does", async () => {
    const { database } = service;
    const officer = { role: "petugas", revoked: 0, told: null, told_at: null, code_hash: null, code_until: null };
    await enqueueNotice(database, "whatsapp:1@lid", reply, now);
    const [underWay] = await createOutbox(database, () => now).take("whatsapp", 1, 60_000);
    expect(await says("2")).not.toContain("tidak disimpan");
    await database
      .insertInto("officers")
      .values({ ...officer, name: "ana", address: "whatsapp:1@lid" })
      .execute();
    expect(await says("2")).toContain("tidak disimpan");
    if (underWay !== undefined) await createOutbox(database, () => now).done(underWay);
    expect(await says("2")).toContain("tidak disimpan");
  });
});
