import type { Report } from "../reminders/report.ts";
import type { ReasonCount } from "../reminders/report-mailings.ts";

/** A report for a terminal. */
export function reportLines({ kind, id, title, asOf, facts, mailings, missed, units }: Report): string[] {
  return [
    `${kind} ${id}: ${title}`,
    `per ${asOf}`,
    ...facts.map(({ name, value }) => `${name.padEnd(20)}${value}`),
    "",
    ...mailings.map(
      ({ name, when, state, accepted, pending, unknown, failed, suppressed }) =>
        `${name} (${when}), ${state}: ${[
          `${accepted} terkirim`,
          ...(pending > 0 ? [`${pending} menunggu`] : []),
          ...(unknown > 0 ? [`${unknown} belum pasti sampai`] : []),
          ...failed.map(said),
          ...suppressed.map(said),
        ].join(", ")}`,
    ),
    ...missed.map((name) => `Pengingat ${name}: terlewat`),
    "",
    ...units.map(({ unit = "(tanpa unit)", expected, accepted, hadir, diwakili, tidak }) => {
      const replies = kind === "acara" ? `, hadir ${hadir}, diwakili ${diwakili}, tidak ${tidak}` : "";
      return `${unit}: terkirim ${accepted}${expected === undefined ? "" : ` dari ${expected}`}${replies}`;
    }),
  ];
}

function said({ reason, count }: ReasonCount): string {
  return `${count} ${reason}`;
}
