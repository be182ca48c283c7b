import { tooManyRequests } from "./refusal.ts";

export type Limits = {
  /** Seconds and minutes pass so many times as fast, once unless said. */
  set(on: boolean, timesAsFast?: number): void;
  /** Counts a send to a chat, or refuses it with the seconds to wait. */
  send(chatId: number, isPrivate: boolean): void;
  /** Counts an edit, which only the limit of the whole bot regards. */
  edit(): void;
};

type Window = { most: number; ms: number; times: number[] };

export function createLimits(now: () => number): Limits {
  let on = false;
  let fast = 1;
  const whole: Window = { most: 30, ms: 1_000, times: [] };
  const chats = new Map<number, Window>();

  function chatWindow(chatId: number, isPrivate: boolean): Window {
    const known = chats.get(chatId);
    if (known !== undefined) return known;
    const made = isPrivate ? { most: 1, ms: 1_000, times: [] } : { most: 20, ms: 60_000, times: [] };
    chats.set(chatId, made);
    return made;
  }

  /** Checks all windows before it counts in any: a refused call costs nothing. */
  function take(windows: Window[]): void {
    const at = now();
    for (const { times, most, ms: usual } of windows) {
      const ms = usual / fast;
      while (times[0] !== undefined && times[0] <= at - ms) times.shift();
      const oldest = times[0];
      if (times.length >= most && oldest !== undefined) {
        throw tooManyRequests(Math.max(1, Math.ceil((oldest + ms - at) / 1_000)));
      }
    }
    for (const { times } of windows) times.push(at);
  }

  return {
    set: (wanted, timesAsFast = 1) => {
      on = wanted;
      fast = timesAsFast;
      whole.times.length = 0;
      chats.clear();
    },
    send: (chatId, isPrivate) => {
      if (on) take([whole, chatWindow(chatId, isPrivate)]);
    },
    edit: () => {
      if (on) take([whole]);
    },
  };
}
