import type { Zone } from "../clock.ts";
import { may, type Officer } from "../office/officer.ts";
import { digestOf } from "../reminders/digest.ts";
import { MOST_ALONE, type Release } from "../reminders/release.ts";
import type { Acting, ApproveOptions, ApproveOutcome, LintFinding } from "../reminders/releasing.ts";
import { spellCount } from "../reminders/spell-count.ts";
import type { OfficerRoute } from "./as-officer.ts";
import type { Dialogues } from "./dialogues.ts";
import type { Block, Choice, Reply } from "./message.ts";
import { nobodyNote } from "./nobody-note.ts";
import { releaseTexts as texts } from "./release-texts.ts";
import { paragraphs, reply, shortened } from "./replies.ts";
import type { Handler, Request, Route } from "./routes.ts";
import { sayNotEnough } from "./say-not-enough.ts";
import { texts as commonTexts } from "./texts.ts";

export const releaseKinds = ["acara", "siaran"] as const;
export type ReleaseKind = (typeof releaseKinds)[number];

/** What an approver judges: the very message people get, and all that decides who gets it when. */
export type Review = {
  release: Release;
  title: string;
  /** Whether it waits to be agreed to. */
  isWaiting: boolean;
  /** The hash of what is shown here. */
  digest: string;
  message: Reply;
  audience: string;
  /** How many it counts now. */
  recipients: number;
  /** What of the audience no subscriber is of. */
  nobodyOf: readonly string[];
  times: readonly string[];
  findings: readonly LintFinding[];
};

/** Events or broadcasts, as far as agreeing to them goes. */
export type Reviewed = {
  waiting(): Promise<Review[]>;
  find(id: number): Promise<Review | undefined>;
  approve(id: number, by: Acting, options: ApproveOptions): Promise<ApproveOutcome>;
};

export type ReleaseApprovalParts = {
  reviewed: Readonly<Record<ReleaseKind, Reviewed>>;
  officerRoute: OfficerRoute;
  /** For the reason of who lets through what the neutrality check held. */
  dialogueRoute: OfficerRoute;
  zone: Zone;
  /** Whether one officer may confirm their own after a while. */
  alone: boolean;
  /** Whether somebody of that name is an officer now. */
  isOfficer: (name: string) => Promise<boolean>;
  question: Handler;
};

export type ReleaseApprovals = {
  /** What waits, one choice each. */
  waiting(): Promise<Choice[]>;
  /** `/setujui acara 5 …`; `rest` is what follows the kind. */
  handle(request: Request, officer: Officer, kind: ReleaseKind, rest: string): Promise<Reply>;
  /** Agrees to what was shown under that mark, or says why not. */
  decide(request: Request, officer: Officer, asked: Asked): Promise<Reply>;
  /** The tap that lets through, with the reason shown above it, what the neutrality check held. */
  route: Route;
  dialogues: Pick<Dialogues, "overriding">;
};

type Asked = { kind: ReleaseKind; id: number; mark: string; override?: string };

/** So much of a hash stands in a button; it tells what was shown from what lies there now. */
const MARK_LENGTH = 16;
const REASON_MARK_LENGTH = 8;
const SHORTEST_REASON = 10;
const MOST_REASON = 300;
/** No reason to let anything go; what only looks like a question is shown before anything goes. */
const QUESTION =
  /\?|^(?:(?:apa|boleh|bisa|dapat|perlu|harus)kah|apa|bagaimana|gimana|mengapa|kenapa|siapa|kapan)\b|^boleh\s/i;

