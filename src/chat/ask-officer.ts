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

  function prepare({ question }: Remembered, reason: AskReason): ToSend | Unsendable {
    if (question === undefined) return "nothing";
    if (question.text === undefined) return "private";
    const text = shortened(scrub(question.text), MOST_CHARACTERS);
    if (!saysSomething(text)) return "nothing-left";
    return { text, reason, situation: question.situation, turn: question.turn };
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
    if (message.place === "group") return reply(opening ?? officeTexts.notInGroup);
    const toSend = prepare(remembered, reason);
    if (typeof toSend === "string") return reply([...(opening === undefined ? [] : [opening]), WHY_NOT[toSend]]);
    remembered.toSend = toSend;
    const asks =
      reason === "tanya_petugas" ? officeTexts.offerReply(officeName, toSend.text) : officeTexts.offer(toSend.text);
    return {
      blocks: [
        ...(opening === undefined ? [] : [{ kind: "text" as const, text: opening }]),
        { kind: "text", text: asks },
        ...hiddenNote(toSend.text),
      ],
      choices: sendChoices(toSend),
    };
  }

  async function send({ message, remembered, rest }: Request): Promise<Reply> {
    const { toSend } = remembered;
    // A tap under an older offer must not send what stands in a newer one.
    if (toSend === undefined || rest !== keyOf(toSend)) return reply(texts.staleChoice);
    if (!maySend(message.address)) return reply(officeTexts.tooMany);
    const waits = toSend.reason === "tanya_petugas";
    const id = await queue.add({ ...toSend, on: today(), address: waits ? message.address : undefined });
    remembered.toSend = undefined;
    if (id === undefined) return reply(officeTexts.queueFull(officeName));
    if (!waits) return reply(officeTexts.sent);
    return reply(officeTexts.sentForReply, [{ label: officeTexts.choice.takeBack, action: `/urung ${id}` }]);
  }

  async function takeBack({ message, rest }: Request): Promise<Reply> {
    const taken = /^\d{1,9}$/.test(rest) && (await queue.takeBack(Number(rest), message.address));
    return reply(taken ? officeTexts.takenBack : texts.staleChoice);
  }

  return {
    offer(message, remembered, reason) {
      const toSend = message.place === "private" && !message.late ? prepare(remembered, reason) : "nothing";
      if (typeof toSend === "string") return { blocks: [], choices: [] };
      remembered.toSend = toSend;
      return {
        blocks: [{ kind: "text", text: officeTexts.offer(toSend.text) }, ...hiddenNote(toSend.text)],
        choices: [...sendChoices(toSend), { label: texts.choice.officer, action: `/tanya_petugas ${toSend.turn}` }],
      };
    },
    routes: [
      hidden("/tanya_petugas", (request) =>
        isStale(request, request.rest) ? reply(texts.staleChoice) : offerNow(request, "tanya_petugas", undefined),
      ),
      hidden("/nilai", (request) => {
        const [opinion, turn = ""] = request.rest.split(" ");
        if (isStale(request, turn)) return reply(texts.staleChoice);
        const helpful = opinion === "ya";
        countOpinion(request, helpful);
        return helpful ? reply(officeTexts.thanks) : offerNow(request, "tidak_membantu", officeTexts.sorry);
      }),
      hidden("/kirim", send),
      hidden("/urung", takeBack),
      hidden("/jangan", ({ remembered }) => {
        remembered.toSend = undefined;
        return reply(officeTexts.notSent);
      }),
    ],
  };
}

type Unsendable = "nothing" | "private" | "nothing-left";

const WHY_NOT: Readonly<Record<Unsendable, string>> = {
  nothing: officeTexts.nothingToSend,
  private: officeTexts.aboutSomebody,
  "nothing-left": officeTexts.nothingLeft,
};

/** Whether a button stands under an older answer than the last; without a turn it means the last. */
function isStale({ remembered }: Request, turn: string): boolean {
  return turn !== "" && turn !== String(remembered.question?.turn);
}

/** Which offer this is: of which answer, and whether the address goes with it. */
function keyOf({ turn, reason }: ToSend): string {
  return `${turn} ${reason}`;
}

function sendChoices(toSend: ToSend): Choice[] {
  return [
    { label: officeTexts.choice.send, action: `/kirim ${keyOf(toSend)}` },
    { label: officeTexts.choice.dont, action: "/jangan" },
  ];
}

/** What the signs mean, where there are any. */
function hiddenNote(text: string): Block[] {
  return text.includes(HIDDEN) ? [{ kind: "note", text: officeTexts.hiddenNote }] : [];
}

function hidden(command: string, handle: Route["handle"]): Route {
  return { command, help: undefined, bareWord: false, handle };
}
