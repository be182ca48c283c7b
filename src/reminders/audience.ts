/** Who gets something: an expression over what subscribers told of themselves. Values are compared without case. */
export type Audience =
  | { kind: "all" }
  | { kind: "unit" | "district" | "tag"; value: string }
  | { kind: "not"; of: Audience }
  | { kind: "and" | "or"; of: readonly [Audience, Audience, ...Audience[]] };
