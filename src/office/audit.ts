/** Something an officer did; `detail` is plain data without texts that people wrote. */
export type AuditEntry = { who: string; action: string; subject: string; detail: Readonly<Record<string, unknown>> };

/** `head` is the last hash in words that one can write down; `firstBad` the number of the first entry that does not fit. */
export type AuditVerdict = { ok: boolean; entries: number; head: string; firstBad: number | undefined };

/** What officers did, append-only: each entry's hash covers it and the one before. */
export type Audit = {
  append(entry: AuditEntry): Promise<void>;
  verify(head?: string): Promise<AuditVerdict>;
  /** The newest first. */
  list(most: number): Promise<Array<AuditEntry & { n: number; at: string }>>;
};
