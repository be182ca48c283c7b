import { expect, it } from "vitest";
import { tipTexts } from "../../src/tips/tip-texts.ts";
import { runGuesses } from "../soak/tips-guesses.ts";
import { newReader } from "../support/tip-case.ts";
import { cheapKeys, openTipDoor } from "../support/tip-door.ts";

it("codes guessed from a hundred chats at once open nothing, and whoever has one is let in meanwhile", async () => {
  const result = await runGuesses({ guesses: 500, chats: 100, seed: 3, answeredAfterMs: 300, cheap: true });
  expect(result).toMatchObject({ guesses: 500, opened: 0, shut: 0, logged: [] });
  expect(result.own).toBeGreaterThan(0);
  expect(result.grownMegabytes).toBeLessThan(150);
});

it("whoever was told that too many ask has tried nothing: their code opens as soon as there is room", async () => {
  let full = false;
  const door = await openTipDoor({
    readers: [await newReader("ana"), await newReader("budi")],
    keys: (salt) => {
      const keys = cheapKeys(salt);
      return { derive: async (words) => (full ? { kind: "busy" } : keys.derive(words)) };
    },
  });
  const { code } = await door.begins("telegram:1");
  full = true;
  for (let at = 0; at < 8; at += 1) expect(await door.says("telegram:2", `/cek ${code}`)).toBe(tipTexts.busy);
  full = false;
  expect(await door.says("telegram:2", `/cek ${code}`)).toContain("belum ditelaah");
  await door.close();
});
