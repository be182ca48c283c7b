import { type Command, Option } from "commander";
import type { Shell } from "../shell.ts";

/**
 * `desk tips …`: reports that only their readers open. What seals and opens is loaded with the first command that needs it.
 */
export function addTipCommands(desk: Command, shell: Shell): void {
  const tips = desk.command("tips").description("sealed reports: who reads them, and reading and answering them");
  addReaderCommands(tips, shell);
  addCaseCommands(tips, shell);
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
}

function withIdentity(command: Command): Command {
  const identity = new Option("--identity <file>", "the reader's keys; repeated for earlier ones, today's first");
  return command
    .addOption(identity.argParser(gather).makeOptionMandatory())
    .option("--passphrase-file <file>", "take the passphrase from a file, or - for stdin, instead of asking");
}

function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
