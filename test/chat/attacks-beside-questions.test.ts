import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { runDesk } from "../../src/desk/run-desk.ts";
import { attacks } from "../support/attacks.ts";
import { events } from "../support/events.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import { type OpenAiServer, startOpenAi } from "../support/openai-server/server.ts";
import { runInside } from "../support/run-inside.ts";

const INVENTED = /rembulan|layang|kunang|https?:|wa\.me|\bt\.me|javascript/i;

let openai: OpenAiServer;
let office: TestOffice;

beforeAll(async () => {
  openai = await startOpenAi();
  office = await openTestOffice({ environment: { OPENAI_BASE_URL: openai.baseUrl } });
});
afterEach(() => openai.clear());
afterAll(async () => {
  await office.close();
  await openai.stop();
});

it("neither the name of a file nor what stands under it reaches a model, or is said again", async () => {
  for (const { id, kind, text, name = "" } of attacks) {
    if (kind !== "file") continue;
    const bytes = Buffer.from("Paslon Rembulan");
    const heard = await office.person().sendsFile?.(text, { name, mime: "application/octet-stream", bytes });
    expect([id, heard?.text.match(INVENTED)]).toEqual([id, null]);
  }
  expect(openai.requests).toEqual([]);
});

it("the title of an event is shown to whoever asks for events, and never to a model", async () => {
  await office.officer("ana", "petugas");
  await office.officer("budi", "penyetuju");
  const desk = (...args: string[]) =>
    runInside(runDesk, args, { environment: { DATA_DIR: office.folder, OFFICE_NAME: "Kesbangpol Contoh" } });
  const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const titles = attacks.filter(({ kind }) => kind === "event").map(({ text }) => text);
  for (const title of titles) {
    const file = join(office.folder, "acara.json");
    writeFileSync(file, JSON.stringify({ ...events.ambon, title, startsAt: `${day}T08:00`, endsAt: `${day}T12:00` }));
    const { stdout, code } = await desk("event", "add", file, "--as", "ana");
    // What may turn the letters around is no title.
    if (code !== 0) continue;
    const approve = ["event", "approve", String((JSON.parse(stdout) as { id: number }).id), "--as", "budi"];
    const { stderr } = await desk(...approve);
    if (stderr.includes("held by the neutrality check")) await desk(...approve, "--override", "percobaan");
  }
  const person = office.person();
  await person.says("/langganan semua");
  expect((await person.says("/acara")).text).toContain("Rembulan");
  const { text } = await person.says("boleh like postingan caleg?");
  expect(openai.requests).toHaveLength(1);
  for (const { raw } of openai.requests) expect(raw.toString()).not.toMatch(/rembulan|layang-layang/i);
  expect(text).not.toMatch(INVENTED);
});
