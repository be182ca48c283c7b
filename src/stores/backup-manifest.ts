import { z } from "zod";

/** The first file in a backup: what the others are. */
export const MANIFEST = "sinetral-backup.json";

const FORMAT = 1;

/** What a backup may hold. */
const FILES = ["sinetral.db", "tips.db", "keys.db"] as const;

export type BackupFileName = (typeof FILES)[number];

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  /** What opens sealed reports lies in a backup of its own, which is to be thrown away sooner. */
  kind: z.enum(["office", "keys"]),
  /** The same in both that were made together. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** When it was made. */
  at: z.iso.datetime(),
  /** The version of the program that made it. */
  program: z.string(),
  /** The newest migration of the office's database, and how many each file of tips went through. */
  schema: z.object({ office: z.string(), tips: z.number().int() }),
  /** What the office's database held. Of reports nothing is counted: whoever runs this may be the one a report is about. */
  counts: z.record(z.string(), z.number().int()),
  files: z
    .array(
      z.object({
        name: z.enum(FILES),
        size: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1),
});

export type BackupManifest = z.infer<typeof manifestSchema>;

export type ReadManifest =
  | { kind: "manifest"; manifest: BackupManifest }
  | { kind: "newer" }
  | { kind: "damaged"; says: string };

export function readManifest(text: string): ReadManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Bytes that changed on their way.
    return { kind: "damaged", says: `${MANIFEST} in it cannot be read` };
  }
  const format = z.object({ format: z.number() }).safeParse(json);
  if (format.success && format.data.format > FORMAT) return { kind: "newer" };
  const read = manifestSchema.safeParse(json);
  return read.success
    ? { kind: "manifest", manifest: read.data }
    : { kind: "damaged", says: `${MANIFEST} in it is not as it was written` };
}

export const newManifestOf = (about: Omit<BackupManifest, "format">): BackupManifest => ({ format: FORMAT, ...about });
