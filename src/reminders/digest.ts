import { createHash } from "node:crypto";
import { canonicalJson } from "../office/canonical-json.ts";

/**
 * What officers agree to, as one hash (hex): the whole body with its text, audience and times, and the hashes of its files in
 * their order.
 */
export function digestOf(body: unknown, files: readonly string[] = []): string {
  return createHash("sha256").update(canonicalJson({ body, files })).digest("hex");
}
