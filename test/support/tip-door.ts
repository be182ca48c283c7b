import { hkdfSync } from "node:crypto";
import { bech32 } from "@scure/base";
import { identityToRecipient } from "age-encryption";
import { createConversation } from "../../src/chat/conversation.ts";
import type { IncomingFile } from "../../src/chat/incoming-file.ts";
import { createMemory } from "../../src/chat/memory.ts";
import { plainText } from "../../src/chat/message.ts";
import { cleanPicture } from "../../src/cleaning/clean-picture.ts";
import { dayIn } from "../../src/clock.ts";
import { errorName, type Log } from "../../src/log.ts";
import { openTipsDatabase, type TipsDatabase } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { asksAboutReports } from "../../src/tips/asks-about-reports.ts";
import type { CodeKeys, DeriveKeys } from "../../src/tips/code-keys.ts";
import { createCodeKeys } from "../../src/tips/code-keys.ts";
import { createJudgeFile } from "../../src/tips/files.ts";
import { type OpenedCase, openCase } from "../../src/tips/open-case.ts";
import { listHash, verifyLists } from "../../src/tips/reader-list.ts";
import { signingKeyOf } from "../../src/tips/signing.ts";
import { createTips } from "../../src/tips/tips.ts";
import { says, silentLog } from "./conversation.ts";
import { newFolder, removeFolder } from "./process.ts";
import { signedList, type TestReader } from "./tip-case.ts";

/** The tip line behind the conversation of a chat, over real files and without a platform. */
export type TipDoor = {
  folder: string;
  database: TipsDatabase;
  store: ReturnType<typeof createTipStore>;
  /** What one person gets back. The same `id` is the same message. */
  says(address: string, text: string, more?: { id?: string; file?: IncomingFile }): Promise<string>;
  /** Consent, nobody excluded: what the message with the code says. */
  begins(address: string, exclude?: string): Promise<{ code: string; text: string }>;
  /** Every case as that reader sees it. */
  opened(reader: TestReader): Promise<OpenedCase[]>;
  /** Every line that was logged, with its fields. */
  logged: string[];
  close(): Promise<void>;
};

export type TipDoorOptions = {
  readers: readonly TestReader[];
  now?: () => Date;
  answeredAfterMs?: number;
  keys?: (salt: Uint8Array) => DeriveKeys;
  patienceMs?: number;
  folder?: string;
};

export const CODE = /^[a-z]+(?:-[a-z]+){7}$/m;

export async function openTipDoor(options: TipDoorOptions): Promise<TipDoor> {
  const { readers, now = () => new Date(), answeredAfterMs = 1, patienceMs = 300 } = options;
  const folder = options.folder ?? newFolder();
  const database = await openTipsDatabase(folder);
  const store = createTipStore(database, { patienceMs, emptyingMs: 100 });
  const list = signedList(readers, readers.slice(0, 2));
  await store.putList(list);
  const root = listHash(list.list);
  const salt = await store.salt();
  const logged: string[] = [];
  const note = (event: string, fields = {}) => void logged.push(JSON.stringify({ event, ...fields }));
  const log: Log = { ...silentLog, info: note, warn: note, error: note };
  const memory = createMemory(now);
  const tips = createTips({
    asks: asksAboutReports,
    ...{ store, answeredAfterMs, perDay: 0 },
    keys: options.keys?.(salt) ?? createCodeKeys({ salt }),
    lists: async () => verifyLists(await store.lists(), root),
    judgeFile: createJudgeFile({ clean: cleanPicture }),
    accuses: () => false,
    isStop: (text) => text === "STOP",
    safer: () => says("saluran lain"),
    today: () => dayIn("WIT", now()),
    now: () => now().getTime(),
    failed: (error) => log.error("tip_failed", { error: errorName(error) }),
  });
  const converse = createConversation({
    route: (text) => ({ handle: async ({ rest }) => says(`jawaban: ${rest}`), rest: text }),
    quota: () => ({ seconds: 0, tell: false }),
    ...{ memory, log, tips },
  });
  let count = 0;
  const door: TipDoor = {
    ...{ folder, database, store, logged },
    async says(address, text, { id, file } = {}) {
      let said = "";
      count += 1;
      await converse(
        {
          ...{ channel: "telegram", address, id: id ?? `m${count}`, text, place: "private", late: false },
          ...(file === undefined ? { kind: "text" } : { kind: "file", file }),
        },
        async (reply) => {
          said = plainText(reply);
          return undefined;
        },
      );
      return said;
    },
    async begins(address, exclude) {
      await door.says(address, "/lapor");
      await door.says(address, "YA");
      if (exclude !== undefined) await door.says(address, exclude);
      const text = await door.says(address, "LEWATI");
      return { code: CODE.exec(text)?.[0] ?? "", text };
    },
    async opened(reader) {
      const lists = verifyLists(await store.lists(), root);
      const cases = await store.cases();
      return Promise.all(
        cases.map(async (stored) =>
          openCase({ stored, parts: await store.parts(stored.id), identity: reader.identity.secret, lists }),
        ),
      );
    },
    async close() {
      tips.stop();
      await store.end();
      if (options.folder === undefined) removeFolder(folder);
    },
  };
  return door;
}

/** Keys of a code without what makes guessing dear, where it is not about guessing. */
export function cheapKeys(salt: Uint8Array): DeriveKeys {
  return {
    async derive(words) {
      const derive = (use: string, size: number) =>
        new Uint8Array(hkdfSync("sha256", words.join("-"), salt, use, size));
      const mailboxIdentity = bech32.encodeFromBytes("AGE-SECRET-KEY-", derive("mailbox", 32)).toUpperCase();
      const partSecret = derive("part", 32);
      const keys: CodeKeys = {
        ...{ mailboxIdentity, partSecret, partKey: signingKeyOf(partSecret) },
        lookup: Buffer.from(derive("lookup", 16)).toString("hex"),
        mailboxRecipient: await identityToRecipient(mailboxIdentity),
      };
      return { kind: "keys", ...keys };
    },
  };
}
