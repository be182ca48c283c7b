import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { readCredentials } from "./credentials.ts";
import { type Host, hostHere } from "./host.ts";
import { INVITATION_HOURS } from "./office/invitation.ts";
import { readSettings, type Settings, SettingsError } from "./settings.ts";
import { askFolder } from "./setup/ask-folder.ts";
import { askModel } from "./setup/ask-model.ts";
import { askOffice } from "./setup/ask-office.ts";
import { askOfficer, inviteAdmin } from "./setup/ask-officer.ts";
import { askPort } from "./setup/ask-port.ts";
import { askTelegram } from "./setup/ask-telegram.ts";
import { askWhatsApp } from "./setup/ask-whatsapp.ts";
import { type Asker, createAsker, StoppedError } from "./setup/asker.ts";
import { createDraft, type Draft } from "./setup/draft.ts";
import {
  changeEnv,
  EnvChangedMeanwhileError,
  type EnvFile,
  EnvUnusableError,
  readEnvFile,
  valuesIn,
  writeEnvFile,
} from "./setup/env-file.ts";
import { EXIT, type Shell } from "./shell.ts";
import { DatabaseUnusableError } from "./stores/database.ts";
import { diskTrouble, diskTroubleText } from "./stores/disk-trouble.ts";
import { FolderUnusableError, makeFolder, servingProcess } from "./stores/owner.ts";

export type SetupParts = {
  shell: Shell;
  /** `.env`. */
  file: string;
  host?: Host;
};

const EXAMPLE = join(import.meta.dirname, "..", ".env.example");

const NO_TERMINAL =
  "npm run setup bertanya di layar, jadi perlu terminal. Tanpa terminal: salin .env.example ke .env, isi dengan tangan, " +
  "chmod 600 .env, lalu npm run -s desk -- doctor; lihat docs/operations.md.\n";

/**
 * Asks for the settings, tries each out and writes them at the end at once: whoever leaves before has changed nothing. Resolves to the
 * exit code.
 */
export async function runSetup({ shell, file, host = hostHere() }: SetupParts): Promise<number> {
  const { stdin, stdout, stderr } = shell;
  if (![stdin, stdout].every((stream) => (stream as { isTTY?: boolean }).isTTY === true)) {
    stderr.write(NO_TERMINAL);
    return EXIT.badInput;
  }
  const ofNode = (name: string) => ["NODE_DEBUG", "NODE_OPTIONS", "NODE_TLS_REJECT_UNAUTHORIZED"].includes(name);
  const trouble = troubleIn(Object.fromEntries(Object.entries(shell.environment).filter(([name]) => ofNode(name))));
  if (trouble !== undefined) {
    stderr.write(`${trouble}\n`);
    return EXIT.badInput;
  }
  const ask = createAsker(stdin, stdout);
  try {
    return await setUp(ask, shell, host, readEnvFile(file, EXAMPLE));
  } catch (error) {
    if (error instanceof StoppedError) {
      ask.say("", `Dihentikan. ${file} tidak berubah; jalankan lagi kapan saja: npm run setup`);
      return EXIT.refused;
    }
    if (error instanceof EnvChangedMeanwhileError) {
      ask.say("", error.message);
      return EXIT.refused;
    }
    if (error instanceof EnvUnusableError) {
      ask.say("", `✘ ${error.message}`);
      return EXIT.broken;
    }
    throw error;
  } finally {
    ask.close();
  }
}

async function setUp(ask: Asker, { environment }: Shell, host: Host, env: EnvFile): Promise<number> {
  ask.say(
    "SiNetral: pengaturan. Enter memakai nilai dalam kurung; Ctrl-C berhenti tanpa mengubah apa pun.",
    env.isThere
      ? `${env.path} sudah ada; isinya yang lain dan komentarnya dipertahankan.`
      : `${env.path} belum ada; dibuat dari .env.example.`,
  );
  const { given } = readCredentials(environment);
  const inContainer = Object.keys(given).map((name) => [name as keyof Settings, "given"] as const);
  const draft = createDraft(valuesIn(env.text), environment, new Map([...host.secrets, ...inContainer]));
  await askOffice(ask, draft);
  const { close } = await askFolder(ask, draft);
  const bot = await askTelegram(ask, draft);
  await askWhatsApp(ask, draft);
  await askPort(ask, draft);
  await askModel(ask, draft);
  const folder = draft.effective("DATA_DIR") || "./data";
  const hasTelegram = draft.effective("TELEGRAM_BOT_TOKEN") !== "" || draft.given("TELEGRAM_BOT_TOKEN") === "given";
  const hasChannel = hasTelegram || draft.effective("WHATSAPP") === "baileys";
  const officer = await askOfficer(ask, folder, hasChannel);
  if (!(await write(ask, draft, env))) {
    ask.say(`Tidak ada yang ditulis; ${env.path} tetap seperti semula.`);
    return EXIT.refused;
  }
  const { uid } = statSync(env.path);
  const unread = uid === 0 && !env.forService ? host.group : undefined;
  return finish(ask, { folder, close, officer, bot, draft, start: host.start, unread });
}