/** Agreeing to events and broadcasts in chat: what is agreed to is what was shown. */
export function createReleaseApprovals(parts: ReleaseApprovalParts): ReleaseApprovals {
  const { reviewed, officerRoute, dialogueRoute, zone, alone, isOfficer, question } = parts;

  async function show(kind: ReleaseKind, id: number, officer: Officer): Promise<Reply> {
    const review = await reviewed[kind].find(id);
    if (review === undefined) return reply(texts.unknown(kind, id));
    const { message, findings, isWaiting, release } = review;
    const hasLeft = isWaiting && !(await isOfficer(release.madeBy));
    return {
      blocks: [
        { kind: "title", text: texts.title(kind, id, review.title) },
        ...paragraphs([texts.beginning]),
        ...message.blocks,
        ...paragraphs([texts.ending]),
        ...facts(review),
        ...paragraphs(hasLeft ? [texts.madeByNoOfficer(release.madeBy)] : []),
        ...findings.map((each): Block => ({ kind: "note", text: findingLine(each) })),
        ...(isWaiting && needsAnother(review, officer) ? paragraphs([alone ? texts.ownAlone : texts.ownOne]) : []),
      ],
      choices: isWaiting ? choices(kind, review) : [],
      ...(message.files === undefined ? {} : { files: message.files }),
    };
  }

  async function decide(request: Request, officer: Officer, { kind, id, mark, override }: Asked): Promise<Reply> {
    request.remembered.dialogue = undefined;
    const review = await reviewed[kind].find(id);
    if (review === undefined) return reply(texts.unknown(kind, id));
    if (!review.digest.startsWith(mark) || mark.length !== MARK_LENGTH) return moved(kind, id, officer);
    const by = { name: officer.name, approves: may(officer, "approve") };
    const options = { digest: review.digest, ...(override === undefined ? {} : { override }) };
    const outcome = await reviewed[kind].approve(id, by, options);
    switch (outcome.kind) {
      case "approved":
        return reply(texts.approved(kind, spellCount(outcome.recipients), outcome.alone), [
          { label: texts.choice.see, action: `/${kind} ${id}` },
        ]);
      case "second-needed":
      case "not-approver":
      case "confirm-later":
        return sayNotEnough(outcome, { kind, id, zone });
      case "linted":
        return reply([texts.linted, ...outcome.findings.map(findingLine)], [overrideChoice(kind, id, mark)]);
      case "moved":
        return moved(kind, id, officer);
      case "unknown":
        return reply(texts.unknown(kind, id));
      default:
        return reply(texts.refused[outcome.kind]);
    }
  }

  /** What changed under the approver's eyes is shown as it is now. */
  async function moved(kind: ReleaseKind, id: number, officer: Officer): Promise<Reply> {
    const shown = await show(kind, id, officer);
    return { ...shown, blocks: [...paragraphs([texts.moved]), ...shown.blocks] };
  }

  async function handle(request: Request, officer: Officer, kind: ReleaseKind, rest: string): Promise<Reply> {
    const [number = "", verdict = "", mark = ""] = rest.split(/\s+/);
    if (!/^\d{1,9}$/.test(number)) return reply(texts.unknown(kind, 0));
    const id = Number(number);
    if (verdict === "ya" && mark !== "") return decide(request, officer, { kind, id, mark });
    if (verdict === "batal") return reply(texts.stillWaiting);
    return verdict === "alasan" && mark !== "" ? askReason(request, { kind, id, mark }) : show(kind, id, officer);
  }

  function askReason({ remembered }: Request, { kind, id, mark }: Asked, how: string = texts.askReason): Reply {
    remembered.dialogue = { kind: "overriding", what: kind, id, mark };
    return reply(how, [{ label: texts.choice.later, action: "/setujui" }]);
  }

  const { handle: takeReason } = dialogueRoute("", "approve", async (request, officer) => {
    const open = request.remembered.dialogue;
    if (open?.kind !== "overriding") return reply(commonTexts.staleChoice);
    const reason = request.rest.replace(/\s+/g, " ").trim();
    if (/^batal[.!]?$/i.test(reason)) {
      request.remembered.dialogue = undefined;
      return reply(texts.stillWaiting);
    }
    if (QUESTION.test(reason)) {
      request.remembered.dialogue = undefined;
      const answer = await question(request);
      return { ...answer, blocks: [...paragraphs([texts.notAReason]), ...answer.blocks] };
    }
    const { what: kind, id, mark } = open;
    if (reason.length < SHORTEST_REASON || reason.length > MOST_REASON)
      return askReason(request, { kind, id, mark }, texts.reasonLength(SHORTEST_REASON, MOST_REASON));
    const review = await reviewed[kind].find(id);
    // Also what is not there any more is answered as its release would be.
    if (!review?.digest.startsWith(mark)) return decide(request, officer, { kind, id, mark });
    request.remembered.dialogue = { ...open, reason };
    const action = `/setujui ${kind} ${id}`;
    return reply(texts.reallyOverride(reason, kind, id, spellCount(review.recipients)), [
      { label: texts.choice.overrideYes, action: `/loloskan ${kind} ${id} ${mark} ${markOfReason(reason)}` },
      { label: texts.choice.rewrite, action: `${action} alasan ${mark}` },
      { label: texts.choice.cancel, action: `${action} batal` },
    ]);
  });

  async function override(request: Request, officer: Officer): Promise<Reply> {
    const open = request.remembered.dialogue;
    request.remembered.dialogue = undefined;
    const [word, id = "", mark = "", reasonMark] = request.rest.split(/\s+/);
    const kind = releaseKinds.find((each) => each === word);
    if (kind === undefined || mark === "" || !/^\d{1,9}$/.test(id)) return reply(texts.unknown("acara", 0));
    const asked = { kind, id: Number(id), mark };
    const isShown = open?.kind === "overriding" && open.what === kind && open.id === asked.id && open.mark === mark;
    // After a restart, or when another reason was written since, this one is not known any more.
    return isShown && open.reason !== undefined && markOfReason(open.reason) === reasonMark
      ? decide(request, officer, { ...asked, override: open.reason })
      : askReason(request, asked);
  }

  return {
    handle,
    decide,
    async waiting() {
      const all = await Promise.all(
        releaseKinds.map(async (kind) =>
          (await reviewed[kind].waiting()).map(({ release, title, recipients }) => ({
            label: texts.line(kind, shortened(title, 50), spellCount(recipients)),
            action: `/setujui ${kind} ${release.id}`,
          })),
        ),
      );
      return all.flat();
    },
    route: { ...officerRoute("/loloskan", "approve", override), goesOn: true, bareWord: false },
    dialogues: { overriding: takeReason },
  };
}

