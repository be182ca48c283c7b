import { errorName, type Log } from "../log.ts";
import type { Report } from "../reminders/report.ts";
import { reportCsv } from "../reminders/report-csv.ts";
import { reportFileName } from "../reminders/report-file-name.ts";
import { sumOfUnits } from "../reminders/report-units.ts";
import type { ReplyFile } from "../reply-file.ts";
import type { OfficerRoute } from "./as-officer.ts";
import type { Reply } from "./message.ts";
import { reply } from "./replies.ts";
import { reportTexts as texts } from "./report-texts.ts";
import type { Request, Route } from "./routes.ts";

type Kind = Report["kind"];

export type ReportCommandParts = {
  officerRoute: OfficerRoute;
  read: (kind: Kind, id: number) => Promise<Report | undefined>;
  /** Draws it as a PDF of one page. */
  draw: (report: Report) => Promise<Uint8Array>;
  log: Log;
};

/** /laporan_acara and /laporan_siaran: what became of it in a few lines, and as two files. */
export function createReportCommands({ officerRoute, read, draw, log }: ReportCommandParts): Route[] {
  async function answer(kind: Kind, { rest }: Request): Promise<Reply> {
    const id = /^\d{1,9}$/.test(rest) ? Number(rest) : undefined;
    if (id === undefined) return reply(texts.which(kind));
    const report = await read(kind, id);
    if (report === undefined) return reply(texts.unknown(kind, id));
    const pdf = await draw(report).catch((error: unknown) => {
      log.error("picture_failed", { error: errorName(error) });
      return undefined;
    });
    const files: ReplyFile[] = [
      ...(pdf === undefined ? [] : [{ name: reportFileName(report, "pdf"), mime: "application/pdf", bytes: pdf }]),
      { name: reportFileName(report, "csv"), mime: "text/csv", bytes: Buffer.from(reportCsv(report)) },
    ];
    return {
      blocks: [
        { kind: "title", text: texts.title(kind, id, report.title) },
        { kind: "text", text: linesOf(report).join("\n") },
        { kind: "note", text: pdf === undefined ? texts.noPdf : texts.files },
      ],
      choices: [],
      files,
    };
  }

  return [
    officerRoute("/laporan_acara", "schedule", (request) => answer("acara", request)),
    officerRoute("/laporan_siaran", "schedule", (request) => answer("siaran", request)),
  ];
}

function linesOf({ kind, asOf, units, missed }: Report): string[] {
  const { accepted, failed, hadir, diwakili, tidak } = sumOfUnits(units);
  return [
    texts.asOf(asOf),
    texts.accepted(accepted),
    ...(failed > 0 ? [texts.failed(failed)] : []),
    ...(kind === "acara" ? [texts.replies(hadir, diwakili, tidak)] : []),
    ...(missed.length > 0 ? [texts.missed(missed)] : []),
  ];
}
