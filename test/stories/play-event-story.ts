import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { extractText, getDocumentProxy } from "unpdf";
import { assert, expect, vi } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { momentIn } from "../../src/reminders/zone-time.ts";
import { createPeople } from "../../src/stores/people-sqlite.ts";
import { labelWith, openTestOffice, quickDelivery, type TestOffice } from "../support/office.ts";
import { runInside } from "../support/run-inside.ts";
import type { Heard, OpenStage, SentDocument, Voice } from "../support/stage.ts";
import type { EventStep, EventStory } from "./event-story.ts";
import { createStillClock } from "./still-clock.ts";

/** Somebody of a story: what they read last, and how much of all that came they have seen. */
type Player = { name: string; voice: Voice; last: Heard; seen: number };

type Expected = Extract<EventStep, { offers: string[] }>;
type Fills = Extract<EventStep, { fills: string[] }>;
type Act = Exclude<Expected, Fills>;

/** A story waits for two looks at what is due after each move of its clock. */
const delivery = { ...quickDelivery, everyMs: 20 };

/** People read before they write. */
const STEP_MS = 5_000;

/** Plays a story from its first word to its report, on one platform with its limits on. */
export async function playEventStory(story: EventStory, on: OpenStage): Promise<void> {
  const at = (text: string) =>
    momentIn(story.zone, text.slice(0, 10), text.slice(11, 16)) + Number(text.slice(17)) * 1_000;
  const still = createStillClock(at(story.begins), () => office.service);
  const environment = { OFFICE_NAME: story.office, OFFICE_ZONE: story.zone, FOUR_EYES: story.fourEyes };
  const office: TestOffice = await openTestOffice({ on, paced: true, clock: still.clock, environment, delivery });
  const players = new Map<string, Player[]>();
  try {
    await come();
    for (const [number, step] of story.steps.entries()) {
      await play(step).catch((error: unknown) => {
        throw new Error(`step ${number + 1}: ${JSON.stringify(step)}\n${(error as Error).message}`, { cause: error });
      });
    }
  } finally {
    await office.close();
  }

  async function come(): Promise<void> {
    if (story.roster !== undefined) writeFileSync(join(office.folder, "roster.csv"), story.roster);
    for (const [name, role] of Object.entries(story.officers))
      players.set(name, [player(name, await office.officer(name, role))]);
    for (const [name, count] of Object.entries(story.people))
      players.set(
        name,
        Array.from({ length: count }, () => player(name, office.person())),
      );
  }

  async function play(step: EventStep): Promise<void> {
    if ("clock" in step) return moveTo(step.clock);
    if ("desk" in step) return desk(step);
    if ("report" in step) return report(step);
    if ("fills" in step) return all(step.who, (player) => fill(player, step));
    if ("gets" in step) {
      await all(step.who, async (player) => gets(player, step));
      // People take longer than the word that it arrived, and whoever chooses before that word chooses what they saw before.
      return still.delivered();
    }
    if ("inbox" in step) return all(step.who, async (player) => count(player, step.inbox));
    if ("leaves" in step) return all(step.who, async ({ voice }) => voice.leaves?.());
    return all(step.who, (player) => act(player, step));
  }

  async function all(who: string | readonly string[], work: (player: Player) => Promise<void>): Promise<void> {
    await Promise.all([who].flat().flatMap((name) => named(name).map(work)));
  }

  function named(name: string): Player[] {
    const found = players.get(name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  }

  async function moveTo(clock: string): Promise<void> {
    await still.settled();
    still.moveTo(at(clock));
    await still.settled();
  }

  async function act(player: Player, step: Act): Promise<void> {
    still.pass(STEP_MS);
    player.last = await done(player, step);
    player.seen = inboxOf(player).length;
    check(player, step);
  }

  async function done({ voice, last }: Player, step: Act): Promise<Heard> {
    if ("says" in step) return voice.says(await filledIn(step.says));
    if ("chooses" in step) return voice.chooses(labelWith(last, step.chooses));
    assert("sends" in step && voice.sendsFile !== undefined);
    return voice.sendsFile("", FILES[step.sends]);
  }

  async function fill(player: Player, step: Fills): Promise<void> {
    for (const each of step.fills) {
      const label = /^\[(.*)\]$/.exec(each)?.[1];
      const { voice, last } = player;
      still.pass(STEP_MS);
      player.last = await (label === undefined
        ? voice.says(await filledIn(each))
        : voice.chooses(labelWith(last, label)));
    }
    player.seen = inboxOf(player).length;
    check(player, step);
  }

  async function gets(player: Player, step: Extract<EventStep, { gets: unknown }>): Promise<void> {
    const came = () => inboxOf(player).slice(player.seen);
    if (step.gets === "nothing") {
      await still.settled();
      return expect(came().map(textOf), player.name).toEqual([]);
    }
    const fits = (heard: Heard) => step.gets.every((words) => textOf(heard).includes(words));
    const found = await vi
      .waitUntil(() => came().find(fits), { interval: 20, timeout: 60_000 })
      .catch(() => assert.fail(`${player.name} got ${JSON.stringify(came().map(textOf))}`));
    assert("without" in step);
    for (const words of step.without) expect(textOf(found), player.name).not.toContain(words);
    player.last = found;
    player.seen += came().findIndex(fits) + 1;
  }

  async function desk({ desk: args, prints, exit }: Extract<EventStep, { desk: string[] }>): Promise<void> {
    const here = args.map((arg) => (arg === "roster.csv" ? join(office.folder, arg) : arg));
    const told = await runInside(runDesk, here, { environment: { ...environment, DATA_DIR: office.folder } });
    expect(told).toMatchObject({ code: exit });
    for (const words of prints) expect(told.stdout + told.stderr).toContain(words);
  }

  async function report(step: Extract<EventStep, { report: string }>): Promise<void> {
    const [player] = named(step.who);
    assert(player !== undefined);
    const heard = await player.voice.says(`/laporan_${step.report}`);
    player.seen = inboxOf(player).length;
    const text = textOf(heard);
    for (const words of step.hears) expect(text).toContain(words);
    const [pdf, csv] = [".pdf", ".csv"].map((end) => heard.files.find(({ name }) => name.endsWith(end))?.bytes);
    const lines = Buffer.from(csv ?? [])
      .toString()
      .split("\r\n");
    expect(lines).toEqual(expect.arrayContaining(step.table));
    const read = await extractText(await getDocumentProxy(new Uint8Array(pdf ?? [])), { mergePages: true });
    expect(read.totalPages).toBe(1);
    for (const words of step.page) expect(read.text.replace(/\s+/g, " ")).toContain(words);
  }

  /** `{kode UNIT}` is the code of the group that the roster has of a unit, and of a district behind a slash. */
  async function filledIn(text: string): Promise<string> {
    const [whole, unit, district] = /\{kode ([^}/]+)(?:\/([^}]+))?\}/.exec(text) ?? [];
    if (whole === undefined) return text;
    const groups = await createPeople(office.service.database, still.clock).groups();
    const group = groups.find((each) => each.unit === unit && (district === undefined || each.district === district));
    if (group === undefined) throw new Error(`the roster has no ${unit}`);
    return text.replace(whole, group.code);
  }
}

