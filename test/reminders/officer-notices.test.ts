import { describe, expect, it } from "vitest";
import { plainText } from "../../src/chat/message.ts";
import type { Officer, Role } from "../../src/office/officer.ts";
import { doneNotice, noticesTo, noticesToApprovers, pendingNotice } from "../../src/reminders/officer-notices.ts";
import { openDatabase } from "../../src/stores/database.ts";
import { createOutbox, enqueueNotice } from "../../src/stores/outbox-sqlite.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const officer = (name: string, role: Role, more: Partial<Officer> = {}): Officer => ({
  name,
  role,
  address: `telegram:${name}`,
  revoked: false,
  ...more,
});

const officers = [
  officer("ana", "admin"),
  officer("budi", "penyetuju"),
  officer("cici", "petugas"),
  officer("dodi", "admin", { revoked: true }),
  officer("edi", "penyetuju", { address: undefined }),
];
const reply = pendingNotice({ kind: "siaran", id: 7, title: "Apel", recipients: 5_214 }, "ana");

describe("notices to officers", () => {
  it("ask for a second word only whoever may give one and did not make it", () => {
    expect(noticesToApprovers(officers, "ana", reply).map(({ address }) => address)).toEqual(["telegram:budi"]);
    expect(plainText(reply)).toContain("5.214 orang");
    expect(reply.choices[0]?.action).toBe("/setujui siaran 7");
  });

  it("reach those who are named once each, and nobody who left", () => {
    const notices = noticesTo(officers, ["cici", "cici", "dodi", "edi", undefined], reply);
    expect(notices.map(({ address }) => address)).toEqual(["telegram:cici"]);
  });

  it("tell what became of everybody", () => {
    const counts = { accepted: 5_180, failed: 12, unknown: 3, pending: 0, suppressed: 0 };
    const text = plainText(doneNotice({ kind: "siaran", id: 7, title: "Apel" }, counts));
    expect(text).toContain("5.180 terkirim, 12 gagal, 3 belum pasti sampai.");
  });

  it("lie in the outbox only if the transaction they belong to comes true", async () => {
    const folder = newFolder();
    const database = await openDatabase(folder);
    const outbox = createOutbox(database, () => 5_000);
    const write = (fails: boolean) =>
      database.transaction().execute(async (transaction) => {
        await enqueueNotice(transaction, "telegram:1", reply, 5_000);
        if (fails) throw new Error("undone");
      });
    await expect(write(true)).rejects.toThrow("undone");
    expect(await outbox.take("telegram", 5, 1_000)).toEqual([]);
    await write(false);
    expect(await outbox.take("telegram", 5, 1_000)).toMatchObject([{ address: "telegram:1", reply }]);
    await database.destroy();
    removeFolder(folder);
  });
});
