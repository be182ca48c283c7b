import { createChannel, createGroup } from "./group.ts";
import { carryOut, methodName } from "./methods.ts";
import { createPerson } from "./person.ts";
import { createState, type State } from "./state.ts";
import type { Bot, BotOptions, Fields, TelegramOptions } from "./types.ts";

const firstId = 7_000_000_001;

/** One bot with everything Telegram knows of it; `count` bots were there before. */
export function createBot(options: TelegramOptions, wanted: BotOptions, count: number): { bot: Bot; state: State } {
  const told = /^(\d+):/.exec(wanted.token ?? "")?.[1];
  const id = wanted.id ?? (told === undefined ? firstId + count : Number(told));
  const token = wanted.token ?? `${id}:AAstandin_of_telegram_for_tests_${String(count).padStart(3, "0")}`;
  const username = wanted.username ?? (count === 0 ? "standin_bot" : `standin${count}_bot`);
  const state = createState({
    user: { id, is_bot: true, first_name: "SiNetral", username },
    options,
    reply: (of, method, params) => void replied(of, method, params),
  });
  const { calls, updates, faults, waiting } = state;

  const bot: Bot = {
    token,
    id,
    username,
    person: (about) => createPerson(state, about),
    group: (about) => createGroup(state, about),
    channel: (about) => createChannel(state, about),
    calls: calls.list,
    counts: calls.counts,
    pending: updates.count,
    pushRaw: updates.push,
    redeliver: state.webhook.redeliver,
    file: (fileId) => state.files.byId(fileId)?.data,
    fail: faults.add,
    limits: state.limits.set,
    get webhook() {
      return state.webhook.state();
    },
    waitFor: (probe, what = "something", timeoutMs = 60_000) =>
      waiting.until(
        () => probe(bot),
        () => `waited ${timeoutMs} ms for ${what}; ${lastCalls(state)}`,
        timeoutMs,
      ),
    reset: () => {
      calls.clear();
      faults.clear();
      for (const chat of state.chats.values()) {
        chat.inbox.clear();
        chat.log.clear();
      }
    },
  };
  return { bot, state };
}

function lastCalls({ calls, updates }: State): string {
  const last = calls.last();
  const said = last === "" ? "the bot made no call" : `the bot's last calls were ${last}`;
  return `${said}; ${updates.count()} updates are unconfirmed`;
}

/** Carries out the call a webhook was answered with; nobody learns how it went, but the record. */
async function replied(state: State, method: string, params: Fields): Promise<void> {
  const startedAt = Date.now();
  const outcome = await carryOut(method, { state, params, uploads: new Map(), onGone: () => undefined });
  state.calls.add({
    method: methodName(method),
    params,
    status: outcome?.status ?? 0,
    ...(outcome?.error === undefined ? {} : { error: outcome.error }),
    startedAt,
    at: Date.now(),
  });
  state.waiting.changed();
}

/** Ends what a bot still waits for. */
export function stopBot(state: State): void {
  state.updates.interrupt("gone");
  state.webhook.remove();
  state.presses.stop();
  state.waiting.stop();
}