function player(name: string, voice: Voice): Player {
  return { name, voice, last: { text: "", choices: [], files: [] }, seen: 0 };
}

function inboxOf({ voice }: Player): Heard[] {
  return voice.inbox?.() ?? [];
}

/** All that is to be read of a message. */
function textOf({ text, files }: Heard): string {
  return [text, ...files.map(({ caption }) => caption)].join("\n");
}

function check({ name, last }: Player, { hears, never, offers }: Expected): void {
  const text = textOf(last).replace(/\s+/g, " ");
  for (const words of hears) expect(text, name).toContain(words);
  for (const words of never) expect(text, name).not.toContain(words);
  for (const words of offers) labelWith(last, words);
}

function count(player: Player, wanted: Readonly<Record<string, number>>): void {
  const texts = inboxOf(player).map(textOf);
  const found = Object.keys(wanted).map((words) => [words, texts.filter((text) => text.includes(words)).length]);
  expect(Object.fromEntries(found), player.name).toEqual(wanted);
}

const FILES: Readonly<Record<"pdf" | "png", SentDocument>> = {
  pdf: { name: "materi.pdf", mime: "application/pdf", bytes: Buffer.from("%PDF-1.7 materi contoh") },
  png: {
    name: "undangan.png",
    mime: "image/png",
    bytes: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
  },
};