const SECRETS: ReadonlySet<keyof Settings> = new Set([
  "TELEGRAM_BOT_TOKEN",
  "TELEGRAM_WEBHOOK_SECRET",
  "OPENAI_API_KEY",
]);

/** Shows what changes and writes it when that is wanted; false when it is not. */
async function write(ask: Asker, draft: Draft, env: EnvFile): Promise<boolean> {
  const changes = draft.changes();
  const shown = (name: keyof Settings, value: string) =>
    value === "" ? "(kosong)" : SECRETS.has(name) ? "(rahasia, tidak ditampilkan)" : value;
  ask.say("", `— Yang ditulis ke ${env.path} —`);
  for (const [name, { from, to }] of changes) ask.say(`  ${name}: ${shown(name, from)} → ${shown(name, to)}`);
  if (changes.size === 0 && env.isThere) ask.say("  tidak ada yang berubah");
  if (!env.isThere) ask.say("  berkas baru dengan semua penjelasan dari .env.example");
  if (env.openToOthers) ask.say(`  hak baca akun lain atas ${env.path} dicabut (600)`);
  const trouble = troubleIn(draft.environment());
  if (trouble !== undefined) ask.say("", "! Dengan ini bot tidak mau mulai:", trouble);
  if (changes.size === 0 && env.isThere && !env.openToOthers) return true;
  const changed = changeEnv(env.text, new Map([...changes].map(([name, { to }]) => [name, to])));
  if (changed.kind === "unclear") {
    ask.say(
      `✘ Baris ${changed.name} di ${env.path} ditulis dengan cara yang tidak dikenal. Betulkan dengan tangan, lalu jalankan lagi.`,
    );
    return false;
  }
  if (!(await ask.yes("Tulis sekarang?", trouble === undefined))) return false;
  writeEnvFile(env, changed.text);
  ask.say(`✓ ${env.path} ditulis, hanya untuk ${env.forService ? "root dan layanannya (640)" : "pemiliknya (600)"}`);
  return true;
}

/** What keeps the service from starting with these settings, as it would say it. */
function troubleIn(environment: Shell["environment"]): string | undefined {
  try {
    readSettings(environment);
    return undefined;
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

type Finish = {
  folder: string;
  close: boolean;
  officer: string | undefined;
  bot: string | undefined;
  draft: Draft;
  /** The command that starts the service. */
  start: string;
  /** The group of a service that could not read what was written. */
  unread: string | undefined;
};

/** Does what is not in the file, and says what comes next. */
async function finish(ask: Asker, { folder, close, officer, bot, draft, start, unread }: Finish): Promise<number> {
  let code: string | undefined;
  let serving: ReturnType<typeof servingProcess>;
  let exit: number = EXIT.done;
  try {
    makeFolder(folder);
    if (close) chmodSync(folder, 0o700);
    serving = servingProcess(folder);
    if (officer !== undefined) code = await inviteAdmin(folder, officer);
  } catch (error) {
    const trouble = diskTrouble(error);
    if (trouble !== undefined) ask.say(`✘ ${diskTroubleText(`DATA_DIR ${folder}`, trouble)}`);
    else if (error instanceof FolderUnusableError || error instanceof DatabaseUnusableError)
      ask.say(`✘ ${error.message}`);
    else throw error;
    exit = EXIT.broken;
  }
  const next = [
    ...(unread === undefined
      ? []
      : [`supaya layanan bisa membaca .env: sudo chown root:${unread} .env && sudo chmod 640 .env`]),
    serving === undefined
      ? `${start}, sampai tertulis siap: …`
      : `mulai ulang bot (proses ${serving.pid}) supaya pengaturan baru berlaku`,
    ...(draft.effective("WHATSAPP") === "baileys"
      ? ["di jendela kedua: npm run -s desk -- whatsapp pair, untuk menautkan nomornya"]
      : []),
    ...(code === undefined
      ? []
      : [
          `${officer} menulis ini kepada ${bot === undefined ? "bot" : `@${bot} (https://t.me/${bot})`} di percakapan pribadi,` +
            ` dalam ${INVITATION_HOURS} jam, sekali pakai:`,
          `   /petugas ${code}`,
        ]),
    "npm run -s desk -- doctor, untuk memeriksa semuanya",
    'saluran lapor dibuka terpisah oleh dua pembacanya: docs/operations.md, "Reports: readers and keys"',
  ];
  ask.say("", "— Sesudah ini —", ...numbered(next));
  return exit;
}

/** Lines that begin with spaces belong to the one before. */
function numbered(lines: readonly string[]): string[] {
  let number = 0;
  return lines.map((line) => {
    if (line.startsWith(" ")) return line;
    number += 1;
    return `${number}. ${line}`;
  });
}
