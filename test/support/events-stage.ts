import { plainText } from "../../src/chat/message.ts";
import { createEventsOffice } from "../../src/events-office.ts";
import type { DeliveryState, MailingDelivery } from "../../src/reminders/mailing.ts";
import type { EventsOffice } from "../../src/reminders/releasing.ts";
import { readSettings } from "../../src/settings.ts";
import { type Database, openDatabase } from "../../src/stores/database.ts";
import { createMailings } from "../../src/stores/mailings-sqlite.ts";
import { subscribe } from "./crowd.ts";
import { makeDatabase } from "./make-database.ts";
import { newFolder, removeFolder } from "./process.ts";

/** An office's events over a real database, with a clock that stands still and a channel that takes what it is told to. */
export type EventsStage = {
  office: EventsOffice;
  database: Database;
  /** Puts the clock to a moment, `2024-10-09T08:00` of WIT or ISO with a zone. */
  at(moment: string): void;
  subscribe(count: number, options?: Parameters<typeof subscribe>[2]): Promise<string[]>;
  /** Opens what is due and hands out at most so many, each of which ends so; the texts by address. */
  send(most?: number, ends?: "accepted" | "failed" | "nothing"): Promise<Array<{ address: string; text: string }>>;
  /** Kind, label, state and due time (WIT) of each mailing. */
  mailings(): Promise<string[]>;
  states(): Promise<Partial<Record<DeliveryState, number>>>;
  close(): Promise<void>;
};

export async function openEventsStage(environment: Record<string, string> = {}): Promise<EventsStage> {
  const folder = newFolder();
  await makeDatabase(folder);
  const database = await openDatabase(folder);
  const settings = readSettings({
    DATA_DIR: folder,
    OFFICE_NAME: "Kesbangpol Contoh",
    OFFICE_ZONE: "WIT",
    ...environment,
  });
  let now = new Date("2024-09-20T01:00:00Z");
  const clock = () => now;
  const mailings = createMailings(database, () => now.getTime());
  const settle = (delivery: MailingDelivery, ends: "accepted" | "failed") =>
    mailings.settle(delivery, ends === "failed" ? { state: "failed", reason: "rejected" } : { state: "accepted" });
  return {
    office: createEventsOffice({ settings, database, clock }),
    database,
    at(moment) {
      now = new Date(/Z$|[+-]\d\d:\d\d$/.test(moment) ? moment : `${moment}:00+09:00`);
    },
    subscribe: (count, options) => subscribe(database, count, options),
    async send(most = 10_000, ends = "accepted") {
      await mailings.openDue();
      const taken = await mailings.take("telegram", most, 60_000);
      for (const each of taken) if (ends !== "nothing") await settle(each, ends);
      await mailings.finish();
      return taken.map(({ address, mailing }) => ({ address, text: plainText(mailing.reply) }));
    },
    async mailings() {
      const rows = await database.selectFrom("mailings").selectAll().orderBy("id").execute();
      return rows.map(({ kind, label, state, due_at }) => {
        const due = new Date(due_at + 9 * 3_600_000).toISOString().slice(0, 16);
        return [kind, label, state, due].filter((each) => each !== "").join(" ");
      });
    },
    async states() {
      const rows = await database
        .selectFrom("mailing_deliveries")
        .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
        .groupBy("state")
        .execute();
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    async close() {
      await database.destroy();
      removeFolder(folder);
    },
  };
}
