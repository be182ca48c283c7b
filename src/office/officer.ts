/** What an officer is trusted with. `pembaca` reads tips and nothing else of what people write. */
export const roles = ["admin", "petugas", "penyetuju", "pembaca"] as const;
export type Role = (typeof roles)[number];

/** Somebody of the office who may do more than ask. */
export type Officer = {
  /** A lower-case slug, unique for ever. Inviting a revoked name gives the same person their rights back. */
  name: string;
  role: Role;
  /** Where they talk with the bot; undefined until an invitation was redeemed. */
  address: string | undefined;
  revoked: boolean;
};

export const officerName = /^[a-z][a-z0-9-]{1,30}$/;

/** Which roles may do what; docs/operations.md shows the same table (test/office/officer.test.ts holds it to that). */
export const actions = {
  /** See the questions people sent and answer them. */
  answer: ["admin", "petugas", "penyetuju"],
  /** Propose what the bot is to know or say from now on. */
  propose: ["admin", "petugas", "penyetuju"],
  /** Let a proposal of somebody else come true. */
  approve: ["admin", "penyetuju"],
  /** Make, change and cancel events and broadcasts; to let them go takes `approve` where many are reached. */
  schedule: ["admin", "petugas", "penyetuju"],
  /** State that a regulation was checked today. */
  check: ["admin", "petugas", "penyetuju"],
  /** See counts of what is asked. */
  statistics: ["admin", "petugas", "penyetuju", "pembaca"],
  /** Let the bot write to people who never wrote to it, and link or unlink its number. */
  contact: ["admin"],
  /** Be written to as somebody who reads reports; opening one takes a reader's key, whatever the role. */
  readTips: ["pembaca"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Action = keyof typeof actions;

/** Whether an officer may do that; a revoked one may nothing. */
export function may({ role, revoked }: Officer, action: Action): boolean {
  const allowed: readonly Role[] = actions[action];
  return !revoked && allowed.includes(role);
}
