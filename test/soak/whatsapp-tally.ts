import { texts } from "../../src/chat/texts.ts";
import { shownOnPhone } from "../support/whatsapp-phone.ts";
import type { Received, ServerEvent } from "../support/whatsapp-server/server.ts";
import type { Public, Put } from "./whatsapp-public.ts";

/** How the questions were answered. */
export type Tally = {
  questions: number;
  /** Questions whose answer arrived once, and again under the same id, which a phone does not show again. */
  once: number;
  again: number;
  /**
   * Those of them that were told to ask once more: the phone could not read the answer, and the process that had sent it and
   * may not write it down was dead.
   */
  unread: number;
  /** The others: how they were asked, and what the server saw of them. */
  lost: string[];
  /** Messages that a phone had to ask for again, though the weather was fine. */
  unreadable: number;
  /** How often the most frequent one arrived. */
  mostCopies: number;
  /** Messages under an id that is none of those for the questions of that chat. */
  strange: number;
  /** Answers that say something else than what was asked for. */
  mistaken: string[];
};

export function tally({ persons, groups, asked }: Public, events: readonly ServerEvent[]): Tally {
  const questions = new Map(asked.flatMap((put) => put.answerIds.map((id, part) => [id, { put, part }] as const)));
  const arrived = new Map<Put, number>(asked.map((put) => [put, 0]));
  const mistaken: string[] = [];
  let [strange, unread] = [0, 0];

  function take(chat: Put["where"], { id, text, copies }: Received): void {
    const { put, part } = questions.get(id) ?? {};
    if (put === undefined || put.where !== chat) strange += 1;
    else if (part === 0) {
      arrived.set(put, copies);
      if (text === texts.answerGone) unread += 1;
      else if (!shownOnPhone(text).text.includes(put.sign)) {
        mistaken.push(`${put.manner}: "${text.slice(0, 60)}" for "${put.sign}"`);
      }
    }
  }

  for (const person of persons) {
    // What was sent to a group is counted there.
    for (const message of person.messages) if (message.group === undefined) take(person, message);
  }
  for (const group of groups) for (const message of group.messages) take(group, message);
  const times = (wanted: (count: number) => boolean) => [...arrived.values()].filter(wanted).length;
  return {
    questions: asked.length,
    once: times((each) => each === 1),
    again: times((each) => each > 1),
    unread,
    lost: asked.filter((put) => arrived.get(put) === 0).map((put) => historyOf(put, events)),
    unreadable: events.filter((event) => event.kind === "unreadable" && event.why !== "the weather").length,
    mostCopies: Math.max(...arrived.values()),
    strange,
    mistaken,
  };
}

/** What happened to a question and its answer, with the seconds since it began. */
function historyOf({ manner, id, answerIds }: Put, events: readonly ServerEvent[]): string {
  const own = events.filter((event) => "id" in event && (event.id === id || answerIds.includes(event.id)));
  const steps = own.map(({ at, ...event }) => {
    const { kind, id: _, ...rest } = event as { kind: string; id: string };
    return `${((at - (own[0]?.at ?? 0)) / 1000).toFixed(1)} s ${kind} ${JSON.stringify(rest)}`;
  });
  return `${manner}: ${steps.join(", ")}`;
}
