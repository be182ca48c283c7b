import { type OpenServiceParts, openService, type Service } from "../../src/build.ts";
import { systemClock } from "../../src/clock.ts";
import { hashInvitationCode, newInvitationCode } from "../../src/office/invitation.ts";
import type { Role } from "../../src/office/officer.ts";
import { readSettings, type Settings } from "../../src/settings.ts";
import { createOfficers } from "../../src/stores/officers-sqlite.ts";
import { silentLog } from "./conversation.ts";
import { makeTipsDatabase } from "./make-database.ts";
import { removeFolder } from "./process.ts";
import type { Heard, OpenStage, Stage, Voice } from "./stage.ts";
import { telegramStage } from "./telegram-stage.ts";
import { usedFolder } from "./used-folder.ts";

/** A whole office, on Telegram unless said otherwise: the service over a real database, and people who talk with it. */
export type TestOffice = {
  service: Service;
  settings: Settings;
  stage: Stage;
  folder: string;
  person(): Voice;
  /** Invites somebody and lets them redeem the code in their chat. */
  officer(name: string, role: Role): Promise<Voice>;
  /** Ends the service and begins a new one over the same database; what was in its memory is lost. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export type TestOfficeOptions = Partial<
  Pick<OpenServiceParts, "clock" | "folder" | "log" | "countEveryMs" | "delivery" | "tips">
> & {
  on?: OpenStage;
  /** See {@link StageOptions}. */
  paced?: boolean;
  /** Settings beside those that every test office has. */
  environment?: Readonly<Record<string, string>>;
  /** Puts something into the data folder before the service begins; what it resolves to are further settings. */
  prepare?: (folder: string) => Promise<Readonly<Record<string, string>>>;
};

/** Quick, so that a test sees what is delivered soon after it lies in the outbox; not quicker, for each look takes its time. */
export const quickDelivery = { everyMs: 40, leaseMs: 60_000, retry: { firstMs: 50, mostMs: 200 } };

/** Answers at once and lets guessing cost next to nothing: what the product asks is tried beside these. */
export const quickTips = { answeredAfterMs: 1, argon2: { memory: 1_024, passes: 1 } };

export async function openTestOffice({
  on = telegramStage,
  paced = false,
  environment,
  prepare,
  tips,
  ...options
}: TestOfficeOptions = {}): Promise<TestOffice> {
  const folder = await usedFolder();
  await makeTipsDatabase(folder);
  const prepared = await prepare?.(folder);
  const fixed = { DATA_DIR: folder, OFFICE_NAME: "Kesbangpol Contoh", OFFICE_ZONE: "WIT" };
  const settings = readSettings({ ...fixed, ...environment, ...prepared });
  const parts = { settings, log: silentLog, clock: systemClock, version: "0.0.0", delivery: quickDelivery };
  const withTips = { ...parts, ...options, tips: { ...quickTips, ...tips } };
  let service = await openService(withTips);
  const stage = await on.open((...said) => service.converse(...said), {
    paced,
    closed: (message) => service.closed(message),
    takesAll: (address) => service.takesAll(address),
  });
  service.deliverThrough([stage.channel]);
  return {
    get service() {
      return service;
    },
    settings,
    stage,
    folder,
    person: () => stage.person(),
    async officer(name, role) {
      const code = newInvitationCode();
      const until = new Date((options.clock ?? systemClock)().getTime() + 3_600_000);
      await createOfficers(service.database, options.clock).invite(name, role, hashInvitationCode(code), until);
      const voice = stage.person();
      await voice.says(`/petugas ${code}`);
      return voice;
    },
    async restart() {
      await service.close();
      service = await openService(withTips);
      service.deliverThrough([stage.channel]);
    },
    async close() {
      // As in the service: a channel that stops would be offered what it refuses, again and again.
      void service.stopDelivering();
      await stage.close();
      await service.close();
      removeFolder(folder);
    },
  };
}

/** The label among those on offer that contains some words. */
export function labelWith({ choices }: Heard, words: string): string {
  const label = choices.find((each) => each.includes(words));
  if (label === undefined) throw new Error(`nothing on offer says "${words}": ${choices.join(" | ")}`);
  return label;
}
