import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runDesk } from "../src/desk/run-desk.ts";
import { verdicts } from "../src/knowledge/situation.ts";
import { runAsk } from "../src/run-ask.ts";
import { startOpenAi } from "./support/openai-server/server.ts";
import { type Finished, removeFolder, runEntry } from "./support/process.ts";
import { runInside } from "./support/run-inside.ts";
import { usedFolder } from "./support/used-folder.ts";

type Row = {
  question: string;
  verdict: string;
  answer: string;
  citations: Array<{ id: string; label: string }>;
  confidence: number;
  suggestions: string[];
  ms: number;
};

let environment: { DATA_DIR: string };
beforeAll(async () => {
  environment = { DATA_DIR: await usedFolder() };
});
afterAll(() => removeFolder(environment.DATA_DIR));

const ask = (args: readonly string[], input = "") => runInside(runAsk, args, { input, environment });

async function askLines(input: string, ...args: string[]): Promise<Row[]> {
  return rowsOf(await ask(["--json", ...args], input));
}

function rowsOf({ code, stdout, stderr }: Finished): Row[] {
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
}

describe("npm run -s ask", () => {
  it("answers a question for people, with its basis, and leaves no data folder behind", async () => {
    const nowhere = join(environment.DATA_DIR, "tidak-ada");
    const args = ["boleh", "like", "postingan", "caleg?"];
    const { code, stdout } = await runEntry("ask.ts", args, { environment: { DATA_DIR: nowhere } });
    expect(code).toBe(0);
    expect(existsSync(nowhere)).toBe(false);
    expect(stdout).toContain("⛔ DILARANG");
    expect(stdout).toContain("Dasar hukum:");
    expect(stdout).toContain("bukan nasihat hukum");
  });

  it("says with --why what matched and how sure it is", async () => {
    const { stdout } = await ask(["--why", "boleh like postingan caleg?"]);
    expect(stdout).toMatch(/decided: situation, confidence 0\.\d+/);
    expect(stdout).toMatch(/candidate: menyukai-unggahan-calon \(dilarang\) 0\.\d+: .*like \+/);
  });

  it("gives one line out for each line in, in order, plain or JSON", async () => {
    const follow = JSON.stringify({
      q: "kalau calonnya belum ditetapkan KPU?",
      afterText: "boleh like postingan caleg?",
    });
    const input = `boleh like postingan caleg?\n${follow}\n\n{bukan json\nhalo\n`;
    const rows = await askLines(input);
    expect(rows.map(({ question }) => question)).toEqual([
      "boleh like postingan caleg?",
      "kalau calonnya belum ditetapkan KPU?",
      "",
      "{bukan json",
      "halo",
    ]);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual([
        "question",
        "verdict",
        "answer",
        "citations",
        "confidence",
        "suggestions",
        "ms",
      ]);
      expect(verdicts).toContain(row.verdict);
      expect(row.answer.length).toBeGreaterThan(20);
      expect(row.citations.length).toBeLessThanOrEqual(5);
      expect(row.confidence).toBeGreaterThanOrEqual(0);
      expect(row.confidence).toBeLessThanOrEqual(1);
    }
    expect(rows[0]?.citations[0]).toEqual({
      id: "skb-netralitas-2022/lampiran-ii/huruf-b/angka-6",
      label: "Lampiran II huruf B angka 6 SKB Netralitas ASN 2022",
    });
    expect(rows[1]?.verdict).toBe("dilarang");
    expect(rows[1]?.citations[0]?.id).toBe("skb-netralitas-2022/lampiran-ii/huruf-a/angka-4");
  });

  it("answers by the law of another day: before UU 20/2023 the passages of UU 5/2014", async () => {
    const [now] = await askLines("pns boleh jadi anggota partai?\n");
    const [then] = await askLines("pns boleh jadi anggota partai?\n", "--on", "2023-01-10");
    expect(now?.citations.map(({ id }) => id).join()).toContain("uu-20-2023/pasal-52");
    expect(then?.citations.map(({ id }) => id).join()).toContain("uu-5-2014/pasal-87");
    expect(then?.citations.map(({ id }) => id).join()).not.toContain("uu-20-2023");
    expect(then?.answer).toContain("10 Januari 2023");
  });

  it.each([
    ["2024-10-10", "dilarang", "Pada 10 Oktober 2024, Pilkada 2024 berada pada masa kampanye, menurut PKPU 2/2024"],
    ["2024-11-25", "dilarang", "Pada 25 November 2024, Pilkada 2024 berada pada masa tenang"],
    ["2024-11-27", "dilarang", "Pada 27 November 2024, Pilkada 2024 berada pada hari pemungutan suara"],
    ["2026-11-28", "bersyarat", "28 November 2026, tidak ada tahapan pilkada yang berjalan"],
  ])("answers by the stage of elections of another day: %s", async (day, verdict, sentence) => {
    const [row] = await askLines("boleh menjelekkan salah satu calon bupati di medsos?\n", "--on", day);
    expect(row?.verdict).toBe(verdict);
    expect(row?.answer).toContain(sentence);
  });

  it("gives no verdict for a day on which nothing it rests on was law", async () => {
    const [row] = await askLines("boleh pns like unggahan calon bupati?\n", "--on", "2001-01-01");
    expect(row?.verdict).toBe("tidak_tahu");
    expect(row?.answer).toContain("1 Januari 2001");
  });

  it("takes only line feeds for line ends, and a byte order mark for nothing", async () => {
    const rows = await askLines('\ufeff{"q":"boleh nyoblos?"}\nboleh\u2028like?\r\n');
    expect(rows.map(({ question }) => question)).toEqual(["boleh nyoblos?", "boleh\u2028like?"]);
  });

  it("numbers what it offers when it is not sure", async () => {
    const [row] = await askLines("posisi saya gimana ya soal itu kemarin di lapangan\n");
    for (const [at, title] of (row?.suggestions ?? []).entries()) expect(row?.answer).toContain(`${at + 1}. ${title}`);
  });

  it("tells what is wrong with its input and exits with 2", async () => {
    for (const args of [
      [],
      ["--on", "kemarin", "halo"],
      ["--on", "2024-02-31", "halo"],
      ["--on", "2024-13-40", "halo"],
      ["--on", "0001-01-01", "halo"],
      ["--tidak-ada"],
    ]) {
      const { code, stderr, stdout } = await ask(args);
      expect(code, args.join(" ")).toBe(2);
      expect(stderr).not.toBe("");
      expect(stdout).toBe("");
    }
  });

  it("takes a megabyte in one line, and lone surrogates in JSON", async () => {
    const rows = await askLines(`${"boleh ".repeat(170_000)}\n{"q":"\\ud800 boleh like postingan caleg? \\udfff"}\n`);
    expect(rows).toHaveLength(2);
    expect(rows[1]?.verdict).toBe("dilarang");
  });
});

