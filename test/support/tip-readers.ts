import { openTipsDatabase } from "../../src/stores/tips-database.ts";
import { createTipStore } from "../../src/stores/tips-sqlite.ts";
import { listHash } from "../../src/tips/reader-list.ts";
import type { TipStore } from "../../src/tips/tip-store.ts";
import { signedList, type TestReader } from "./tip-case.ts";

/** Puts a first list into a data folder, signed by its first two; resolves to the settings that pin it. */
export async function putReaders(folder: string, readers: readonly TestReader[]): Promise<{ TIPS_ROOT: string }> {
  const signed = signedList(readers, readers.slice(0, 2));
  await withTipStore(folder, (store) => store.putList(signed));
  return { TIPS_ROOT: listHash(signed.list) };
}

/** Looks into the tips of a data folder, as the desk does while the service runs. */
export async function withTipStore<T>(folder: string, look: (store: TipStore) => Promise<T>): Promise<T> {
  const database = await openTipsDatabase(folder);
  const store = createTipStore(database);
  try {
    return await look(store);
  } finally {
    await store.end();
    await database.close();
  }
}
