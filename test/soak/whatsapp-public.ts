import { generator } from "../../src/answer/classifier.ts";
import type { LinkedSession } from "../support/link-session.ts";
import type { Group, Person, Received, WhatsAppServer } from "../support/whatsapp-server/server.ts";
import type { Ask, Question } from "./whatsapp-questions.ts";

/** A question that was put: where, by whom, and under which ids the parts of its answer have to come. */
export type Put = Question & { id: string; where: Person | Group; whose: Person; answerIds: readonly string[] };

/** Everybody who asks the bot, alone and in groups. */
export type Public = {
  persons: readonly Person[];
  groups: readonly Group[];
  /** In the order they were put. */
  asked: readonly Put[];
  /** Puts what is due while the bot is away, before its nth life. */
  askBefore(life: number): Promise<void>;
  /** Puts what is due in the nth life, once it has begun and until it is stopped; what is left is put before the next. */
  askDuring(life: number, begun: Promise<unknown>): { stop(): void; done: Promise<void> };
  /** Resolves when every question has an answer, or time is up. */
  allAnswered(withinMs: number): Promise<void>;
  /** How many questions have no answer yet. */
  unanswered(): number;
  /** Resolves when nothing has come for a while. */
  quiet(): Promise<void>;
  /** Resolves to whether the bot confirmed a question, from now on and in time, whose answer it had not sent yet. */
  confirmedUnanswered(withinMs: number): Promise<boolean>;
};

export type PublicParts = {
  server: WhatsAppServer;
  session: LinkedSession;
  persons: number;
  messages: number;
  kills: number;
  ask: Ask;
  seed: number;
  /** How long it takes to put what is due in one life. */
  askingMs: number;
};

const GROUP_SIZE = 25;
/** More parts than any answer has. */
const MOST_PARTS = 6;
const POLL_MS = 100;
const QUIET_MS = 500;

export function gather({ server, session, messages, kills, ask, seed, askingMs, ...about }: PublicParts): Public {
  // Its own, so that what is asked does not depend on when.
  const random = generator(seed);
  const pace = generator(seed);
  const persons = Array.from({ length: about.persons }, (_, nth) =>
    server.person({
      number: `628${digits(9, random)}`,
      lid: `1${digits(14, random)}`,
      name: `Sumirah Kacapiring ${digits(5, random)} ${nth}`,
    }),
  );
  const groups = Array.from({ length: Math.ceil(persons.length / GROUP_SIZE) }, (_, nth) =>
    server.group({
      subject: `Grup Kacapiring ${nth}`,
      members: persons.slice(nth * GROUP_SIZE, (nth + 1) * GROUP_SIZE),
    }),
  );
  const asked: Put[] = [];
  /** Whose turn it is, each as often as they ask. */
  const turns = shuffled(
    persons.flatMap((person) => Array<Person>(messages).fill(person)),
    random,
  );
  const dueBy = (life: number) => Math.ceil((turns.length * life) / (kills + 1));

  async function put(): Promise<void> {
    const whose = turns[asked.length];
    if (whose === undefined) return;
    const question = ask(random);
    const group = groups[Math.floor(persons.indexOf(whose) / GROUP_SIZE)];
    const where = question.manner === "group" && group !== undefined ? group : whose;
    const address = `whatsapp:${"jid" in where ? where.jid : where.lid}`;
    const id = `3A${digits(18, random)}`;
    const answerIds = Array.from({ length: MOST_PARTS }, (_, nth) => idOf(session, `reply ${address} ${id} ${nth}`));
    asked.push({ ...question, id, where, whose, answerIds });
    const by = random() < 0.5 ? ("lid" as const) : ("pn" as const);
    const { text, manner } = question;
    if ("jid" in where) {
      const bot = server.account.lid;
      await where.says(whose, `@${bot.replace(/@.*/, "")} ${text}`, { id, mentions: [bot] });
    } else if (manner === "file") {
      await whose.sendsImage(Buffer.from(`gambar ${question.token}`), { id, by, caption: text });
    } else {
      await whose.says(text, { id, by });
    }
  }

  async function putUpTo(count: number): Promise<void> {
    while (asked.length < Math.min(count, turns.length)) await put();
  }

  return {
    persons,
    groups,
    asked,
    askBefore: (life) => putUpTo((dueBy(life) + dueBy(life + 1)) / 2),
    askDuring(life, begun) {
      let stopped = false;
      const end = dueBy(life + 1);
      const betweenMs = askingMs / Math.max(1, end - asked.length);
      async function go(): Promise<void> {
        await begun;
        while (!stopped && asked.length < end) {
          await put();
          await sleep(2 * pace() * betweenMs);
        }
      }
      return {
        done: go(),
        stop: () => {
          stopped = true;
        },
      };
    },
    async allAnswered(withinMs) {
      const end = performance.now() + withinMs;
      while (performance.now() < end && !(server.pending().length === 0 && asked.every(isAnswered)))
        await sleep(POLL_MS);
    },
    unanswered: () => asked.filter((put) => !isAnswered(put)).length,
    confirmedUnanswered(withinMs) {
      const since = Date.now();
      const isOpen = (id: string) => {
        const put = asked.find((each) => each.id === id);
        return !server.events.some((event) => event.kind === "message" && event.id === put?.answerIds[0]);
      };
      return server
        .next("receipt", ({ at, id, type }) => at >= since && type !== "retry" && isOpen(id), withinMs)
        .then(() => true)
        .catch(() => false);
    },
    async quiet() {
      const count = () => [...persons, ...groups].reduce((sum, { messages: got }) => sum + copies(got), 0);
      for (let before = -1; before !== count(); ) {
        before = count();
        await sleep(QUIET_MS);
      }
    },
  };
}

function isAnswered({ where, answerIds }: Put): boolean {
  return where.messages.some(({ id }) => id === answerIds[0]);
}

function copies(messages: readonly Received[]): number {
  return messages.reduce((sum, each) => sum + each.copies, 0);
}

/** As `outbound.ts` makes them: a resend after a restart has to carry the same. */
export function idOf({ idFor }: LinkedSession, words: string): string {
  return `3EB0${idFor(words).slice(0, 18).toUpperCase()}`;
}

function digits(count: number, random: () => number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
}

function shuffled<T>(items: T[], random: () => number): T[] {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
  return items;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
