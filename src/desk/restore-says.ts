import { dayIn, type Zone } from "../clock.ts";
import type { Restored, RestoredReports } from "../stores/restore.ts";
import { sayCounts } from "./backup-counts.ts";

/** What the lines of a finished restore are about. */
export type RestoreTold = Extract<Restored, { kind: "restored" }> & {
  folder: string;
  keysFile: string | undefined;
  /** The command that starts the service. */
  start: string;
  /** Whether a WhatsApp device is linked in the folder. */
  isLinked: boolean;
};

/** What is back, what is not, and what to do before the service starts. */
export function sayRestored(told: RestoreTold, zone: Zone): string[] {
  const { manifest, reports, aside, due, folder, isLinked } = told;
  const day = (moment: string) => dayIn(zone, new Date(moment));
  const minute = manifest.at.slice(0, 16).replace("T", " ");
  const since = day(manifest.at);
  return [
    `DATA_DIR ${folder} is as it was at ${minute} UTC: ${sayCounts(manifest.counts)}`,
    ...sayReports(reports, told.keysFile, day),
    ...(aside === undefined
      ? []
      : [`what was there lies in ${aside}: delete it when all is well; what opens reports goes from it after 7 days`]),
    `whoever unsubscribed or erased themselves since ${since} is subscribed again: say in the next broadcast how to leave`,
    ...(due === 0
      ? []
      : [
          `mailings that waited then or fell due since: ${due}. They go out when the service starts, also to whoever has them already; desk broadcast stop ID and desk event cancel ID prevent it`,
        ]),
    isLinked
      ? "the linked WhatsApp device is the one that was here, for no backup has it"
      : "WhatsApp has to be linked again, for no backup has the device: desk whatsapp pair",
    `compare TIPS_ROOT and the head of the audit (desk audit verify) with what is on paper, then ${told.start}`,
  ];
}

function sayReports(reports: RestoredReports, keysFile: string | undefined, day: (moment: string) => string): string[] {
  switch (reports.kind) {
    case "none":
      return ["the backup is from before there were reports; those that are here stay"];
    case "without-keys":
      return [
        "no report of the backup opens any more, nor any code, for it was restored without keys; the list of readers is back, and new reports can come",
      ];
    case "restored": {
      const { keysAt, isOverdue, areForgotten } = reports;
      return [
        areForgotten
          ? `reports are back as of ${day(keysAt)}; what was deleted since stays deleted, as the newer keys tell that were here`
          : `reports are back as of ${day(keysAt)}, also what was deleted since then: readers delete that again (desk tips delete)`,
        ...(isOverdue ? [`${keysFile} is older than the 7 days that are promised: destroy it now`] : []),
      ];
    }
  }
}
