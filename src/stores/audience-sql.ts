import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { Audience } from "../reminders/audience.ts";
import { comparable } from "../reminders/comparable.ts";
import type { Topic } from "../reminders/people.ts";
import type { Tables } from "./tables.ts";

type Builder = ExpressionBuilder<Tables, "subscribers">;

/**
 * Which rows of `subscribers` an audience means: of those who still want something, and that topic when given. For
 * `.where(whereAudience(audience, "events"))`.
 */
export function whereAudience(audience: Audience, topic?: Topic): (eb: Builder) => Expression<SqlBool> {
  return (eb) =>
    eb.and([
      eb("subscribers.active", "=", 1),
      ...(topic === undefined ? [] : [eb(`subscribers.${topic}`, "=", 1)]),
      ...(audience.kind === "all" ? [] : [meant(eb, audience)]),
    ]);
}

/** Never null, so that its opposite is everybody else. */
function meant(eb: Builder, audience: Audience): Expression<SqlBool> {
  switch (audience.kind) {
    case "all":
      return eb("subscribers.active", "=", 1);
    case "unit":
      return has(eb, "unit_key", audience.value);
    case "district":
      return has(eb, "district_key", audience.value);
    case "tag":
      return eb.exists(
        eb
          .selectFrom("subscriber_tags")
          .select("subscriber_tags.tag")
          .whereRef("subscriber_tags.subscriber", "=", "subscribers.id")
          .where("subscriber_tags.tag", "=", comparable(audience.value)),
      );
    case "not":
      return eb.not(meant(eb, audience.of));
    case "and":
      return eb.and(audience.of.map((each) => meant(eb, each)));
    case "or":
      return eb.or(audience.of.map((each) => meant(eb, each)));
  }
}

function has(eb: Builder, column: "unit_key" | "district_key", value: string): Expression<SqlBool> {
  const name = `subscribers.${column}` as const;
  return eb.and([eb(name, "is not", null), eb(name, "=", comparable(value))]);
}