describe("npm run -s ask with a language model", () => {
  const withModel = async (args: readonly string[], input = "", status?: number) => {
    const openai = await startOpenAi();
    if (status !== undefined) openai.fault({ kind: "status", status });
    const set = { ...environment, OPENAI_BASE_URL: openai.baseUrl };
    const finished = await runInside(runAsk, args, { input, environment: set });
    await openai.stop();
    return { ...finished, told: openai.requests.map(({ raw }) => raw.toString()) };
  };

  it("tells it no follow-up to what the tip line would hold, and others with what they follow", async () => {
    const follow = (afterText: string) => `${JSON.stringify({ q: "kalau pppk?", afterText })}\n`;
    const held = follow("kemarin lurah kami bagi-bagi kaos calon di kantor, boleh?");
    const { told, code } = await withModel(["--json"], held + follow("boleh tidak PNS ikut kampanye caleg?"));
    expect(code).toBe(0);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/kampanye caleg.{0,20}pppk/i);
  });

  it("says with --why what it was asked, what became of it, and what an office has to mend", async () => {
    const { stdout } = await withModel(["--why", "boleh like postingan caleg?"]);
    expect(stdout).toMatch(/^model, jawab: said, .*\d+ \+ \d+ tokens, \d+ ms$/m);
    const refused = await withModel(["--why", "boleh like postingan caleg?"], "", 401);
    expect(refused.stdout).toContain("⛔ DILARANG");
    expect(refused.stdout).toMatch(/^model, jawab: unavailable, 0 \+ 0 tokens/m);
    expect(refused.stderr).toContain('"event":"model_key_refused"');
    expect((await withModel(["boleh like postingan caleg?"], "", 401)).stderr).toBe("");
  });
});

describe("npm run -s desk", () => {
  it("checks the knowledge", async () => {
    const { code, stdout } = await runInside(runDesk, ["kb", "check"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/is in order: \d+ regulations, \d+ passages/);
  });

  it("shows a passage as JSON, and refuses one that does not exist", async () => {
    const { stdout } = await runInside(runDesk, ["kb", "show", "pp-94-2021/pasal-5/huruf-n/angka-6", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      id: "pp-94-2021/pasal-5/huruf-n/angka-6",
      label: "Pasal 5 huruf n angka 6 PP 94/2021",
      naskah: null,
      status: "berlaku",
      checked: "2026-11-22",
    });
    const missing = await runInside(runDesk, ["kb", "show", "pp-94-2021/pasal-999"]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain("pasal-999");
  });
});
