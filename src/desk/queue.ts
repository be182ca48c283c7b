import type { Command } from "commander";
import { createReferenceParser } from "../answer/reference.ts";
import { officeTexts } from "../chat/office-texts.ts";
import { officerReply } from "../chat/officer-reply.ts";
import { monthBefore } from "../clock.ts";
import type { TaughtVariant } from "../knowledge/taught.ts";
import { knowledgeFolder } from "../knowledge-folder.ts";
import type { Asked, QueueOutcome } from "../office/asked.ts";
import type { Officer } from "../office/officer.ts";
import { type AnswerProblem, answerProblem, draftFrom } from "../office/teach.ts";
import { readOfficeKnowledge } from "../office-knowledge.ts";
import type { Shell } from "../shell.ts";
import { createProposals } from "../stores/proposals-sqlite.ts";
import { createQueue } from "../stores/queue-sqlite.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { actingAs, type Office, withOffice } from "./office.ts";
import { printJson, printLines, textFrom } from "./output.ts";

type AnswerOptions = { as: string; text: string; variant?: string; draft?: string };

/** `desk queue …`: the questions that people sent to the officers. */
export function addQueueCommands(desk: Command, shell: Shell): void {
  const queue = desk.command("queue").description("questions that people sent to the officers");
  queue
    .command("list")
    .option("--json", "one JSON array")
    .option("--all", "the answered and closed ones too")
    .description("show what is waiting, oldest first")
    .action((options) => list(shell, options));
  queue
    .command("answer")
    .argument("<id>")
    .requiredOption("--as <name>", "the officer who answers")
    .requiredOption("--text <text>", "the answer, or - to read it from stdin")
    .option("--variant <situation>", "also propose the question as a way of asking that situation")
    .option(
      "--draft <verdict>",
      "also propose question and answer as a new answer: boleh|dilarang|bersyarat|penjelasan",
    )
    .description("answer a question; whoever waits gets it in their chat")
    .action((id, options) => answer(shell, id, options));
  queue
    .command("close")
    .argument("<id>")
    .requiredOption("--as <name>", "the officer who closes it")
    .description("end a question without an answer")
    .action((id, options) => close(shell, id, options));
}

async function list(shell: Shell, { json, all }: { json?: boolean; all?: boolean }): Promise<void> {
  const states: ReadonlyArray<Asked["state"]> = all === true ? ["open", "answered", "closed"] : ["open"];
  const rows = await withOffice(shell, async ({ database, today }) => {
    const queue = createQueue(database, Date.now);
    // Scripts see it in the state of what they ask for; officers shall not miss it.
    const lost = json === true || all === true ? [] : await queue.undelivered(monthBefore(today));
    const rows = (await Promise.all(states.map((state) => queue.list(state)))).flat();
    return [...rows, ...lost];
  });
  if (json === true) printJson(shell, rows);
  else if (rows.length === 0) printLines(shell, ["nothing is waiting"]);
  else
    printLines(
      shell,
      rows.map(({ id, on, reason, state, undelivered, text }) => {
        const how = undelivered ? `${state}, but it could not be delivered` : state;
        return `${id}  ${on}  ${reason}  ${how}  ${text}`;
      }),
    );
}

async function answer(shell: Shell, id: string, { as, text, ...options }: AnswerOptions): Promise<void> {
  const words = (await textFrom(shell, text)).trim();
  const problem = answerProblem(words);
  if (problem !== undefined) throw new BadInputError(ANSWER_PROBLEMS[problem]);
  const said = await withOffice(shell, async (office) => {
    const officer = await actingAs(office, as, "answer");
    const { database, settings, today } = office;
    const queue = createQueue(database, Date.now);
    const asked = await queue.find(numberOf(id));
    const lesson = asked === undefined ? undefined : await lessonFrom(office, asked, words, options);
    const reply = officerReply(settings.OFFICE_NAME, asked?.text ?? "", words);
    refuseUnlessDone(id, await queue.answer(numberOf(id), words, officer.name, today, reply));
    return [`${id} is answered`, ...(await propose(office, officer, lesson))];
  });
  printLines(shell, said);
}

type Lesson = { kind: "variant" | "situation"; body: unknown };

/** What the bot would learn from it; checked before anything is answered. */
async function lessonFrom(
  { database, today }: Office,
  asked: Asked,
  words: string,
  { variant, draft }: Pick<AnswerOptions, "variant" | "draft">,
): Promise<Lesson | undefined> {
  if (variant === undefined && draft === undefined) return undefined;
  const knowledge = await readOfficeKnowledge(knowledgeFolder, database);
  if (variant !== undefined) {
    if (!knowledge.situations.has(variant))
      throw new BadInputError(
        `--variant ${variant}: there is no such situation; see the files in knowledge/situations`,
      );
    const body: TaughtVariant = { situation: variant, question: asked.text };
    return { kind: "variant", body };
  }
  const { references } = createReferenceParser(knowledge.regulations, knowledge.passages)(words);
  const basis = references.flatMap((each) => (each.kind === "passage" ? [each.passage.id] : []));
  const body = draftFrom({ question: asked.text, answer: words, verdict: draft ?? "", basis, on: today });
  if (typeof body === "string") throw new BadInputError(`--draft ${draft}: ${DRAFT_PROBLEMS[body]}`);
  return { kind: "situation", body };
}

const ANSWER_PROBLEMS: Readonly<Record<AnswerProblem, string>> = {
  "too-short": "the answer is too short; write at least ten letters",
  "too-long": "the answer is too long; write at most 2,000 letters",
  link: "the answer has a link that is not of a .go.id address; leave it out",
  mark: "the answer has the sign U+2714, which says elsewhere that a report is stored; leave it out",
};

const DRAFT_PROBLEMS = {
  "unknown-verdict": "use one of boleh, dilarang, bersyarat, penjelasan",
  "needs-basis": "such a verdict needs a passage; name one in the answer, such as pasal 9 ayat 2 uu 20/2023",
} as const;

async function propose({ database, today }: Office, officer: Officer, lesson: Lesson | undefined): Promise<string[]> {
  if (lesson === undefined) return [];
  const { id } = await createProposals(database).propose(lesson.kind, lesson.body, officer.name, today);
  return [`proposal ${id} waits for a second officer: desk kb approve ${id} --as NAME`];
}

async function close(shell: Shell, id: string, { as }: { as: string }): Promise<void> {
  await withOffice(shell, async (office) => {
    const officer = await actingAs(office, as, "answer");
    const queue = createQueue(office.database, Date.now);
    const asked = await queue.find(numberOf(id));
    const reply = officerReply(office.settings.OFFICE_NAME, asked?.text ?? "", officeTexts.closed);
    refuseUnlessDone(id, await queue.close(numberOf(id), officer.name, office.today, reply));
  });
  printLines(shell, [`${id} is closed`]);
}

function numberOf(id: string): number {
  if (!/^\d{1,9}$/.test(id)) throw new BadInputError(`${id} is not a number of the queue; see: desk queue list`);
  return Number(id);
}

function refuseUnlessDone(id: string, outcome: QueueOutcome): void {
  if (outcome === "unknown") throw new BadInputError(`${id} is not in the queue; see: desk queue list`);
  if (outcome === "already-done") throw new RefusedError(`${id} was answered or closed already`);
}
