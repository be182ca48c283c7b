import { signEnvelope } from "./envelope.ts";
import type { PartMeta } from "./part.ts";
import type { Reader } from "./reader.ts";
import { seal } from "./seal.ts";
import type { Sealed } from "./tip-store.ts";

/**
 * Seals what a reporter sent: signed with the key that follows from the code (`partSecret`, 32 bytes), so that nobody who has only
 * the machine adds or changes one. `hash` is what the next part of the case carries as `before`. Throws a RangeError without readers.
 */
export async function sealPart(part: {
  meta: PartMeta;
  content: Uint8Array;
  partSecret: Uint8Array;
  readers: ReadonlyArray<Pick<Reader, "recipient">>;
}): Promise<{ sealed: Sealed; hash: string }> {
  const { plain, hash } = signEnvelope("bagian", part.meta, part.content, part.partSecret);
  const sealed = await seal(
    plain,
    part.readers.map(({ recipient }) => recipient),
  );
  return { sealed, hash };
}
