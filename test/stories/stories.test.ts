import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, assert, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { openService, type Service } from "../../src/build.ts";
import { systemClock } from "../../src/clock.ts";
import { readSettings } from "../../src/settings.ts";
import { silentLog } from "../support/conversation.ts";
import { removeFolder } from "../support/process.ts";
import type { OpenStage, Stage, Voice } from "../support/stage.ts";
import { telegramStage } from "../support/telegram-stage.ts";
import { terminalStage } from "../support/terminal-stage.ts";
import { usedFolder } from "../support/used-folder.ts";
import { whatsappStage } from "../support/whatsapp-stage.ts";

/** Whole conversations as people have them; the same files on every channel. */
const stages: readonly OpenStage[] = [terminalStage, telegramStage, whatsappStage];

const storySchema = z.strictObject({
  title: z.string(),
  office: z.string(),
  zone: z.string(),
  place: z.enum(["private", "group"]),
  steps: z.array(
    z.strictObject({
      says: z.string().optional(),
      chooses: z.string().optional(),
      hears: z.array(z.string()).min(1),
      never: z.array(z.string()).default([]),
      offers: z.array(z.string()).default([]),
    }),
  ),
});

type Step = z.infer<typeof storySchema>["steps"][number];

const stories = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => storySchema.parse(parse(readFileSync(join(import.meta.dirname, file), "utf8"))));

const folder = await usedFolder();
afterAll(() => removeFolder(folder));

describe.each(stories)("$title", ({ office, zone, place, steps }) => {
  let service: Service;
  beforeAll(async () => {
    const settings = readSettings({ DATA_DIR: folder, OFFICE_NAME: office, OFFICE_ZONE: zone });
    service = await openService({ settings, log: silentLog, clock: systemClock, version: "0.0.0" });
  });
  afterAll(() => service.close());

  let stage: Stage | undefined;
  afterEach(() => stage?.close());

  it.each(stages.filter(({ can }) => place === "private" || can.groups))("on $name", async (setup) => {
    stage = await setup.open(service.converse);
    const voice: Voice | undefined = place === "group" ? stage.group?.() : stage.person();
    assert(voice !== undefined);
    for (const step of steps) await play(step, voice);
  });
});

async function play({ says, chooses, hears, never, offers }: Step, voice: Voice): Promise<void> {
  const said = says ?? chooses ?? "";
  const heard = says === undefined ? await voice.chooses(said) : await voice.says(said);
  const text = heard.text.replace(/\s+/g, " ");
  for (const wanted of hears) expect(text, said).toContain(wanted);
  for (const unwanted of never) expect(text, said).not.toContain(unwanted);
  for (const offered of offers) expect(heard.choices, said).toContain(offered);
}
