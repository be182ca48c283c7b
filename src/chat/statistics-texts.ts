import type { Figure } from "../office/figures.ts";
import type { WeekStatistics } from "../office/statistics.ts";
import { topicName } from "../office/topic-name.ts";
import { spellPeriod } from "../office/week.ts";

/** A figure as people read it. */
export function spellFigure(figure: Figure): string {
  return String(figure).replace(">=", "≥ ");
}

/** What /statistik says. */
export const statisticsTexts = {
  title: ({ from, to }: WeekStatistics) => `📊 Statistik pekan ${spellPeriod(from, to)}`,
  topics: "Topik terbanyak",
  topic: (topic: string, count: number) => `${topicName(topic)}: ${count}`,
  noTopics: "Belum ada topik yang ditanyakan 5 kali atau lebih pekan ini.",
  questions: (figure: Figure) => `Pertanyaan: ${spellFigure(figure)}.`,
  unanswered: (figure: Figure, percent: number | undefined) =>
    `Belum terjawab: ${spellFigure(figure)}${percent === undefined ? "" : ` (paling banyak ${percent}%)`}.`,
  opinions: (up: Figure, down: Figure) => `Penilaian: 👍 ${spellFigure(up)} · 👎 ${spellFigure(down)}.`,
  hidden:
    "Diperbarui tiap menit. Angka di bawah 5 ditulis <5, dan jumlah yang memuatnya dibulatkan ke bawah (≥). Yang dihitung hanya topik per pekan: tanpa orang, jam, atau isi pesan, dan laporan tidak dihitung sama sekali.",
  noPicture: "Gambarnya belum bisa dibuat. Angkanya tetap benar; coba lagi nanti.",
  caption: (first: WeekStatistics, last: WeekStatistics) => `Topik ${spellPeriod(first.from, last.to)}`,
} as const;
