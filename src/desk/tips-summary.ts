import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { terminalOf } from "../passphrase.ts";
import { readSettings } from "../settings.ts";
import type { Shell } from "../shell.ts";
import { summaryHash } from "../tips/case-writer.ts";
import type { OpenedCase } from "../tips/open-case.ts";
import type { KnownBy } from "../tips/part.ts";
import { findSharedRun } from "../tips/shared-run.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { printJson, printLines } from "./output.ts";
import { agreeOn } from "./tips-agree.ts";
import { readWords, refuseOneStdin, storeAnswer } from "./tips-answer.ts";
import { caseInHand } from "./tips-case.ts";
import { isInsideFolder } from "./tips-folder.ts";
import { contentOf, type IdentityOptions } from "./tips-identity.ts";
import { withTips } from "./tips-office.ts";
import { writeNewFile } from "./tips-write-file.ts";

type Options = IdentityOptions & { file: string; ask?: boolean; checked?: boolean; out?: string; json?: boolean };

/** So many words in a row are a quotation, and whoever wrote them is known by them. */
const RUN = 6;

const CHECKLIST = [
  "Could only a few people have known any of this? Then take it out, or say it more generally.",
  "Does it name exact times or days on which few were there? Say the week, or the stage.",
  "Does it quote anybody, or sound like the one who told it? Say it in your own words.",
  "Does it name files, or what they are called? Say what they show.",
  "Does it tell from where a picture was taken, or whose screen it shows? Leave that out.",
] as const;

/**
 * The way on for what a case tells: words of an officer's own, never the reporter's. Asked about (`--ask`) they reach the reporter;
 * written out they are when the reporter does not have to be asked or has said yes, and two readers agree.
 */
export async function summarise(shell: Shell, id: string, options: Options): Promise<void> {
  const { file, out, ask } = options;
  refuseOneStdin(options, file);
  if (ask !== true && out === undefined)
    throw new BadInputError(
      "say where it is to be written once two readers agree (--out FILE), or ask the reporter first (--ask)",
    );
  if (out !== undefined && isInsideFolder(dirname(resolve(out)), readSettings(shell.environment).DATA_DIR))
    throw new RefusedError(`--out ${out} lies in DATA_DIR, whose copies would hold it in clear; name a file elsewhere`);
  if (out !== undefined && existsSync(out))
    throw new BadInputError(`--out ${out} is there already and is never overwritten; name another file`);
  const given =
    file === "-" ? await text(shell.stdin) : await contentOf(file, "a file with your summary, or - for stdin");
  const summary = readWords(given, "--file");
  const outcome = await withTips(shell, async (office) => {
    const inHand = await caseInHand(shell, office, id, options);
    refuseQuotes(summary, inHand.opened);
    if (options.checked !== true) await goThrough(shell);
    if (ask === true) {
      await storeAnswer(office, inHand, { kind: "minta-izin", text: summary, action: "tip-consent-asked" });
      return { kind: "consent-asked" } as const;
    }
    refuseWithoutConsent(summary, inHand.opened);
    const agreed = await agreeOn(office, inHand, "teruskan", summaryHash(summary));
    if (agreed.kind === "agreed") await writeNewFile("--out", out ?? "", `${summary}\n`);
    return agreed;
  });
  const by = outcome.kind === "agreed" ? outcome.by : [];
  if (options.json === true) printJson(shell, { case: id, state: outcome.kind, by });
  else printLines(shell, [said(outcome.kind, by, id, out ?? "")]);
}

function said(kind: "consent-asked" | "asked" | "agreed", by: readonly string[], id: string, out: string): string {
  switch (kind) {
    case "consent-asked":
      return "the reporter is asked, and answers when they come with their code; run this again without --ask then, with the very same file";
    case "asked":
      return "asked; another reader of this case agrees within 14 days by running this with the very same file";
    case "agreed":
      return `${out} is written, agreed by ${by.join(" and ")}; once it is sent: desk tips status ${id} --set diteruskan --identity FILE`;
  }
}

/** Throws a sentence that shows which words stand in the tip too. */
function refuseQuotes(summary: string, { parts }: OpenedCase): void {
  const told = parts.flatMap(({ text: words }) => (words === undefined ? [] : [words]));
  const run = findSharedRun(summary, told, RUN);
  if (run !== undefined)
    throw new RefusedError(
      `your summary has ${RUN} words in a row that the reporter wrote ("${run.join(" ")}"); whoever knows them would know them by it: say it in your own words`,
    );
  const lower = summary.toLowerCase();
  const names = parts.flatMap(({ meta }) => (meta.file === undefined ? [] : [meta.file.name.toLowerCase()]));
  const named = names.find((name) =>
    [name, name.replace(/\.\w{1,8}$/, "")].some((each) => isTelling(each) && lower.includes(each)),
  );
  if (named !== undefined)
    throw new RefusedError(
      "your summary has the name of a file that the reporter sent; say what the file shows instead",
    );
}

/** "foto" is a word; "img_2041" and "surat-edaran" are names. */
function isTelling(name: string): boolean {
  return name.length >= 6 && /[\d_\-. ]/.test(name);
}

/** Throws unless all of it was gone through. */
async function goThrough(shell: Shell): Promise<void> {
  const terminal = terminalOf(shell);
  if (terminal === undefined)
    throw new BadInputError(
      [
        "go through this with your summary, then say so with --checked:",
        ...CHECKLIST.map((each) => `  - ${each}`),
      ].join("\n"),
    );
  const asking = createInterface(terminal);
  try {
    for (const each of CHECKLIST) {
      const answer = await asking.question(`${each}\n  Done? (ya/tidak) `);
      if (!/^y/i.test(answer.trim()))
        throw new RefusedError("nothing was done; rewrite your summary and run this again");
    }
  } finally {
    asking.close();
  }
}

const MANY: readonly (KnownBy | undefined)[] = [">20", "5-20"];

/** What few know points at who told it: then, and when it is not known how many do, the reporter decides. */
function refuseWithoutConsent(summary: string, { parts, answers }: OpenedCase): void {
  const hash = summaryHash(summary);
  const answered = parts.findLast(({ meta }) => meta.consent?.summary === hash)?.meta.consent;
  if (answered?.yes === true) return;
  if (answered !== undefined)
    throw new RefusedError("the reporter does not agree to this summary; write another, and ask about that");
  if (answers.some(({ meta, text: words }) => meta.kind === "minta-izin" && summaryHash(words) === hash))
    throw new RefusedError("the reporter was asked about this summary and has not answered yet; look again later");
  const known = parts.flatMap(({ meta }) => (meta.knownBy === undefined ? [] : [meta.knownBy]));
  if (known.length > 0 && known.every((each) => MANY.includes(each))) return;
  const why = known.length === 0 ? "nobody knows how many people know of this" : "few people know of this";
  throw new RefusedError(`${why}, so the reporter decides first: run this with --ask, and again once they agreed`);
}
