import type { Verdict } from "../knowledge/situation.ts";
import { fitLogistic, guardSignals, type Sample, signals } from "./calibration.ts";
import { bestOf, massOf } from "./chances.ts";
import { type GuardKind, gates, guardKinds, type Ranker } from "./ranker.ts";

/** A variant as judged by weights that have not seen it. */
export type Lesson = {
  label: number;
  gateLabel: number;
  onlyGate: boolean;
  topics: Float32Array;
  gate: Float32Array;
  known: number;
};

type Owner = { verdict: Verdict; isGuard: boolean };

const ORDINARY = gates.indexOf("biasa");

/** Collects how sure the weights were and whether they were right, and fits what turns one into the other. */
export function createLessons(owners: readonly Owner[]) {
  const answers: Sample[] = [];
  const guards: Record<GuardKind, Sample[]> = { lapor: [], tolak: [], di_luar_cakupan: [] };
  const isSituation = (label: number) => owners[label]?.isGuard === false;
  const verdictOf = (label: number) => owners[label]?.verdict;

  return {
    add({ label, gateLabel, onlyGate, topics, gate, known }: Lesson): void {
      const best = bestOf(topics, isSituation);
      const ordinary = gate[ORDINARY] ?? 0;
      const covered = massOf(topics, isSituation);
      const own = owners[label];
      // A report has no right situation but is not wrong to resemble one; what is ordinary only by example has none.
      if (!onlyGate && own?.verdict !== "lapor") {
        const right = isSituation(label) && verdictOf(best[0] ?? -1) === own?.verdict;
        answers.push({ signals: signals({ chances: topics, best, verdictOf, ordinary, known, covered }), right });
      }
      for (const kind of guardKinds) {
        if (gateLabel !== ORDINARY && gates[gateLabel] !== kind) continue;
        const found = guardSignals({
          gate: gate[gates.indexOf(kind)] ?? 0,
          ordinary,
          topics: massOf(topics, (each) => !isSituation(each) && verdictOf(each) === kind),
          covered,
          best: topics[best[0] ?? -1] ?? 0,
        });
        guards[kind].push({ signals: found, right: gateLabel !== ORDINARY });
      }
    },
    fit(): Pick<Ranker, "calibration" | "guards"> {
      return {
        calibration: fitLogistic(answers),
        guards: {
          lapor: fitLogistic(guards.lapor),
          tolak: fitLogistic(guards.tolak),
          di_luar_cakupan: fitLogistic(guards.di_luar_cakupan),
        },
      };
    },
  };
}
