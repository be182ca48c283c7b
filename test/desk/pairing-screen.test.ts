import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { peopleScreen } from "../../src/desk/pairing-screen.ts";
import { readTerminalQr } from "../support/read-qr.ts";
import { createScreen } from "../support/screen.ts";

const key = (letter: string) => `${letter.repeat(43)}=`;
const qr = (ref: string) => `https://wa.me/settings/linked_devices#${ref},${key("n")},${key("i")},${key("a")},1`;
const drawnIn = (shown: string) => {
  const lines = shown.split("\n").filter((line) => /^[ ▀▄█]{40,}$/u.test(line));
  return readTerminalQr(lines.join("\n"));
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the screen while a number is linked", () => {
  it("puts each QR in the place of the one before, counts its seconds, and leaves none at the end", () => {
    const terminal = createScreen();
    const screen = peopleScreen(terminal, undefined);
    screen.show({ kind: "said", text: "Connecting to WhatsApp." });
    screen.show({ kind: "qr", text: qr("satu"), secondsLeft: 60 });
    expect(drawnIn(terminal.shown())).toBe(qr("satu"));
    expect(terminal.shown()).toMatch(/Good for 60 seconds more$/);
    vi.advanceTimersByTime(51_000);
    expect(terminal.shown()).toMatch(/Good for 9 seconds more$/);
    screen.show({ kind: "qr", text: qr("dua"), secondsLeft: 20 });
    expect(drawnIn(terminal.shown())).toBe(qr("dua"));
    screen.show({ kind: "paired" });
    expect(terminal.shown()).toBe("Connecting to WhatsApp.\nThe number is linked.\n");
    vi.advanceTimersByTime(30_000);
    expect(terminal.shown()).toMatch(/linked\.\n$/);
  });

  it("leaves no QR behind when it fails or is broken off", () => {
    for (const end of ["failed", "end"] as const) {
      const terminal = createScreen();
      const screen = peopleScreen(terminal, undefined);
      screen.show({ kind: "qr", text: qr("satu"), secondsLeft: 60 });
      if (end === "failed") screen.show({ kind: "failed", text: "Nobody used the code in time." });
      else screen.end();
      expect(terminal.shown()).toBe("");
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it("says what to do when the window is too small for a QR", () => {
    const terminal = createScreen({ rows: 24, columns: 80 });
    peopleScreen(terminal, undefined).show({ kind: "qr", text: qr("satu"), secondsLeft: 60 });
    expect(terminal.shown()).toMatch(/This window shows 80 x 24 .*--png FILE or --phone NUMBER/);
    expect(drawnIn(terminal.shown())).toBe(qr("satu"));
  });

  it("shows a code in two halves, and draws no QR that goes into a file", () => {
    const terminal = createScreen();
    const screen = peopleScreen(terminal, "kode.png");
    screen.show({ kind: "qr", text: qr("satu"), secondsLeft: 60 });
    screen.show({ kind: "qr", text: qr("dua"), secondsLeft: 20 });
    expect(terminal.shown()).toBe("The QR is in kode.png; the file changes with each new one.\n");
    screen.show({ kind: "code", code: "ABCD1234" });
    expect(terminal.shown()).toContain("\n    ABCD-1234\n");
  });
});
