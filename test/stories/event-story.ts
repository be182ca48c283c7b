import { z } from "zod";

const words = z.array(z.string()).min(1);
const who = z.union([z.string(), words]);

/** Somebody does something and reads what comes back; of several, each does. */
const said = {
  who,
  /** What has to stand in the reply, and what may not. */
  hears: z.array(z.string()).default([]),
  never: z.array(z.string()).default([]),
  /** Words of labels on offer. */
  offers: z.array(z.string()).default([]),
};

/** A file that somebody sends in a dialogue; made up by the runner. */
const file = z.enum(["pdf", "png"]);

const stepSchema = z.union([
  z.strictObject({ ...said, says: z.string() }),
  /** `chooses` names words of a label under what was read last. */
  z.strictObject({ ...said, chooses: z.string() }),
  /** Many in a row; what stands in brackets is chosen. What is expected is expected of the last. */
  z.strictObject({ ...said, fills: words }),
  z.strictObject({ ...said, sends: file }),
  /** By the office's clock; all that is due by then is sent. */
  z.strictObject({ clock: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/) }),
  /** One message that came unasked since they last wrote or got one, with all these words. */
  z.strictObject({ who, gets: words, without: z.array(z.string()).default([]) }),
  /** Nothing came unasked since then. */
  z.strictObject({ who, gets: z.literal("nothing") }),
  /** How many messages of the whole story have these words. */
  z.strictObject({ who, inbox: z.record(z.string(), z.number()) }),
  /** Blocks the bot, or deletes the number. */
  z.strictObject({ who, leaves: z.literal(true) }),
  z.strictObject({ desk: words, prints: z.array(z.string()).default([]), exit: z.number().default(0) }),
  /** `/laporan_acara 1` or `/laporan_siaran 1` as an officer gets it: lines of the table, words on the one page. */
  z.strictObject({
    who: z.string(),
    report: z.string(),
    hears: z.array(z.string()).default([]),
    table: words,
    page: words,
  }),
]);

/** An event from its first word to its report, as officers and people live through it. */
export const eventStorySchema = z.strictObject({
  title: z.string(),
  office: z.string(),
  zone: z.enum(["WIB", "WITA", "WIT"]),
  fourEyes: z.enum(["strict", "delay"]).default("strict"),
  begins: z.string(),
  officers: z.record(z.string(), z.enum(["admin", "petugas", "penyetuju", "pembaca"])),
  /** People by what they are; a number says that there are so many of them, who do everything together. */
  people: z.record(z.string(), z.number().int().min(1)),
  /** A CSV that `desk people import roster.csv` reads. */
  roster: z.string().optional(),
  steps: z.array(stepSchema),
});

export type EventStory = z.infer<typeof eventStorySchema>;
export type EventStep = z.infer<typeof stepSchema>;
