/** From where on what was found out decides; chosen on labelled questions, see docs/answers.md. */
export const thresholds = {
  /** From here on the best situation is the answer. */
  answer: 0.5,
  /** A verdict of yes or no needs more: being wrong there costs careers. */
  answerPlainly: 0.6,
  /** From this chance on a guard stops a message; a story missed costs more than a hint too many. */
  guards: { lapor: 0.12, tolak: 0.15, di_luar_cakupan: 0.1 },
  /** What a model takes for the likeliest too may be this much less sure, unless it says yes or no. */
  confirmed: 0.4,
  /** A situation less likely than this is not worth offering. */
  suggest: 0.04,
  /** A message of few words that no situation fits better than this is too vague for a verdict. */
  vague: { words: 4, chance: 0.25 },
  /** A best situation less likely than `chance`, with another verdict `share` as likely beside it. */
  torn: { chance: 0.25, share: 0.8 },
  /** Below this share of readable words a text is noise. */
  readable: 0.34,
} as const;
