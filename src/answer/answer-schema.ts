import { z } from "zod";

/** What a model may say to a question; nothing optional, since strict servers take none. Lengths are judged with the claims. */
export const answerSchema = z.strictObject({
  status: z.enum(["answered", "insufficient"]),
  verdict: z.enum(["boleh", "dilarang", "bersyarat", "penjelasan", "tidak_tahu"]),
  claims: z.array(
    z.strictObject({
      text: z.string(),
      /** The id of the source it is taken from, as this prompt gave it. */
      source: z.string(),
      /** Word for word from that source. */
      quote: z.string(),
    }),
  ),
});
export type ModelAnswer = z.infer<typeof answerSchema>;
export type Claim = ModelAnswer["claims"][number];

/** What a model may say of what a question means: one of the situations it was shown, or "none", and search terms. */
export const understandingSchema = z.strictObject({
  /** Any text: a list of ids would make every question a schema of its own, which strict servers prepare anew for seconds. */
  situation: z.string(),
  terms: z.array(z.string()),
});
export type Understanding = z.infer<typeof understandingSchema>;
