import { describe, expect, it } from "vitest";
import "../../../../src/channels/whatsapp/connect/quiet.ts";
import "../../../../src/channels/whatsapp/connect/careful-sessions.ts";
import { createIdentity } from "../../../support/whatsapp-server/keys.ts";
import { bytesOf, node } from "../../../support/whatsapp-server/nodes.ts";
import { createSignal, readBundle, type Signal } from "../../../support/whatsapp-server/signal.ts";

function device(other: string): Signal {
  const identity = createIdentity();
  return createSignal(other, () => identity);
}

async function begin(from: Signal, to: Signal): Promise<void> {
  const keys = node("keys", {}, to.bundle());
  await from.begin(readBundle(keys, bytesOf(keys, "registration")));
}

async function send(from: Signal, to: Signal, text: string): Promise<string> {
  const { type, body } = await from.seal({ conversation: text });
  return (await to.open(type, body)).conversation ?? "";
}

describe("sessions that were begun from both sides at once", () => {
  it("stay readable, whichever of them a message comes in", async () => {
    const [bot, phone] = [device("phone"), device("bot")];
    await begin(bot, phone);
    await begin(phone, bot);
    const [fromBot, fromPhone] = [await bot.seal({ conversation: "satu" }), await phone.seal({ conversation: "dua" })];
    expect((await phone.open(fromBot.type, fromBot.body)).conversation).toBe("satu");
    expect((await bot.open(fromPhone.type, fromPhone.body)).conversation).toBe("dua");
    // Each side now writes in the session that the other one began.
    for (let round = 0; round < 3; round += 1) {
      expect(await send(phone, bot, "tiga")).toBe("tiga");
      expect(await send(bot, phone, "empat")).toBe("empat");
      expect(await send(bot, phone, "lima")).toBe("lima");
      expect(await send(phone, bot, "enam")).toBe("enam");
    }
  });
});
