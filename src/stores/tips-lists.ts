import type { SignedList } from "../tips/reader.ts";
import type { ActRequest, TipStore } from "../tips/tip-store.ts";
import type { TipsDatabase } from "./tips-database.ts";
import type { Attempt } from "./tips-patience.ts";

/** Who may read, and what one reader asked and a second has not agreed to. Officers' names, nothing of a reporter. */
export function createTipLists(
  { tips }: TipsDatabase,
  attempt: Attempt,
): Pick<TipStore, "lists" | "putList" | "requests" | "putRequest" | "spendRequest"> {
  return {
    lists: () =>
      attempt(async () => {
        const rows = await tips.selectFrom("lists").select("signed").orderBy("version").execute();
        return rows.map(({ signed }) => JSON.parse(signed) as SignedList);
      }),
    putList: (list) =>
      attempt(async () => {
        const signed = JSON.stringify(list);
        await tips
          .insertInto("lists")
          .values({ version: list.list.version, signed })
          .onConflict((conflict) => conflict.column("version").doUpdateSet({ signed }))
          .execute();
      }),
    requests: () =>
      attempt(async () => {
        const rows = await tips.selectFrom("requests").select("request").orderBy("nonce").execute();
        return rows.flatMap(({ request }) => (request === null ? [] : [JSON.parse(request) as ActRequest]));
      }),
    putRequest: (asked) =>
      attempt(async () => {
        const row = { case_id: asked.case, request: JSON.stringify(asked) };
        await tips
          .insertInto("requests")
          .values({ nonce: asked.nonce, ...row })
          .onConflict((conflict) => conflict.column("nonce").doUpdateSet(row).where("requests.request", "is not", null))
          .execute();
      }),
    spendRequest: (nonce) =>
      attempt(async () => {
        const { numUpdatedRows } = await tips
          .updateTable("requests")
          .set({ case_id: null, request: null })
          .where("nonce", "=", nonce)
          .where("request", "is not", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),
  };
}
