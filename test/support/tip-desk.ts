import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runDesk } from "../../src/desk/run-desk.ts";
import { openTipsDatabase } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { newId } from "../../src/tips/bytes.ts";
import { newIdentity, readIdentity, sayPublic } from "../../src/tips/identity.ts";
import type { Reader } from "../../src/tips/reader.ts";
import { listHash } from "../../src/tips/reader-list.ts";
import type { StoredPart, TipStore } from "../../src/tips/tip-store.ts";
import { type Finished, newFolder, removeFolder } from "./process.ts";
import { runInside } from "./run-inside.ts";
import { newTestCase, signedList, type TestReader } from "./tip-case.ts";

export type TipDesk = Awaited<ReturnType<typeof openTipDesk>>;

/** A data folder for reports, with readers whose keys lie in a folder of their own; the first two have signed the list. */
export async function openTipDesk(about: Readonly<Record<string, Partial<Reader>>>) {
  const folder = newFolder();
  const keys = newFolder();
  const readers: Record<string, TestReader> = {};
  for (const [name, entry] of Object.entries(about)) readers[name] = await readerWithFile(keys, name, entry);
  const everybody = Object.values(readers);
  const signed = signedList(everybody, everybody.slice(0, 2));
  const root = listHash(signed.list);

  async function store<T>(look: (store: TipStore) => Promise<T>): Promise<T> {
    const opened = createTipStore(await openTipsDatabase(folder));
    try {
      return await look(opened);
    } finally {
      await opened.end();
    }
  }
  if (everybody.length > 0) await store((opened) => opened.putList(signed));

  const desk = (
    args: readonly string[],
    { input = "", environment = {} }: { input?: string; environment?: Record<string, string> } = {},
  ): Promise<Finished> =>
    runInside(runDesk, ["tips", ...args], {
      input,
      environment: { DATA_DIR: folder, ...(everybody.length > 0 ? { TIPS_ROOT: root } : {}), ...environment },
    });

  return {
    folder,
    keys,
    root,
    list: signed.list,
    store,
    desk,
    /** The keys of a reader; one is made for a name that has none. */
    reader(name: string): TestReader {
      const found = readers[name];
      if (found === undefined) throw new Error(`${name} has no keys`);
      return found;
    },
    file: (name: string) => join(keys, `${name}.key`),
    /** Runs a command as a reader. */
    as: (name: string, ...args: readonly string[]) => desk([...args, "--identity", join(keys, `${name}.key`)]),
    /** The same with something on stdin. */
    says: (name: string, input: string, ...args: readonly string[]) =>
      desk([...args, "--identity", join(keys, `${name}.key`)], { input }),
    /** Puts a case into the store, sealed to some readers. */
    async tip(id: string, names: readonly string[], write: WriteParts): Promise<TestTip> {
      const made = await newTestCase(
        id,
        names.map((name) => readers[name]).filter((each) => each !== undefined),
      );
      const parts = await write(made);
      await store(async (opened) => {
        await opened.begin({ ...made.stored, lookup: newId(), state: new Uint8Array(16) });
        await opened.add(
          parts.map(({ header, body, id, case: of, day, from }) => ({ header, body, id, case: of, day, from })),
        );
      });
      return made;
    },
    /** What stands in the audit, the newest first. */
    async acts(): Promise<Array<{ who: string; action: string; subject: string; detail: Record<string, unknown> }>> {
      const { stdout } = await runInside(runDesk, ["audit", "list", "--json"], { environment: { DATA_DIR: folder } });
      return JSON.parse(stdout);
    },
    close() {
      removeFolder(folder);
      removeFolder(keys);
    },
  };
}

type TestTip = Awaited<ReturnType<typeof newTestCase>>;
type WriteParts = (made: TestTip) => Promise<readonly StoredPart[]>;

/** Makes keys and puts them where `tips keygen` would. */
export async function readerWithFile(folder: string, name: string, about: Partial<Reader> = {}, file = name) {
  const { text, pub } = await newIdentity(name);
  writeFileSync(join(folder, `${file}.key`), text, { mode: 0o600 });
  writeFileSync(join(folder, `${file}.key.pub`), sayPublic(pub));
  const read = await readIdentity(text);
  if (read.kind !== "identity") throw new Error(`A fresh identity reads as ${read.kind}`);
  const entry: Reader = { ...pub, unit: "Kesbangpol", role: "pembaca", ...about };
  return { identity: read.identity, entry };
}
