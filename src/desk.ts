/** `npm run -s desk -- …`: the officers' and operators' command line. */
import { Command } from "commander";
import { knowledgeFolder } from "./build.ts";
import { KnowledgeError } from "./knowledge/knowledge-error.ts";
import { readKnowledge } from "./knowledge/read.ts";
import { errorName } from "./log.ts";

const EXIT = { done: 0, refused: 1, badInput: 2, broken: 3 } as const;

const desk = new Command("desk").description("The officers' and operators' desk.").exitOverride();
const kb = desk.command("kb").description("the knowledge: regulations, passages, situations");

kb.command("check")
  .description("read every knowledge file and name each problem with file and line")
  .action(async () => {
    const { regulations, passages, situations, guards, version } = await readKnowledge(knowledgeFolder);
    const questions = [...situations.values(), ...guards.values()].reduce(
      (sum, each) => sum + each.questions.length,
      0,
    );
    process.stdout.write(
      `knowledge ${version} is in order: ${regulations.size} regulations, ${passages.size} passages, ` +
        `${situations.size} situations, ${guards.size} guards, ${questions} question variants\n`,
    );
  });

kb.command("show")
  .argument("<id>", "such as pp-94-2021/pasal-5/huruf-n/angka-6")
  .option("--json", "one JSON object")
  .description("show a passage")
  .action(async (id: string, { json }: { json?: boolean }) => {
    const { passages } = await readKnowledge(knowledgeFolder);
    const passage = passages.get(id);
    if (passage === undefined)
      throw new BadInputError(`${id} is not a passage; look it up with "npm run -s ask -- 'pasal …'"`);
    const { label, ringkasan, status, checked } = passage;
    const row = { id, label, ringkasan, naskah: null, status, checked };
    process.stdout.write(
      json === true ? `${JSON.stringify(row)}\n` : `${label} (${status}, ${checked})\n${ringkasan}\n`,
    );
  });

class BadInputError extends Error {}

function exitCodeOf(error: unknown): number {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (code?.startsWith("commander.") === true) return exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (error instanceof KnowledgeError || error instanceof BadInputError) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.badInput;
  }
  process.stderr.write(`desk: cannot go on (${errorName(error)})\n`);
  return EXIT.broken;
}

process.stdout.once("error", () => process.exit(EXIT.done));
try {
  await desk.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
