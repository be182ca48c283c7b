import { AsyncLocalStorage } from "node:async_hooks";
import type { Socket } from "./connection.ts";

/** Runs something as if nothing around it had begun. */
const outside = AsyncLocalStorage.snapshot();

/**
 * The library goes on with small things after a message has left, and writes what came of them into the transaction of that
 * message, which is over: the write is lost without a word. Among them is to whom a token was given when, so that it gives
 * one with every message again. Such writes are made on their own here.
 */
export function keepLateWrites({ authState }: Pick<Socket, "authState">): void {
  const { keys } = authState;
  const around = new AsyncLocalStorage<{ over: boolean }>();
  const isLate = () => around.getStore()?.over === true;
  const now = <Result>(work: () => Result): Result => (isLate() ? outside(work) : work());
  authState.keys = {
    ...keys,
    get: (type, ids) => now(() => keys.get(type, ids)),
    set: (data) => now(() => keys.set(data)),
    isInTransaction: () => !isLate() && keys.isInTransaction(),
    transaction: (work, key) => now(() => inTransaction(work, key)),
  };

  async function inTransaction<Result>(work: () => Promise<Result>, key: string): Promise<Result> {
    if (keys.isInTransaction()) return keys.transaction(work, key);
    const scope = { over: false };
    try {
      return await around.run(scope, () => keys.transaction(work, key));
    } finally {
      scope.over = true;
    }
  }
}
