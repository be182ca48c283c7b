export type FormKind = "event" | "broadcast" | "answer";

/** What an officer has filled in so far; `id` names it for the files that belong to it. `savedAt` in ms. */
export type Form = { id: number; body: unknown; savedAt: number };

/** Forms that officers have not sent yet, one of each kind an officer: they survive a restart. */
export type Forms = {
  find(officer: string, kind: FormKind): Promise<Form | undefined>;
  /** Keeps the body as it is now; what was kept before is replaced. */
  save(officer: string, kind: FormKind, body: unknown): Promise<Form>;
  /** Forgets the form and the files that belong to nothing else. */
  drop(officer: string, kind: FormKind): Promise<void>;
};
