/** Something of the shape of a JSON schema: the first of everything. What is said where no script says more. */
export function sampleOf(schema: unknown): unknown {
  const { type, properties, items, enum: values, anyOf, const: constant } = (schema ?? {}) as Schema;
  if (constant !== undefined) return constant;
  if (values !== undefined) return values[0];
  if (anyOf !== undefined) return sampleOf(anyOf[0]);
  switch (Array.isArray(type) ? type[0] : type) {
    case "object":
      return Object.fromEntries(Object.entries(properties ?? {}).map(([name, inner]) => [name, sampleOf(inner)]));
    case "array":
      return items === undefined ? [] : [sampleOf(items)];
    case "number":
    case "integer":
      return 0;
    case "boolean":
      return false;
    case "null":
      return null;
    default:
      return "contoh";
  }
}

type Schema = {
  type?: string | string[];
  properties?: Record<string, unknown>;
  items?: unknown;
  enum?: unknown[];
  anyOf?: unknown[];
  const?: unknown;
};
