import { createCanvas, loadImage } from "@napi-rs/canvas";
import { describe, expect, it } from "vitest";
import type { Count } from "../../src/office/counts.ts";
import { statisticsOf } from "../../src/office/statistics.ts";
import { weeksUpTo } from "../../src/office/week.ts";
import { drawStatistics } from "../../src/pictures/statistics-chart.ts";

const topics = ["media-sosial", "grup-wa", "hadir-kampanye", "suami-istri-calon", "upaya-administratif", "pppk"];

function statistics(weekCount: number, counts: (topic: number, week: number) => number) {
  const weeks = weeksUpTo("2026-11-22", weekCount);
  const all = weeks.flatMap((week, at) =>
    topics.map((key, topic): Count => ({ week, kind: "topic", key, count: counts(topic, at) })),
  );
  return statisticsOf(all, weeks, new Map(topics.map((topic) => [topic, { topic }])));
}

/** How many pixels have each colour. */
async function coloursOf(png: Uint8Array): Promise<{ width: number; height: number; colours: Map<string, number> }> {
  const image = await loadImage(Buffer.from(png));
  const { width, height } = image;
  const pen = createCanvas(width, height).getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  const colours = new Map<string, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = Buffer.from(data.subarray(at, at + 3)).toString("hex");
    colours.set(colour, (colours.get(colour) ?? 0) + 1);
  }
  return { width, height, colours };
}

describe("the chart", () => {
  it.each([1, 2, 4, 6, 20])("of %s weeks is a PNG as wide as a phone, with bars and words", async (weekCount) => {
    const png = drawStatistics(statistics(weekCount, (topic, week) => 50 - topic * 7 + week));
    expect(Buffer.from(png.subarray(0, 8)).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    const { width, height, colours } = await coloursOf(png);
    expect(width).toBe(1080);
    expect(height).toBeGreaterThan(600);
    expect(height).toBeLessThan(2_200);
    // Ink of the words, and the newest week's bars.
    expect(colours.get("1b1f24") ?? 0).toBeGreaterThan(3_000);
    expect(Math.max(...["1f5f99", "0b3a66"].map((colour) => colours.get(colour) ?? 0))).toBeGreaterThan(20_000);
  });

  it("gives every week a shade of its own, told apart by brightness", async () => {
    const { colours } = await coloursOf(drawStatistics(statistics(6, () => 20)));
    const shades = ["cfe1f2", "a3c8e6", "6fa8d6", "3f83bd", "1f5f99", "0b3a66"];
    for (const shade of shades) expect(colours.get(shade) ?? 0, shade).toBeGreaterThan(5_000);
    const brightness = shades.map((shade) => {
      const [red = 0, green = 0, blue = 0] = Buffer.from(shade, "hex");
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    for (const [at, value] of brightness.entries())
      if (at > 0) expect((brightness[at - 1] ?? 0) - value).toBeGreaterThan(20);
  });

  it("is the same whatever the hidden counts are", () => {
    const draw = (small: number) => Buffer.from(drawStatistics(statistics(4, (topic) => (topic < 2 ? 9 : small))));
    for (const small of [1, 4]) expect(draw(small).equals(draw(0))).toBe(true);
  });

  it("says so when there is nothing to draw", async () => {
    const { width, colours } = await coloursOf(drawStatistics(statistics(4, () => 4)));
    expect(width).toBe(1080);
    expect(colours.get("1b1f24") ?? 0).toBeGreaterThan(3_000);
    expect(colours.get("1f5f99")).toBeUndefined();
  });
});
