import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { parse } from "yaml";
import { whatsappStage } from "../support/whatsapp-stage.ts";
import { eventStorySchema } from "./event-story.ts";
import { playEventStory } from "./play-event-story.ts";

/** Events from their first word to their report; the same files on every channel that people use. */
const folder = join(import.meta.dirname, "events");
const stories = readdirSync(folder).map((file) =>
  eventStorySchema.parse(parse(readFileSync(join(folder, file), "utf8"))),
);

/** They wait for its pace most of the time. */
const MOST_MS = 180_000;

describe.concurrent("on WhatsApp", () => {
  it.each(stories)("$title", (story) => playEventStory(story, whatsappStage), MOST_MS);
});
