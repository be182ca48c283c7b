import { type Clock, dayIn, monthBefore, type Zone } from "../clock.ts";
import type { Situation } from "../knowledge/situation.ts";
import type { TaughtVariant } from "../knowledge/taught.ts";
import type { Asked, Queue } from "../office/asked.ts";
import type { Officer } from "../office/officer.ts";
import type { Proposals } from "../office/proposals.ts";
import { answerProblem, draftFrom } from "../office/teach.ts";
import type { AnswerDrafts } from "./answer-draft.ts";
import type { OfficerRoute } from "./as-officer.ts";
import type { Dialogues } from "./dialogues.ts";
import type { Choice, Reply } from "./message.ts";
import { officeTexts } from "./office-texts.ts";
import { officerReply } from "./officer-reply.ts";
import { askVerdict, confirmClosing, showAsked, WRITE_ANEW } from "./queue-replies.ts";
import { reply, shortened } from "./replies.ts";
import type { Request, Route } from "./routes.ts";
import { texts } from "./texts.ts";

export type QueueCommandParts = {
  officerRoute: OfficerRoute;
  /** For plain text in a dialogue; who may not answer any more is heard like everybody else. */
  dialogueRoute: OfficerRoute;
  queue: Queue;
  proposals: Proposals;
  drafts: AnswerDrafts;
  officeName: string;
  clock: Clock;
  zone: Zone;
  /** The situations a question may have meant, likeliest first, and the passages that a text names. */
  understand: { situations(question: string): Promise<Situation[]>; basis(answer: string): string[] };
  situation(id: string): Situation | undefined;
};

const MOST_LISTED = 9;
const MOST_TEACH = 2;

