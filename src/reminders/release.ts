/** What is common to whatever officers let go to many: who made it and who agreed. Times in ms. */
export type Release = {
  id: number;
  madeBy: string;
  madeAt: number;
  /** A hash of text, audience and times; what was approved holds only while it is the same. */
  digest: string | undefined;
  /** How many the audience counted last. */
  recipients: number;
  /** The first of two confirmations of an officer who is alone. */
  confirmedAt: number | undefined;
  approvedBy: string | undefined;
  approvedAt: number | undefined;
  /** Whether one officer confirmed twice instead of two agreeing. */
  alone: boolean;
  /** Why an approver let through what the neutrality check held. */
  override: string | undefined;
};

/** So many may be reached on one officer's word. */
export const MOST_ALONE = 20;

/** What was to go out longer ago than that and reached nobody is shown to its officers again instead of sent. */
export const MOST_LATE_MS = 12 * 60 * 60_000;

/** So long whatever an officer let go on their own word counts together: in slices nobody reaches more than at once. */
export const COUNTED_TOGETHER_MS = 24 * 60 * 60_000;