/** Whether it is the officer's own and their word alone does not let it go. */
function needsAnother({ release, findings }: Review, { name }: Officer): boolean {
  return release.madeBy === name && (release.recipients > MOST_ALONE || findings.length > 0);
}

function markOfReason(reason: string): string {
  return digestOf(reason).slice(0, REASON_MARK_LENGTH);
}

/** The mark that stands for a hash in buttons. */
export function markOf(digest: string): string {
  return digest.slice(0, MARK_LENGTH);
}

function facts({ release, audience, recipients, nobodyOf, times }: Review): Block[] {
  const { madeBy } = release;
  return [
    { kind: "text", text: texts.facts(audience, spellCount(recipients), madeBy) },
    ...nobodyNote(nobodyOf),
    ...(times.length === 0 ? [] : [{ kind: "list" as const, title: texts.times, items: times, ordered: false }]),
  ];
}

function choices(kind: ReleaseKind, { release: { id }, digest, findings }: Review): Choice[] {
  const mark = markOf(digest);
  const agree = { label: texts.choice.approve, action: `/setujui ${kind} ${id} ya ${mark}` };
  return [
    findings.length === 0 ? agree : overrideChoice(kind, id, mark),
    { label: texts.choice.later, action: "/setujui" },
  ];
}

function overrideChoice(kind: ReleaseKind, id: number, mark: string): Choice {
  return { label: texts.choice.override, action: `/setujui ${kind} ${id} alasan ${mark}` };
}

/** "⚠️ «nomor dua»: …" */
export function findingLine({ words, why }: LintFinding): string {
  return `⚠️ «${words}»: ${why}`;
}
