import { describe, expect, it } from "vitest";
import {
  afterStep,
  bodyOf,
  type EventForm,
  formOf,
  newForm,
  readForm,
  skippingAll,
  stepBefore,
} from "../../src/chat/event-form.ts";
import { readStep, toggled, withoutStep } from "../../src/chat/event-steps.ts";
import type { EventBody } from "../../src/reminders/event.ts";
import { timesOf } from "../../src/reminders/event-times.ts";

/** Tuesday, 8 October 2024, 09.00 in Ambon. */
const NOW = Date.parse("2024-10-08T00:00:00Z");

/** A form after these answers, each to the step at hand; "-" leaves one out. */
function filled(...answers: string[]): EventForm {
  let form = newForm("WIT");
  for (const answer of answers) {
    if (form.step === "preview") throw new Error(`nothing is asked any more: ${answer}`);
    const { step } = form;
    if (answer === "-") form = afterStep(form, step, withoutStep(form.fields, step));
    else {
      const read = readStep(form.fields, step, answer, NOW);
      if (read.kind !== "fields") throw new Error(`${step} did not take «${answer}»`);
      form = read.stay === true ? { ...form, fields: read.fields } : afterStep(form, step, read.fields);
    }
  }
  return form;
}

const needed = ["Sosialisasi netralitas", "Aula Balai Kota", "-", "kamis jam 8 sampai 12", "luring"];

describe("the form of an event", () => {
  it("asks one thing after the other and ends at the preview", () => {
    const form = filled(
      ...needed,
      "KPU; Bawaslu",
      "BKPSDM",
      "005/123/2024",
      "Pakaian batik",
      "-",
      "semua",
      "2 hari, 1 jam",
    );
    expect(form.step).toBe("preview");
    expect(bodyOf(form)).toEqual({
      title: "Sosialisasi netralitas",
      place: "Aula Balai Kota",
      startsAt: "2024-10-10T08:00",
      endsAt: "2024-10-10T12:00",
      zone: "WIT",
      mode: "luring",
      speakers: ["KPU", "Bawaslu"],
      unit: "BKPSDM",
      letter: "005/123/2024",
      note: "Pakaian batik",
      audience: "semua",
      reminders: ["P2D", "PT1H"],
    });
  });

  it("asks for a link only where people join from afar", () => {
    const before = needed.slice(0, 4);
    expect(filled(...before, "luring").step).toBe("speakers");
    expect(filled(...before, "hybrid").step).toBe("link");
    const form = filled(...before, "zoom", "zoom.us/j/123", "-", "-", "-", "-", "-", "unit:BKPSDM", "1 hari");
    expect(bodyOf(form)).toMatchObject({ mode: "daring", link: "https://zoom.us/j/123", audience: "unit:BKPSDM" });
  });

  it("leaves everything out at once that can be left out, and nothing else", () => {
    const form = skippingAll(filled(...needed));
    expect(form.step).toBe("audience");
    const whole = afterStep(form, "audience", { ...form.fields, audience: "semua" });
    expect(whole.step).toBe("preview");
    expect(bodyOf(whole)).toMatchObject({ reminders: ["P7D", "P1D", "PT1H"] });
  });

  it("goes on asking for the rest of a moment", () => {
    const form = filled(...needed.slice(0, 3), "kamis");
    expect(form).toMatchObject({ step: "when", fields: { when: { day: "2024-10-10" } } });
    const read = readStep(form.fields, "when", "jam 8 sampai 12", NOW);
    expect(read).toMatchObject({ kind: "fields", fields: { when: { from: "08:00", until: "12:00" } } });
  });

  it("takes the zone that a moment names", () => {
    expect(filled(...needed.slice(0, 3), "kamis jam 8 sampai 12 WITA").fields.zone).toBe("WITA");
  });

  it("knows the step before, past one that was not asked", () => {
    expect(stepBefore(newForm("WIT"))).toBeUndefined();
    expect(stepBefore(filled(...needed))).toBe("mode");
    expect(stepBefore({ ...filled(...needed), step: "preview" })).toBe("reminders");
  });

  it("changes nothing of an event that is opened and saved as it was, not even a second", () => {
    const body: EventBody = {
      ...{ title: "Rapat", place: "Aula", startsAt: "2024-10-10T08:00:30", endsAt: "2024-10-11T00:00:00" },
      zone: "WITA",
      mode: "luring",
      ...{ link: "https://contoh.id/siaran", speakers: ["KPU"], audience: "semua" },
      reminders: ["PT1H", "P1D"],
    };
    expect(bodyOf(formOf({ id: 1, body, ...timesOf(body) }, []))).toEqual(body);
  });

  it("says which step is still needed", () => {
    expect(bodyOf(newForm("WIT"))).toEqual({ missing: "title" });
    expect(bodyOf(filled(...needed.slice(0, 3)))).toEqual({ missing: "when" });
  });

  it("is read again as it was kept, and begins anew when it was kept in another shape", () => {
    const form = filled(...needed);
    expect(readForm(JSON.parse(JSON.stringify(form)))).toEqual(form);
    expect(readForm({ step: "once" })).toBeUndefined();
  });

  it.each([
    ["title", "x"],
    ["title", "!!!"],
    ["title", "a".repeat(121)],
    ["place", ""],
    ["map", "di sebelah kantor pos"],
    ["map", "javascript:alert(1)"],
    ["link", "http://contoh.id/rapat"],
    ["link", "rapat"],
    ["when", "kapan-kapan"],
    ["mode", "bagaimana"],
    ["zone", "WIX"],
    ["audience", "unit:"],
    ["reminders", "sering"],
    ["note", "a".repeat(601)],
    ["speakers", Array.from({ length: 13 }, (_, at) => `Narasumber ${at}`).join("\n")],
  ] as const)("does not take for %s: %j", (step, text) => {
    const read = readStep(newForm("WIT").fields, step, text, NOW);
    expect(read).toEqual({ kind: "problem", problem: expect.stringMatching(/[.]$/) });
  });

  it("takes a point of a map as phones copy it", () => {
    expect(readStep(newForm("WIT").fields, "map", "-3.6954, 128.1814", NOW)).toMatchObject({
      fields: { map: "https://www.google.com/maps?q=-3.6954,128.1814" },
    });
  });

  it("asks before it takes what has passed", () => {
    expect(readStep(newForm("WIT").fields, "when", "16-11-2023 08.00-12.00", NOW)).toMatchObject({
      kind: "ask",
      question: expect.stringContaining("sudah lewat"),
      options: [{ day: "2023-11-16", from: "08:00", until: "12:00" }],
    });
  });

  it("adds a reminder or takes it away, the longest before first", () => {
    expect(toggled(["P7D", "PT1H"], "P1D")).toEqual(["P7D", "P1D", "PT1H"]);
    expect(toggled(["P7D", "P1D", "PT1H"], "P1D")).toEqual(["P7D", "PT1H"]);
  });
});
