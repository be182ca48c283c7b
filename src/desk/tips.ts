import { type Command, Option } from "commander";
import type { Shell } from "../shell.ts";

/**
 * `desk tips …`: reports that only their readers open. What seals and opens is loaded with the first command that needs it.
 */
export function addTipCommands(desk: Command, shell: Shell): void {
  const tips = desk.command("tips").description("sealed reports: who reads them, and reading and answering them");
  addReaderCommands(tips, shell);
  addCaseCommands(tips, shell);
  addCommandsOfTwo(tips, shell);
}

function addReaderCommands(tips: Command, shell: Shell): void {
  tips
    .command("keygen")
    .requiredOption("--name <name>", "whose keys, a lower-case slug such as ana")
    .requiredOption("--out <file>", "where to, never over a file that is there; the half for the list goes to FILE.pub")
    .option("--no-passphrase", "leave the file open to whoever has it")
    .option("--passphrase-file <file>", "take the passphrase from a file, or - for stdin, instead of asking")
    .option("--json", "one JSON object")
    .description("make the keys of a reader")
    .action(async (options) => (await import("./tips-keygen.ts")).keygen(shell, options));
  const list = tips.command("recipients").description("the list of who reads; two sign each version of it");
  list
    .command("add")
    .argument("<name>")
    .requiredOption("--pub <file>", "their FILE.pub")
    .requiredOption("--unit <unit>", "the unit they belong to: reports about it are not sealed to them")
    .option("--role <role>", "pembaca reads, cadangan when it is passed on, pemulihan is kept away", "pembaca")
    .description("put somebody into the draft of the next version")
    .action(async (name, options) => (await import("./tips-recipients.ts")).addReader(shell, name, options));
  list
    .command("remove")
    .argument("<name>")
    .description("take somebody out of the draft of the next version")
    .action(async (name) => (await import("./tips-recipients.ts")).removeReader(shell, name));
  list
    .command("rotate")
    .argument("<name>")
    .requiredOption("--pub <file>", "the .pub of their new key")
    .description("give somebody another key in the draft of the next version")
    .action(async (name, options) => (await import("./tips-recipients.ts")).rotateReader(shell, name, options));
  withIdentity(list.command("sign"))
    .option("--json", "one JSON object")
    .description("sign the draft; with the second signature it counts")
    .action(async (options) => (await import("./tips-recipients.ts")).signReaders(shell, options));
  list
    .command("list")
    .option("--json", "one JSON object")
    .description("show who reads, the draft, and who signed it")
    .action(async (options) => (await import("./tips-recipients-list.ts")).listReaders(shell, options));
}

function addCaseCommands(tips: Command, shell: Shell): void {
  withIdentity(tips.command("list"))
    .option("--json", "one JSON array")
    .description("show the cases that this key opens")
    .action(async (options) => (await import("./tips-list.ts")).listCases(shell, options));
  tips
    .command("export")
    .argument("<case>")
    .requiredOption("--out <file>", "where to, never over a file that is there")
    .description("write a case into a file, sealed as it is")
    .action(async (id, options) => (await import("./tips-bundles.ts")).exportCase(shell, id, options));
  withIdentity(tips.command("import"), "optional")
    .argument("<file>", "sealed answers, as the booth writes them")
    .option("--json", "one JSON object")
    .description("take over what a reader wrote elsewhere; with their key, also that it ends the case")
    .action(async (file, options) => (await import("./tips-bundles.ts")).importAnswers(shell, file, options));
  withIdentity(tips.command("open"))
    .argument("<case>", "a case, or the file of an exported one")
    .option(
      "--with <release>",
      "what another reader released to you, for a picture as it was sent; may be repeated",
      gather,
    )
    .option("--files <dir>", "write its files into this folder, which is for you alone")
    .option("--json", "one JSON object")
    .description("read a case")
    .action(async (what, options) => (await import("./tips-open.ts")).openTip(shell, what, options));
  withIdentity(tips.command("reply"))
    .argument("<case>")
    .requiredOption("--text <text>", "what the reporter is to read, or - for stdin")
    .description("write to the reporter")
    .action(async (id, options) => (await import("./tips-answer.ts")).reply(shell, id, options));
  withIdentity(tips.command("status"))
    .argument("<case>")
    .option("--set <status>", "ditelaah, perlu-keterangan, diteruskan, selesai or tidak-dapat-ditindaklanjuti")
    .option("--reason <text>", "why, for the reporter, or - for stdin")
    .option("--json", "one JSON object")
    .description("say how far a case is, or show it; what ends a case lets its 90 days begin")
    .action(async (id, options) => (await import("./tips-answer.ts")).setStatus(shell, id, options));
  withIdentity(tips.command("reassign"))
    .argument("<case>")
    .requiredOption("--to <name...>", "alternates whom the reporter has not excluded")
    .description("pass a case that nobody answered on; whoever does reads it no more")
    .action(async (id, options) => (await import("./tips-reassign.ts")).reassign(shell, id, options));
  withIdentity(tips.command("history"))
    .argument("<case>")
    .option("--json", "one JSON array")
    .description("show what the audit has of a case")
    .action(async (id, options) => (await import("./tips-history.ts")).showHistory(shell, id, options));
}

/** What takes two readers. */
function addCommandsOfTwo(tips: Command, shell: Shell): void {
  withIdentity(tips.command("release"))
    .argument("<case>")
    .argument("<part>", "the number of the picture's part")
    .requiredOption("--to <name>", "the other reader of the case")
    .requiredOption("--out <file>", "where to, never over a file that is there")
    .description("hand your share of a picture as it was sent to another reader")
    .action(async (id, part, options) => (await import("./tips-release.ts")).releaseShare(shell, id, part, options));
  withIdentity(tips.command("delete"))
    .argument("<case>")
    .option("--json", "one JSON object")
    .description("ask for a case to be deleted before its time, or agree to it as the second reader")
    .action(async (id, options) => (await import("./tips-delete.ts")).deleteCase(shell, id, options));
  withIdentity(tips.command("keep"))
    .argument("<case>")
    .option("--json", "one JSON object")
    .description("ask for a closed case's 90 days to begin anew, or agree to it as the second reader")
    .action(async (id, options) => (await import("./tips-delete.ts")).keepCase(shell, id, options));
  withIdentity(tips.command("summary"))
    .argument("<case>")
    .requiredOption("--file <file>", "what you want to pass on, in your own words, or - for stdin")
    .option("--ask", "ask the reporter whether they agree to it")
    .option("--checked", "you went through the questions that are asked on a terminal")
    .option("--out <file>", "where it is written once two readers agreed")
    .option("--json", "one JSON object")
    .description("pass on what a case tells, so that nobody is known by it")
    .action(async (id, options) => (await import("./tips-summary.ts")).summarise(shell, id, options));
}

function withIdentity(command: Command, need: "needed" | "optional" = "needed"): Command {
  const identity = new Option("--identity <file>", "the reader's keys; repeated for earlier ones, today's first");
  return command
    .addOption(identity.argParser(gather).makeOptionMandatory(need === "needed"))
    .option("--passphrase-file <file>", "take the passphrase from a file, or - for stdin, instead of asking");
}

function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
