import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shelve } from "../../src/knowledge/shelve.ts";
import { openSearchIndex } from "../../src/stores/search-sqlite.ts";
import { shippedAnswering } from "../support/answering.ts";
import { newFolder, removeFolder } from "../support/process.ts";

const { knowledge, normaliser, search } = await shippedAnswering();
const { normalise } = normaliser;
let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));

describe("the full-text search", () => {
  it("finds a passage by everyday words for what it says", async () => {
    const ids = (await search("potong tukin", 10)).map(({ id }) => id);
    expect(ids).toContain("pp-94-2021/pasal-8/ayat-3");
  });

  it("takes anything for words, never for query syntax", async () => {
    for (const text of [
      '" OR 1',
      "NEAR(a b)",
      "a* AND (b",
      "heading:x",
      "",
      "-",
      "%_",
      "\u0000",
      "'; drop table shelf",
    ]) {
      await expect(search(text, 5)).resolves.toBeInstanceOf(Array);
    }
  });

  it("is built once a version, by however many processes, and older versions are cleared away", async () => {
    let built = 0;
    const documents = () => {
      built += 1;
      return shelve(knowledge, normalise);
    };
    const open = (version: string) => openSearchIndex(folder, version, documents, normalise);
    const first = await open("aaaa");
    const second = await open("aaaa");
    expect(built).toBe(1);
    expect((await second.search("mobil dinas", 3)).length).toBe(3);
    await first.close();
    await second.close();
    const other = await open("bbbb");
    await other.close();
    expect(readdirSync(folder)).toEqual(["search-bbbb.db"]);
  });

  it("survives two builders at once", async () => {
    const open = () => openSearchIndex(folder, "cccc", () => shelve(knowledge, normalise), normalise);
    const [one, two] = await Promise.all([open(), open()]);
    expect((await one.search("mobil dinas", 1)).length).toBe(1);
    await one.close();
    await two.close();
  });
});
