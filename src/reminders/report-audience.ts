import type { Audience } from "./audience.ts";
import { comparable } from "./comparable.ts";
import type { RosterGroup } from "./people.ts";

/** Whether an audience means the people of a group. */
export function isMeant(audience: Audience, group: RosterGroup): boolean {
  const is = (value: string | undefined, wanted: string) =>
    value !== undefined && comparable(value) === comparable(wanted);
  switch (audience.kind) {
    case "all":
      return true;
    case "unit":
      return is(group.unit, audience.value);
    case "district":
      return is(group.district, audience.value);
    case "tag":
      return group.tags.some((tag) => is(tag, audience.value));
    case "not":
      return !isMeant(audience.of, group);
    case "and":
      return audience.of.every((each) => isMeant(each, group));
    case "or":
      return audience.of.some((each) => isMeant(each, group));
  }
}

/** An audience as it is said to who never wrote one: "unit BKPSDM dan bukan tag magang". */
export function wordsOf(audience: Audience): string {
  switch (audience.kind) {
    case "all":
      return "semua pelanggan";
    case "unit":
      return `unit ${audience.value}`;
    case "district":
      return `kecamatan ${audience.value}`;
    case "tag":
      return `tag ${audience.value}`;
    case "not":
      return `bukan ${inside(audience.of)}`;
    case "and":
      return audience.of.map(inside).join(" dan ");
    case "or":
      return audience.of.map(inside).join(" atau ");
  }
}

function inside(audience: Audience): string {
  const words = wordsOf(audience);
  return audience.kind === "and" || audience.kind === "or" ? `(${words})` : words;
}