/** /antrean and /jawab: officers answer what the bot did not know, and teach it. `dialogues` take what they write. */
export function createQueueCommands(parts: QueueCommandParts): {
  routes: Route[];
  dialogues: Pick<Dialogues, "answering" | "deciding">;
} {
  const { officerRoute, dialogueRoute, queue, proposals, drafts, officeName, clock, zone, understand } = parts;
  const today = () => dayIn(zone, clock());

  async function list(pageText = "1"): Promise<Reply> {
    const open = await queue.list("open");
    const from = Math.max(0, (Number.parseInt(pageText, 10) || 1) - 1) * MOST_LISTED;
    const lost = (await queue.undelivered(monthBefore(today()))).map(({ id }) => id);
    const further = lost.length === 0 ? [] : [officeTexts.notDelivered(lost.slice(-MOST_LISTED))];
    if (open.length === 0) return reply([officeTexts.queueEmpty, ...further]);
    return reply(
      [officeTexts.queueList(open.length), ...further],
      [
        ...open.slice(from, from + MOST_LISTED).map(({ id, text, reason }) => ({
          label: officeTexts.queueItem(shortened(text, 60), reason),
          action: `/jawab ${id}`,
        })),
        ...(open.length > from + MOST_LISTED
          ? [{ label: texts.choice.more, action: `/antrean ${from / MOST_LISTED + 2}` }]
          : []),
      ],
    );
  }

  /**
   * "/jawab 12" shows a question and waits for the answer, or what was written as one already; "/jawab 12 the answer" goes straight on,
   * "/jawab 12 ulang" waits anew.
   */
  async function answer({ rest, remembered }: Request, { name }: Officer): Promise<Reply> {
    const [, number = "", words = ""] = /^(\d+)(?:\s+([\s\S]*))?$/.exec(rest) ?? [];
    if (rest === "") return list();
    if (number === "") return reply(officeTexts.noSuchQuestion(shortened(rest, 20)));
    const asked = await waiting(number);
    const draft = await drafts.of(name);
    const isSame = draft?.id === Number(number);
    if ("blocks" in asked) {
      if (isSame) await drafts.drop(name);
      return asked;
    }
    remembered.dialogue = { kind: "answering", id: asked.id };
    const isAnew = words === WRITE_ANEW;
    if (words !== "" && !isAnew) return preview(asked, words, remembered, name);
    if (isSame && !isAnew) return preview(asked, draft.text, remembered, name);
    const situation = asked.situation === undefined ? undefined : parts.situation(asked.situation);
    return showAsked(asked, situation);
  }

  /** The open question of that number, or what to say instead. */
  async function waiting(number: string): Promise<Asked | Reply> {
    const asked = await queue.find(Number(number));
    if (asked === undefined) return reply(officeTexts.noSuchQuestion(number));
    return asked.state === "open" ? asked : reply(officeTexts.alreadyAnswered);
  }

  async function preview(
    asked: Asked,
    text: string,
    remembered: Request["remembered"],
    officer: string,
  ): Promise<Reply> {
    const words = text.trim();
    const problem = answerProblem(words);
    if (problem !== undefined) return reply(officeTexts.answerProblem[problem]);
    remembered.dialogue = { kind: "deciding", id: asked.id, answer: words };
    await drafts.keep(officer, { id: asked.id, text: words });
    const likely = (await understand.situations(asked.text)).slice(0, MOST_TEACH);
    const teach = likely.map(
      ({ id, title }): Choice => ({
        label: officeTexts.choice.teachAs(asked.wantsReply, shortened(title, 50)),
        action: `/putus ${asked.id} ragam ${id}`,
      }),
    );
    return {
      blocks: [
        { kind: "quote", title: officeTexts.preview(asked.id), text: words },
        { kind: "text", text: officeTexts.whatNow },
      ],
      choices: [
        {
          label: asked.wantsReply ? officeTexts.choice.send : officeTexts.choice.save,
          action: `/putus ${asked.id} kirim`,
        },
        ...teach,
        { label: officeTexts.choice.teachNew(asked.wantsReply), action: `/putus ${asked.id} baru` },
        { label: officeTexts.choice.rewrite, action: `/jawab ${asked.id} ${WRITE_ANEW}` },
        { label: officeTexts.choice.cancel, action: "/batal_jawab" },
      ],
    };
  }

  /** What becomes of the question at hand, and of the answer to it. */
  async function decide(request: Request, officer: Officer): Promise<Reply> {
    const dialogue = openQuestion(request);
    const [id = "", what = "", detail = ""] = request.rest.split(" ");
    // A tap under an older question or draft must not decide about the one at hand.
    if (dialogue === undefined || id !== String(dialogue.id)) return reply(texts.staleChoice);
    const asked = await waiting(String(dialogue.id));
    if ("blocks" in asked) return done(request, officer, asked);
    if (what === "tutup") return detail === "ya" ? close(request, asked, officer) : confirmClosing(asked);
    return dialogue.kind === "deciding"
      ? use(request, asked, dialogue.answer, officer, [what, detail])
      : reply(texts.staleChoice);
  }

  async function close(request: Request, asked: Asked, officer: Officer): Promise<Reply> {
    await queue.close(asked.id, officer.name, today(), officerReply(officeName, asked.text, officeTexts.closed));
    return done(request, officer, reply(texts.done));
  }

  async function use(
    request: Request,
    asked: Asked,
    words: string,
    officer: Officer,
    [what, detail]: [string, string],
  ): Promise<Reply> {
    if (what === "kirim") return finish(request, asked, words, officer, []);
    const situation = parts.situation(detail);
    if (what === "ragam" && situation !== undefined) {
      const body: TaughtVariant = { situation: situation.id, question: asked.text };
      const proposal = await proposals.propose("variant", body, officer.name, today());
      return finish(request, asked, words, officer, [officeTexts.proposed(proposal.id)]);
    }
    if (what !== "baru") return reply(texts.staleChoice);
    return detail === "" ? askVerdict(asked) : proposeNew(request, asked, words, officer, detail);
  }

  async function proposeNew(request: Request, asked: Asked, words: string, officer: Officer, verdict: string) {
    const basis = understand.basis(words);
    const draft = draftFrom({ question: asked.text, answer: words, verdict, basis, on: today() });
    if (draft === "unknown-verdict") return reply(texts.staleChoice);
    if (draft === "needs-basis")
      return reply(officeTexts.needsBasis, [
        { label: officeTexts.choice.rewrite, action: `/jawab ${asked.id} ${WRITE_ANEW}` },
      ]);
    const proposal = await proposals.propose("situation", draft, officer.name, today());
    return finish(request, asked, words, officer, [officeTexts.proposed(proposal.id)]);
  }

  async function finish(
    request: Request,
    asked: Asked,
    words: string,
    officer: Officer,
    further: readonly string[],
  ): Promise<Reply> {
    const outcome = await queue.answer(
      asked.id,
      words,
      officer.name,
      today(),
      officerReply(officeName, asked.text, words),
    );
    if (outcome !== "done") return done(request, officer, reply(officeTexts.alreadyAnswered));
    const said = asked.wantsReply ? officeTexts.answered : officeTexts.saved;
    return done(request, officer, reply([said, ...further], [{ label: officeTexts.choice.queue, action: "/antrean" }]));
  }

  /** Ends the dialogue with a reply; what was written goes. */
  async function done({ remembered }: Request, { name }: Officer, said: Reply): Promise<Reply> {
    remembered.dialogue = undefined;
    await drafts.drop(name);
    return said;
  }

  const { handle: write } = dialogueRoute("", "answer", async (request, officer) => {
    const open = openQuestion(request);
    if (open === undefined) return reply(texts.staleChoice);
    if (/^batal[.!]?$/i.test(request.rest)) return done(request, officer, reply(officeTexts.cancelled));
    const asked = await waiting(String(open.id));
    return "blocks" in asked
      ? done(request, officer, asked)
      : preview(asked, request.rest, request.remembered, officer.name);
  });

  return {
    routes: [
      officerRoute("/antrean", "answer", ({ rest }) => list(rest)),
      { ...officerRoute("/jawab", "answer", answer), bareWord: (rest) => /^(?:\d{1,9}(?:\s|$)|$)/.test(rest) },
      { ...officerRoute("/putus", "answer", decide), goesOn: true, bareWord: false },
      officerRoute("/batal_jawab", "answer", (request, officer) =>
        done(request, officer, reply(officeTexts.cancelled)),
      ),
    ],
    dialogues: { answering: write, deciding: write },
  };
}

/** What an officer is answering, if that is what they are at. */
function openQuestion({ remembered: { dialogue } }: Request) {
  return dialogue?.kind === "answering" || dialogue?.kind === "deciding" ? dialogue : undefined;
}
