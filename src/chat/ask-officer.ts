import { HIDDEN, type Scrub, saysSomething } from "../answer/scrub.ts";
import { type Clock, dayIn, type Zone } from "../clock.ts";
import type { AskReason, Queue } from "../office/asked.ts";
import type { CountEvent } from "../office/counts.ts";
import type { Remembered, ToSend } from "./memory.ts";
import type { Block, Choice, Message, Reply } from "./message.ts";
import { officeTexts } from "./office-texts.ts";
import { forgetOldest } from "./quota.ts";
import { reply, shortened } from "./replies.ts";
import type { Request, Route } from "./routes.ts";
import { texts } from "./texts.ts";

export type AskOfficerParts = {
  queue: Queue;
  scrub: Scrub;
  officeName: string;
  clock: Clock;
  zone: Zone;
  count: CountEvent;
};

export type AskOfficer = {
  /** What is said and offered after an answer that does not know; nothing where nothing may be sent. */
  offer(message: Message, remembered: Remembered, reason: AskReason): { blocks: Block[]; choices: Choice[] };
  routes: Route[];
};

const MOST_CHARACTERS = 400;
const MOST_A_DAY = 5;
const MOST_PERSONS = 10_000;

/** How people send a question to the officers: they see the scrubbed text first, and nothing goes without their tap. */
export function createAskOfficer({ queue, scrub, officeName, clock, zone, count }: AskOfficerParts): AskOfficer {
  const sentOn = new Map<string, { day: string; count: number }>();
  const today = () => dayIn(zone, clock());

  function prepare(remembered: Remembered, reason: AskReason): ToSend | "nothing" | "nothing-left" {
    const { question } = remembered;
    if (question === undefined) return "nothing";
    const text = shortened(scrub(question.text), MOST_CHARACTERS);
    return saysSomething(text) ? { text, reason, situation: question.situation } : "nothing-left";
  }

  /** Whether this person has not sent too many today; asking counts. */
  function maySend(address: string): boolean {
    const day = today();
    const before = sentOn.get(address);
    const count = before?.day === day ? before.count + 1 : 1;
    sentOn.delete(address);
    sentOn.set(address, { day, count });
    forgetOldest(sentOn, MOST_PERSONS);
    return count <= MOST_A_DAY;
  }

  /** Once for each answer. */
  function countOpinion({ message, remembered }: Request, helpful: boolean): void {
    const situation = remembered.toRate;
    if (situation === undefined) return;
    remembered.toRate = undefined;
    count({ kind: "opinion", message, situation, helpful });
  }

  /** The offer as a reply of its own, after a tap on "Tanya petugas" or 👎. */
  function offerNow({ message, remembered }: Request, reason: AskReason, opening: string | undefined): Reply {
    if (message.place === "group") return reply(officeTexts.notInGroup);
    const toSend = prepare(remembered, reason);
    if (toSend === "nothing") return reply(opening ?? officeTexts.nothingToSend);
    if (toSend === "nothing-left") return reply([...(opening === undefined ? [] : [opening]), officeTexts.nothingLeft]);
    remembered.toSend = toSend;
    const asks =
      reason === "tanya_petugas" ? officeTexts.offerReply(officeName, toSend.text) : officeTexts.offer(toSend.text);
    return {
      blocks: [
        ...(opening === undefined ? [] : [{ kind: "text" as const, text: opening }]),
        { kind: "text", text: asks },
        ...hiddenNote(toSend.text),
      ],
      choices: sendChoices,
    };
  }

  async function send({ message, remembered }: Request): Promise<Reply> {
    const { toSend } = remembered;
    if (toSend === undefined) return reply(texts.staleChoice);
    if (!maySend(message.address)) return reply(officeTexts.tooMany);
    const waits = toSend.reason === "tanya_petugas";
    const id = await queue.add({ ...toSend, on: today(), address: waits ? message.address : undefined });
    remembered.toSend = undefined;
    if (id === undefined) return reply(officeTexts.queueFull(officeName));
    return reply(waits ? officeTexts.sentForReply : officeTexts.sent);
  }

  return {
    offer(message, remembered, reason) {
      const toSend = message.place === "private" && !message.late ? prepare(remembered, reason) : "nothing";
      if (typeof toSend === "string") return { blocks: [], choices: [] };
      remembered.toSend = toSend;
      return {
        blocks: [{ kind: "text", text: officeTexts.offer(toSend.text) }, ...hiddenNote(toSend.text)],
        choices: [...sendChoices, { label: texts.choice.officer, action: "/tanya_petugas" }],
      };
    },
    routes: [
      hidden("/tanya_petugas", (request) => offerNow(request, "tanya_petugas", undefined)),
      hidden("/nilai", (request) => {
        const helpful = request.rest === "ya";
        countOpinion(request, helpful);
        return helpful ? reply(officeTexts.thanks) : offerNow(request, "tidak_membantu", officeTexts.sorry);
      }),
      hidden("/kirim", send),
      hidden("/jangan", ({ remembered }) => {
        remembered.toSend = undefined;
        return reply(officeTexts.notSent);
      }),
    ],
  };
}

const sendChoices: Choice[] = [
  { label: officeTexts.choice.send, action: "/kirim" },
  { label: officeTexts.choice.dont, action: "/jangan" },
];

/** What the signs mean, where there are any. */
function hiddenNote(text: string): Block[] {
  return text.includes(HIDDEN) ? [{ kind: "note", text: officeTexts.hiddenNote }] : [];
}

function hidden(command: string, handle: Route["handle"]): Route {
  return { command, help: undefined, bareWord: false, handle };
}
