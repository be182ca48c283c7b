/** The peers' processes, which load nothing of ours but the task: plain statements over a list, and a bare loop over Telegraf's client. */
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { Telegram } from "telegraf";
import { startWatch } from "../figures.ts";
import { peak, report } from "./report-found.ts";
import { addressesOf, type DeliveryTask, TEXT } from "./task.ts";

const task = JSON.parse(process.argv[2] ?? "") as DeliveryTask;
process.once("disconnect", () => process.exit(0));
process.once("message", () => void (task.kind === "plain-rows" ? keepRows() : sendAll()));
process.send?.("ready");

/** One row each in one transaction; then the next that waits is looked up and marked as done, one after the other. */
function keepRows(): void {
  const db = new Sqlite(join(task.dataFolder, "plain.db"));
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  db.exec("create table waiting (id integer primary key, address text not null, done integer not null default 0)");
  db.exec("create index waiting_done on waiting (done, id)");
  const addresses = addressesOf(task.persons);
  const elapsed = startWatch();
  const insert = db.prepare("insert into waiting (address) values (?)");
  db.transaction(() => {
    for (const address of addresses) insert.run(address);
  })();
  const enqueued = { ms: elapsed(), peak: peak() };
  const next = db.prepare("select id from waiting where done = 0 order by id limit 1");
  const done = db.prepare("update waiting set done = 1 where id = ?");
  const sending = startWatch();
  for (let row = next.get(); row !== undefined; row = next.get()) done.run((row as { id: number }).id);
  report({ enqueued, sendMs: sending() });
}

/** Three at a time, as many as ours. */
async function sendAll(): Promise<void> {
  const telegram = new Telegram(task.token, { apiRoot: task.apiRoot });
  const left = addressesOf(task.persons);
  const elapsed = startWatch();
  async function lane(): Promise<void> {
    for (let address = left.pop(); address !== undefined; address = left.pop())
      await telegram.sendMessage(Number(address.slice("telegram:".length)), TEXT);
  }
  await Promise.all([lane(), lane(), lane()]);
  report({ sendMs: elapsed() });
}
