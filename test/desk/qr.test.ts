import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BadInputError } from "../../src/desk/desk-error.ts";
import { openPairingPicture } from "../../src/desk/pairing-picture.ts";
import { drawTerminalQr } from "../../src/desk/terminal-qr.ts";
import { newFolder, removeFolder } from "../support/process.ts";
import { readPictureQr, readTerminalQr } from "../support/read-qr.ts";

/** As long as WhatsApp's own. */
const key = (letter: string) => `${letter.repeat(43)}=`;
const text = `https://wa.me/settings/linked_devices#2@${"r".repeat(88)},${key("n")},${key("i")},${key("a")},1`;

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

describe("a QR code in the terminal", () => {
  it("can be read, fits 80 columns, and brings its own black and white", () => {
    const { lines, columns } = drawTerminalQr(text);
    expect(readTerminalQr(lines.join("\n"))).toBe(text);
    expect(columns).toBeLessThanOrEqual(80);
    // The half of its rows, for two of them share a line.
    expect(lines.length).toBe(Math.ceil(columns / 2));
    for (const line of lines) {
      expect(line.startsWith("\u001b[38;5;16;48;5;231m")).toBe(true);
      expect(line.endsWith("\u001b[0m")).toBe(true);
    }
  });

  it("has a light margin on every side", () => {
    const plain = drawTerminalQr(text).lines.map((line) => stripVTControlCharacters(line));
    expect(plain[0]).toMatch(/^ +$/);
    for (const line of plain) expect(line).toMatch(/^ {2}.* {2}$/u);
  });
});

describe("a QR code in a file", () => {
  it("can be read by this account alone, is replaced by the next and removed at the end", async () => {
    const file = join(folder, "kode.png");
    const picture = openPairingPicture(file);
    await picture.show("yang pertama");
    expect(await readPictureQr(file)).toBe("yang pertama");
    await picture.show(text);
    expect(await readPictureQr(file)).toBe(text);
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
    await picture.remove();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("never takes the place of another file, and names a folder that is not there", async () => {
    const file = join(folder, "foto.png");
    writeFileSync(file, "foto");
    expect(() => openPairingPicture(file)).toThrow(BadInputError);
    const nowhere = openPairingPicture(join(folder, "tidak-ada", "kode.png"));
    await expect(nowhere.show(text)).rejects.toThrow(/--png .*folder that exists/);
    expect(existsSync(file)).toBe(true);
  });
});
