import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { finish, freePort, printed, removeFolder, runEntry, startEntry } from "../support/process.ts";
import { startTelegram } from "../support/telegram/server.ts";
import type { Bot, TelegramServer } from "../support/telegram/types.ts";
import { usedFolder } from "../support/used-folder.ts";

const deploy = join(import.meta.dirname, "..", "..", "deploy");
type Rules = { groups: Array<{ rules: Array<{ alert: string; expr: string; annotations: Record<string, string> }> }> };
const rules = (parse(readFileSync(join(deploy, "alerts.yaml"), "utf8")) as Rules).groups.flatMap(
  (group) => group.rules,
);
type Dashboard = { panels: Array<{ title: string; targets: Array<{ expr: string }> }> };
const { panels } = JSON.parse(readFileSync(join(deploy, "grafana-dashboard.json"), "utf8")) as Dashboard;

/** The whole service, with its token as a credential, WhatsApp without a number and a model that nobody calls. */
let folder: string;
let server: TelegramServer;
let port: number;
let child: ReturnType<typeof startEntry>;
let logged = "";
let metrics = "";
let bot: Bot;
let person = 0;

const scrape = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
const desk = (line: string) => runEntry("desk.ts", line.split(" "), { environment: { DATA_DIR: folder } });

beforeAll(async () => {
  folder = await usedFolder();
  server = await startTelegram();
  port = await freePort();
  const secrets = join(folder, "..", `secrets-${port}`);
  mkdirSync(secrets);
  bot = server.bot();
  writeFileSync(join(secrets, "TELEGRAM_BOT_TOKEN"), `${bot.token}\n`);
  child = startEntry("main.ts", [], {
    DATA_DIR: folder,
    CREDENTIALS_DIRECTORY: secrets,
    TELEGRAM_API_ROOT: server.url,
    HTTP_PORT: String(port),
    WHATSAPP: "baileys",
    WHATSAPP_WS_URL: "ws://127.0.0.1:9",
    OPENAI_BASE_URL: "http://127.0.0.1:9/v1",
  });
  child.stderr.on("data", (chunk: Buffer) => {
    logged += chunk;
  });
  await printed(child, "siap: telegram\n");
  removeFolder(secrets);
  const ani = bot.person();
  person = ani.id;
  ani.says("boleh like postingan caleg?");
  await ani.next();
  ani.says("atasan saya membagikan uang dari calon, mau lapor");
  await ani.next();
  metrics = await scrape();
});
afterAll(async () => {
  const end = finish(child);
  child.kill("SIGTERM");
  await end;
  await server.stop();
  removeFolder(folder);
});

/** Every metric that an expression asks for, and every event it names. */
const namesIn = (expr: string) => expr.match(/\b(?:sinetral|process|nodejs)_\w+/g) ?? [];
const eventsIn = (expr: string) =>
  [...expr.matchAll(/event=~?"([^"]+)"/g)].flatMap(([, events = ""]) => events.split("|"));

describe("what a running service shows", () => {
  it.each(rules.map(({ alert, expr }) => [alert, expr] as const))("has all that the alert %s asks for", (_, expr) => {
    for (const name of namesIn(expr)) expect(metrics).toContain(`# TYPE ${name} `);
    for (const event of eventsIn(expr)) expect(metrics).toContain(`sinetral_troubles_total{event="${event}"} `);
    expect(namesIn(expr).length > 0 || expr.startsWith("up{")).toBe(true);
  });

  it.each(panels.map(({ title, targets }) => [title, targets] as const))(
    "has all that the panel %s shows",
    (_, targets) => {
      for (const { expr } of targets) {
        expect(namesIn(expr)).not.toEqual([]);
        for (const name of namesIn(expr)) expect(metrics).toContain(`# TYPE ${name} `);
      }
    },
  );

  it("counts a question and no report, and names nobody", () => {
    expect(metrics).toContain('sinetral_answers_total{channel="telegram"} 1\n');
    expect(metrics).toContain('sinetral_answers_total{channel="whatsapp"} 0\n');
    expect(metrics).not.toContain(String(person));
    const labels = [...metrics.matchAll(/(\w+)="/g)].map(([, name]) => name);
    const known = ["version", "channel", "kind", "state", "event", "space", "type", "le", "major", "minor", "patch"];
    for (const label of new Set(labels)) expect(known).toContain(label);
  });

  it("has an alert for everything an operator has to put right, each with what to do", () => {
    const alerts = rules.map(({ alert }) => alert.replace("Sinetral", ""));
    for (const each of [
      "Down",
      "NotReady",
      "NotReceiving",
      "DiskLow",
      "DeliveriesStuck",
      "DeliveriesUnknown",
      "Memory",
    ])
      expect(alerts).toContain(each);
    for (const each of ["WhatsappBanned", "WhatsappUnlinked", "ModelDown", "BackupOld"]) expect(alerts).toContain(each);
    for (const { annotations } of rules) expect(Object.keys(annotations).sort()).toEqual(["description", "summary"]);
  });

  it("knows that WhatsApp has no number, that nothing was ever backed up, and how full the disk is", () => {
    expect(metrics).toContain("sinetral_whatsapp_linked 0\n");
    expect(metrics).toContain("sinetral_backup_timestamp_seconds 0\n");
    expect(metrics).toMatch(/^sinetral_data_free_ratio (?:0(?:\.\d\d?)?|1)$/m);
  });
});

describe("how much it logs", () => {
  it("is changed by the desk without a restart, for a while, and told", async () => {
    const shown = () => desk("log-level --json").then(({ stdout }) => JSON.parse(stdout) as unknown);
    expect(await shown()).toEqual({ level: "info", usual: "info" });
    expect(logged).not.toContain('"debug"');
    const { code, stdout } = await desk("log-level debug --minutes 1");
    expect([code, stdout]).toEqual([
      0,
      "the service logs at debug for 1 more minute, then at info again\n" +
        "such lines tell when it was busy and for how long, never with whom: pass them on with care\n",
    ]);
    bot.person().says("boleh foto dengan caleg?");
    await expect.poll(() => logged).toContain('"level":"debug"');
    expect((await desk("log-level info")).stdout).toBe("the service logs at info\n");
    expect(await shown()).toEqual({ level: "info", usual: "info" });
  });

  it("is not what nobody offers, and nothing to change where no service runs", async () => {
    const wrong = await desk("log-level loud");
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("trace, debug, info, warn, error, silent")]);
    expect((await desk("log-level debug --minutes 0")).code).toBe(2);
    const nowhere = await runEntry("desk.ts", ["log-level"], { environment: { DATA_DIR: join(folder, "none") } });
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining("set LOG_LEVEL in .env")]);
  });
});
