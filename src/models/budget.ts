import { type Clock, dayIn, type Zone } from "../clock.ts";

export type Budget = {
  /** Sets tokens aside for a call; undefined when the day's or the person's are used up. To be told, once, what it cost. */
  reserve(tokens: number, person: string | undefined): ((cost: number) => void) | undefined;
  usedToday(): number;
  persons(): number;
};

export type BudgetParts = {
  /** 0: no limit. */
  perDay: number;
  perPerson: number;
  /** Nobody may use more than one in so many of what all others left of the day's; so no few can use it up for all. */
  sharers: number;
  /** But this much is anybody's while there is any: about a question. */
  leastPerPerson: number;
  /** Of more persons the ones who asked longest ago are forgotten. */
  mostPersons: number;
  zone: Zone;
  clock: Clock;
  /** Told once a day. */
  usedUp: () => void;
};

/** Counts tokens by the office's day, in all and by person; in RAM only, so a restart begins a new day. */
export function createBudget(parts: BudgetParts): Budget {
  const { perDay, perPerson, sharers, leastPerPerson, mostPersons, zone, clock, usedUp } = parts;
  let day = "";
  let all = 0;
  let isTold = false;
  const byPerson = new Map<string, number>();

  function turnDay(): string {
    const today = dayIn(zone, clock());
    if (today !== day) {
      day = today;
      all = 0;
      isTold = false;
      byPerson.clear();
    }
    return day;
  }

  /** What somebody who used so many tokens may have used after this call. */
  function mayUse(used: number): number {
    if (perDay === 0) return perPerson;
    return Math.min(perPerson, Math.max(leastPerPerson, (perDay - all + used) / sharers));
  }

  function count(tokens: number, person: string | undefined): void {
    all = Math.max(0, all + tokens);
    if (person === undefined) return;
    const used = Math.max(0, (byPerson.get(person) ?? 0) + tokens);
    byPerson.delete(person);
    byPerson.set(person, used);
    if (byPerson.size <= mostPersons) return;
    const [oldest] = byPerson.keys();
    if (oldest !== undefined) byPerson.delete(oldest);
  }

  return {
    reserve(tokens, person) {
      const begun = turnDay();
      if (perDay > 0 && all + tokens > perDay) {
        if (!isTold) usedUp();
        isTold = true;
        return undefined;
      }
      if (person !== undefined) {
        const used = byPerson.get(person) ?? 0;
        if (used + tokens > mayUse(used)) return undefined;
      }
      count(tokens, person);
      return (cost) => {
        // What was set aside yesterday went with yesterday.
        count(turnDay() === begun ? cost - tokens : cost, person);
      };
    },
    usedToday() {
      turnDay();
      return all;
    },
    persons: () => byPerson.size,
  };
}
