import type { Kysely, Transaction } from "kysely";
import type { StoredPart } from "../tips/tip-store.ts";
import type { TipsTables } from "./tips-tables.ts";

/** Small enough to be read for nothing, large enough that the largest body is some thousand rows. */
const PIECE_BYTES = 16_384;

export type BodyName = { case_id: string; part: Buffer };

/** Over what an attempt left that failed after it: nothing shows it. */
export async function writeBody(transaction: Transaction<TipsTables>, stored: StoredPart): Promise<void> {
  const name = { case_id: stored.case, part: Buffer.from(stored.id, "hex") };
  const { day, from } = stored;
  const body = asBuffer(stored.body);
  await dropBody(transaction, name);
  await transaction
    .insertInto("bodies")
    .values({ ...name, day, from, size: body.length })
    .execute();
  for (let n = 0; n < piecesOf(body.length); n += 1) {
    const piece = body.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES);
    await transaction
      .insertInto("pieces")
      .values({ ...name, n, piece })
      .execute();
  }
}

export async function readBody(tips: Kysely<TipsTables>, { case_id, part }: BodyName): Promise<Uint8Array> {
  const rows = await tips
    .selectFrom("pieces")
    .select("piece")
    .where("case_id", "=", case_id)
    .where("part", "=", part)
    .orderBy("n")
    .execute();
  const body = new Uint8Array(rows.reduce((sum, { piece }) => sum + piece.length, 0));
  for (const [n, { piece }] of rows.entries()) body.set(piece, n * PIECE_BYTES);
  return body;
}

export async function dropBody(transaction: Transaction<TipsTables>, { case_id, part }: BodyName): Promise<void> {
  await transaction.deleteFrom("pieces").where("case_id", "=", case_id).where("part", "=", part).execute();
  await transaction.deleteFrom("bodies").where("case_id", "=", case_id).where("part", "=", part).execute();
}

/** How many pieces a body of so many bytes has. */
export function piecesOf(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** The same bytes. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
