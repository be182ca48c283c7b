import { afterEach, describe, expect, it } from "vitest";
import { tipFiles } from "../../src/stores/tips-database.ts";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { openTestOffice, type TestOffice } from "../support/office.ts";
import { newReader, signedList } from "../support/tip-case.ts";
import { putReaders, withTipStore } from "../support/tip-readers.ts";
import { change } from "../support/tips-rows.ts";

const [ana, budi, mallory] = [await newReader("ana"), await newReader("budi"), await newReader("mallory")];
let office: TestOffice;
afterEach(() => office.close());

const open = (root?: (own: string) => string) =>
  openTestOffice({
    async prepare(folder): Promise<Record<string, string>> {
      const { TIPS_ROOT } = await putReaders(folder, [ana, budi]);
      return root === undefined ? {} : { TIPS_ROOT: root(TIPS_ROOT) };
    },
  });
const sizes = () =>
  withTipStore(office.folder, async (store) =>
    Promise.all((await store.cases()).map(async ({ id }) => (await store.parts(id)).length)),
  );

describe("a list of readers that two signed", () => {
  it.each([
    ["without TIPS_ROOT, which would tell it from any other", undefined],
    ["while TIPS_ROOT pins another", () => "ab".repeat(32)],
  ])("takes nothing %s: other ways are shown, and nobody is asked to go on", async (_, root) => {
    office = await open(root);
    const person = office.person();
    for (const text of ["/lapor", "YA", "LEWATI"])
      expect((await person.says(text)).text).not.toMatch(/✔|^[a-z-]{30,}$/m);
    expect((await person.says("/lapor")).text).toContain(tipTexts.closed);
    expect((await person.says("pak camat kemarin bagi sembako buat paslon")).text).not.toContain(tipTexts.held);
    expect(await sizes()).toEqual([]);
  });

  it("takes nothing more of a report that is open once somebody changed it on the disk", async () => {
    office = await open((own) => own);
    const person = office.person();
    for (const text of ["/lapor", "YA", "LEWATI"]) await person.says(text);
    expect((await person.says("Bagian satu")).text).toContain("✔");
    await withTipStore(office.folder, async (store) => {
      const [signed] = await store.lists();
      if (signed === undefined) throw new Error("there is no list");
      await store.putList({ ...signed, list: { ...signed.list, readers: [...signed.list.readers, mallory.entry] } });
    });
    expect((await person.says("Bagian dua")).text).toContain(tipTexts.readersChanged);
    expect((await person.says("/lapor")).text).toContain(tipTexts.closed);
    expect(await sizes()).toEqual([1]);
  });

  it("takes nothing once an older version, with all its signatures, was put back while the service runs", async () => {
    office = await open((own) => own);
    await withTipStore(office.folder, async (store) => {
      const [first] = await store.lists();
      if (first === undefined) throw new Error("there is no list");
      await store.putList(signedList([ana, budi, mallory], [ana, budi], first.list));
    });
    const person = office.person();
    expect((await person.says("/lapor")).text).not.toContain(tipTexts.closed);
    change(tipFiles(office.folder).tips, "delete from lists where version = 2");
    expect((await office.person().says("/lapor")).text).toContain(tipTexts.closed);
    expect((await person.says("YA")).text).toContain(tipTexts.closed);
  });
});
