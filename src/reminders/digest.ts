import { createHash } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";
import type { AttachedFile } from "./attached-file.ts";

/**
 * What officers agree to, as one hash (hex): the whole body with its text, audience and times, and what its files hold and are called,
 * in their order.
 */
export function digestOf(body: unknown, files: ReadonlyArray<Pick<AttachedFile, "name" | "sha256">> = []): string {
  const marks = files.map(({ name, sha256 }) => ({ name, sha256 }));
  return createHash("sha256")
    .update(canonicalJson({ body, files: marks }))
    .digest("hex");
}
