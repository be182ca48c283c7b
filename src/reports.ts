import type { OfficerRoute } from "./chat/as-officer.ts";
import { createReportCommands } from "./chat/report-commands.ts";
import type { Route } from "./chat/routes.ts";
import type { Clock, Zone } from "./clock.ts";
import type { Log } from "./log.ts";
import { makeReport, type Report } from "./reminders/report.ts";
import type { Database } from "./stores/database.ts";
import { createReportStore } from "./stores/report-sqlite.ts";

export type ReportsParts = { database: Database; officeName: string; zone: Zone; clock: Clock };

/** Reads the report of an event or broadcast, for chat and desk alike; undefined when there is no such one. */
export type ReadReport = (kind: Report["kind"], id: number) => Promise<Report | undefined>;

export function openReports({ database, officeName, zone, clock }: ReportsParts): ReadReport {
  const store = createReportStore(database, clock);
  return async (kind, id) => {
    const rows = await (kind === "acara" ? store.event(id) : store.broadcast(id));
    return rows === undefined ? undefined : makeReport(rows, { officeName, zone, now: clock().getTime() });
  };
}

export type ReportRoutesParts = ReportsParts & { officerRoute: OfficerRoute; log: Log };

/** How officers get reports in chat. */
export function reportRoutes({ officerRoute, log, ...parts }: ReportRoutesParts): Route[] {
  return createReportCommands({
    officerRoute,
    read: openReports(parts),
    // Loaded with the first report, so that a service that draws none needs no memory for it.
    draw: async (report) => (await import("./pictures/report-pdf.ts")).drawReport(report),
    log,
  });
}
