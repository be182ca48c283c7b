import { shownOnPhone } from "../support/whatsapp-phone.ts";
import type { Received } from "../support/whatsapp-server/server.ts";
import type { Public, Put } from "./whatsapp-public.ts";

/** How the questions were answered. */
export type Tally = {
  questions: number;
  /** Questions whose answer arrived once, again under the same id (which a phone does not show again), and never. */
  once: number;
  again: number;
  never: number;
  /** How often the most frequent one arrived. */
  mostCopies: number;
  /** Messages under an id that is none of those for the questions of that chat. */
  strange: number;
  /** Answers that say something else than what was asked for. */
  mistaken: string[];
};

export function tally({ persons, groups, asked }: Public): Tally {
  const questions = new Map(asked.flatMap((put) => put.answerIds.map((id, part) => [id, { put, part }] as const)));
  const arrived = new Map<Put, number>(asked.map((put) => [put, 0]));
  const mistaken: string[] = [];
  let strange = 0;

  function take(chat: Put["where"], { id, text, copies }: Received): void {
    const { put, part } = questions.get(id) ?? {};
    if (put === undefined || put.where !== chat) strange += 1;
    else if (part === 0) {
      arrived.set(put, copies);
      if (!shownOnPhone(text).text.includes(put.sign)) {
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
    never: times((each) => each === 0),
    mostCopies: Math.max(...arrived.values()),
    strange,
    mistaken,
  };
}
