import { type Calendar, NATIONWIDE, type Stage } from "./stages.ts";

/** The stages that run on a day (`YYYY-MM-DD`). Where regions have stages of an election, theirs count before the nation's. */
export function runningOn({ stages }: Calendar, day: string): Stage[] {
  const covers = ({ from, until }: Stage) => from <= day && day <= until;
  const running = new Set<Stage>();
  for (const election of new Set(stages.map((stage) => stage.election))) {
    const its = stages.filter((stage) => stage.election === election);
    const national = its.filter(({ region }) => region === NATIONWIDE);
    const regions = new Set(its.map(({ region }) => region).filter((region) => region !== NATIONWIDE));
    for (const region of regions.size === 0 ? [NATIONWIDE] : regions) {
      const own = its.filter((stage) => stage.region === region);
      const inherited = national.filter(({ stage }) => !own.some((each) => each.stage === stage));
      const found = own.findLast(covers) ?? inherited.findLast(covers);
      if (found !== undefined) running.add(found);
    }
  }
  return [...running];
}

/** Whether nothing running on a day means that nothing runs: the calendar reaches that far back, and nothing new may have begun. */
export function isBetween({ stages, upcoming }: Calendar, day: string): boolean {
  const reachesBack = stages.some(({ from }) => from <= day);
  const isOver = (election: string) =>
    stages.some((each) => each.election === election && each.stage === "setelah-pemungutan" && each.until < day);
  return reachesBack && upcoming.every(({ election, earliest }) => day < earliest || isOver(election));
}
