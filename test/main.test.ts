import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { explainFailure } from "../src/serve.ts";
import { takeFolder } from "../src/stores/owner.ts";
import { TipFilesUnusableError } from "../src/stores/tips-file.ts";
import { TipNotStoredError } from "../src/tips/tip-store.ts";
import { compiledBefore, finish, newFolder, printed, removeFolder, runEntry, startEntry } from "./support/process.ts";
import { usedFolder } from "./support/used-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await usedFolder();
});
afterEach(() => removeFolder(folder));

const chat = (input: string | Buffer, environment: Record<string, string> = {}) =>
  runEntry("main.ts", [], { input, environment: { DATA_DIR: folder, ...environment } });

describe("npm start without settings", () => {
  it("is the bot in the terminal: ready, an answer a line, a number for the choice shown before, and exit 0 at the end of input", async () => {
    const { code, stdout, stderr } = await chat(
      "halo\nboleh like postingan caleg?\nkalau PPPK?\n1\r\nhalo\r\nterima kasih",
      {
        DATA_DIR: join(folder, "baru"),
      },
    );
    expect(code).toBe(0);
    expect(stderr).toBe("");
    const [ready, ...rest] = stdout.split("\n");
    expect(ready).toBe("siap: terminal");
    const said = rest.join("\n");
    expect(said).toContain("selamat datang");
    expect(said).toContain("⛔ DILARANG");
    expect(said).toContain("Lampiran II huruf B angka 6 SKB Netralitas ASN 2022 (berlaku)");
    expect(said).toMatch(/Bagi PPPK:|PPPK adalah pegawai ASN/);
    expect(said).toContain("Ini ringkasan kami, bukan bunyi resmi peraturannya.");
    // To both greetings and to the thanks, the last line, which has no end.
    expect(said.match(/Daftar topik/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it("ends with 0 when asked to stop while it is still starting", async () => {
    const child = startEntry("main.ts", [], { DATA_DIR: folder });
    const end = finish(child);
    await expect.poll(() => existsSync(join(folder, "owner.db")), { interval: 5 }).toBe(true);
    child.kill("SIGTERM");
    const { code, stdout } = await end;
    expect(code).toBe(0);
    expect(stdout).toBe("");
  });

  it("names DATA_DIR when it cannot be one, and exits with 78", async () => {
    for (const path of ["/proc/nowhere", "package.json"])
      expect(() => takeFolder(path), path).toThrow(new RegExp(`^DATA_DIR ${path} is not usable`));
    const { code, stderr } = await chat("halo\n", { DATA_DIR: "/dev/null/x" });
    expect(code).toBe(78);
    expect(stderr).toContain("DATA_DIR");
  });

  it("says what is wrong with the files of reports, and where to look when nothing says so", () => {
    const said: string[] = [];
    const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
    const lost = new TipFilesUnusableError("data/keys.db", "it is missing, and tips.db is there; restore both");
    const foreign = Object.assign(new Error("secret"), { code: "EACCES", path: "data/search.db" });
    const failures = [lost, new TipNotStoredError("SQLITE_CORRUPT"), foreign, new TypeError("secret")];
    const codes = failures.map(explainFailure);
    write.mockRestore();
    expect(codes).toEqual([3, 3, 3, 3]);
    expect(said).toEqual([
      `${lost.message}\n`,
      expect.stringMatching(/^tips\.db or keys\.db is damaged .*restore both/),
      expect.stringMatching(/^data\/search\.db is not for this account to use \(EACCES\)\. .*Then start again\.\n$/),
      expect.stringMatching(/^The bot cannot go on \(TypeError\)\. Run "npm run -s desk -- doctor"/),
    ]);
  });

  it("refuses a data folder that another process serves, names that process, takes it when it is gone, and ends with 0 at Ctrl-C", async () => {
    const first = startEntry("main.ts", [], { DATA_DIR: folder });
    await printed(first, "siap: terminal");
    const second = await chat("halo\n");
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(String(first.pid));
    const end = finish(first);
    first.kill("SIGKILL");
    await end;
    const third = startEntry("main.ts", [], { DATA_DIR: folder });
    const ended = finish(third);
    await printed(third, "siap: terminal");
    // SIGTERM does the same where it serves Telegram and WhatsApp, see `main-telegram.test.ts`.
    third.kill("SIGINT");
    expect((await ended).code).toBe(0);
  });
});

const junk: ReadonlyArray<readonly [string, Buffer]> = [
  ["letters without an end", Buffer.from("a".repeat(1_000_000))],
  ["emoji", Buffer.from("😀👍🏽🇮🇩".repeat(60_000))],
  ["right-to-left text", Buffer.from("\u202e\u2067مرحبا بكم".repeat(40_000))],
  ["zalgo", Buffer.from(`b${"\u0317\u0335\u0489".repeat(150_000)}oleh`)],
  ["NUL bytes", Buffer.alloc(1_000_000)],
  ["lone surrogates and broken UTF-8", Buffer.from("\xed\xa0\x80\xff\xfe\xc0\x80 ".repeat(100_000), "latin1")],
  ["a megabyte of short lines", Buffer.from("?\n".repeat(3_000))],
  ["one word of a megabyte and a question", Buffer.from(`${"x".repeat(1_000_000)}\nboleh like postingan caleg?\n`)],
  ["brackets, quotes and query syntax", Buffer.from(`${`"' OR 1=1 -- NEAR(a,b) * ^ {} [] \\ %s $(ls) `.repeat(50)}\n`)],
];

describe.skipIf(process.platform === "win32")("a disk that is full", () => {
  it("ends the start with what to do about it", async () => {
    const folder = newFolder();
    // No file may become larger than 2 KB, which fails a write as a full disk does.
    const full = `trap '' XFSZ; ulimit -f 4; exec "$0" src/main.ts`;
    const { PATH = "" } = process.env;
    const { status, stdout, stderr } = spawnSync("sh", ["-c", full, process.execPath], {
      env: { PATH, DATA_DIR: folder, ...compiledBefore() },
      encoding: "utf8",
    });
    expect(stderr).toMatch(/^The disk with DATA_DIR is full or read-only \(SQLITE_\w+\): make room there.*start again/);
    expect(stderr).not.toContain("kb check");
    expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
    removeFolder(folder);
  });
});

describe("whatever is typed", () => {
  let said = "";
  let bot: ReturnType<typeof startEntry>;
  let end: ReturnType<typeof finish>;
  beforeAll(async () => {
    bot = startEntry("main.ts");
    end = finish(bot);
    bot.stdout.on("data", (chunk) => {
      said += chunk;
    });
    await printed(bot, "siap: terminal\n");
  });

  it.each(junk)("%s gets a sentence, never a stack, and the next question its answer", async (_, input) => {
    const before = said.length;
    const answered = printed(bot, "perangkat lunak bebas");
    bot.stdin.write(input);
    bot.stdin.write("\n/tentang\n");
    await answered;
    const heard = said.slice(before, said.lastIndexOf("SiNetral "));
    expect(heard).toMatch(/[.?!:]/);
    expect(heard).not.toMatch(/\bat .*\.ts:\d+|Error:/);
  });

  it("is no reason to end before the input does, though its last line has no end", async () => {
    bot.stdin.end("a".repeat(1_000_000));
    const { code, stderr } = await end;
    expect(code).toBe(0);
    expect(stderr).toBe("");
  });
});

describe("privacy", () => {
  it("leaves nothing of a conversation in logs at the finest level, nor in the data folder", async () => {
    const secrets = ["Sumirah", "198503122010012005", "081234567890", "Kelurahan Gunung Lingkas", "kacapiring"];
    const lines = [
      `nama saya ${secrets[0]} NIP ${secrets[1]}, boleh like postingan caleg?`,
      `hubungi ${secrets[2]} ya`,
      `kemarin lurah di ${secrets[3]} bagi-bagi sembako ${secrets[4]}, saya ada fotonya`,
      "/pasal kacapiring",
    ];
    const { stderr, code } = await chat(`${lines.join("\n")}\n`, { LOG_LEVEL: "trace" });
    expect(code).toBe(0);
    expect(stderr).toContain('"event":"ready"');
    const kept = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    for (const secret of secrets) {
      for (const form of [
        secret,
        Buffer.from(secret).toString("base64").slice(0, -3),
        Buffer.from(secret).toString("hex"),
      ]) {
        expect(stderr).not.toContain(form);
        for (const bytes of kept) expect(bytes.includes(form)).toBe(false);
      }
    }
  });
});
