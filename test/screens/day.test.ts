import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { drawScreen } from "./draw-screen.ts";
import type { Screen } from "./phone.ts";
import { playDay } from "./play-day.ts";
import { noteIn, withNote } from "./png-note.ts";
import { transcriptOf } from "./transcript.ts";

const FOLDER = "docs/pictures";
const PAGE = "docs/satu-hari.id.md";
const MOST_BYTES = 60_000;
/** `npm run pictures` draws them anew. */
const isDrawing = process.env["MODE"] === "pictures";

let screens: Screen[];
beforeAll(async () => {
  screens = await playDay();
  if (isDrawing) await drawAll();
});

async function drawAll(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const screen of screens) {
    const transcript = transcriptOf(screen);
    writeFileSync(join(FOLDER, `${screen.name}.txt`), transcript);
    writeFileSync(join(FOLDER, `${screen.name}.png`), withNote(await drawScreen(screen), hashOf(transcript)));
  }
}

const hashOf = (transcript: string) => createHash("sha256").update(transcript).digest("hex");
const names = (ending: string) =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

describe("the pictures of docs/satu-hari.id.md", () => {
  it("say what the bot says today (if that is right: npm run pictures)", () => {
    expect(names(".txt")).toEqual(screens.map(({ name }) => name).sort());
    for (const screen of screens)
      expect(transcriptOf(screen), screen.name).toBe(readFileSync(join(FOLDER, `${screen.name}.txt`), "utf8"));
  });

  it("were drawn from what lies beside them, are small, and stand on the page", () => {
    const page = readFileSync(PAGE, "utf8");
    expect(names(".png")).toEqual(names(".txt"));
    for (const name of names(".png")) {
      const png = readFileSync(join(FOLDER, `${name}.png`));
      expect(noteIn(png), name).toBe(hashOf(readFileSync(join(FOLDER, `${name}.txt`), "utf8")));
      expect(png.length, name).toBeLessThanOrEqual(MOST_BYTES);
      expect(page, name).toContain(`](pictures/${name}.png)`);
    }
  });

  it("show officers nothing of somebody who begins a report", () => {
    const seen = screens.find(({ name }) => name === "10-tidak-terlihat");
    expect(seen?.bubbles.filter(({ from }) => from === "bot").map(({ text }) => text)).toEqual([
      "Antrean kosong: tidak ada pertanyaan yang menunggu.",
      expect.stringContaining("Tidak ada"),
    ]);
  });
});
