import { describe, expect, it } from "vitest";
import { createQuota } from "../../src/chat/quota.ts";
import { conversationOver, holding, says, silentLog } from "../support/conversation.ts";

describe("a conversation", () => {
  it("answers one person in order, however long each answer takes", async () => {
    const release: Array<() => void> = [];
    const { say, heard } = conversationOver(async ({ rest }) => {
      await new Promise<void>((resolve) => release.push(resolve));
      return says(`jawaban ${rest}`);
    });
    const both = Promise.all([say("satu"), say("dua")]);
    await expect.poll(() => release.length).toBe(1);
    release[0]?.();
    await expect.poll(() => release.length).toBe(2);
    release[1]?.();
    await both;
    expect(heard).toEqual(["jawaban satu", "jawaban dua"]);
  });

  it("lets one stuck person delay nobody else", async () => {
    const { handle, release } = holding(({ rest }) => rest === "macet");
    const { say, heard } = conversationOver(handle);
    const stuck = say("macet");
    await Promise.all(Array.from({ length: 149 }, (_, at) => say(`orang ${at}`, { address: `terminal:${at}` })));
    expect(heard).toHaveLength(149);
    release();
    await stuck;
    expect(heard).toHaveLength(150);
  });

  it("answers the same message once", async () => {
    const { say, heard } = conversationOver(() => says("ya"));
    await say("halo", { id: "7" });
    await say("halo", { id: "7" });
    expect(heard).toEqual(["ya"]);
  });

  it("answers again when the reply could not be handed over the first time", async () => {
    const { createConversation } = await import("../../src/chat/conversation.ts");
    const { createMemory } = await import("../../src/chat/memory.ts");
    const clock = () => new Date();
    const converse = createConversation({
      route: (text) => ({ handle: () => says("ya"), rest: text }),
      memory: createMemory(clock),
      quota: createQuota(clock),
      log: silentLog,
    });
    const message = {
      channel: "terminal",
      address: "terminal:a",
      id: "1",
      kind: "text",
      text: "halo",
      place: "private",
      late: false,
    } as const;
    const heard: string[] = [];
    await expect(converse(message, () => Promise.reject(new Error("offline")))).rejects.toThrow("offline");
    await converse(message, async () => void heard.push("ya"));
    expect(heard).toEqual(["ya"]);
  });

  it("gives a sentence, never the error, when a handler breaks", async () => {
    const { say, heard } = conversationOver(() => {
      throw new Error("rahasia dalam stack");
    });
    await say("halo");
    expect(heard[0]).toMatch(/^Maaf, ada gangguan/);
    expect(heard[0]).not.toContain("rahasia");
  });

  it("gives a sentence when a handler does not end", async () => {
    const { say, heard } = conversationOver(() => new Promise(() => {}), { timeoutMs: 20 });
    await say("halo");
    expect(heard[0]).toMatch(/terlalu lama/);
  });

  const file = {
    name: "surat.pdf",
    mime: "application/pdf",
    size: 3,
    ofSeveral: false,
    bytes: async () => Buffer.from("pdf"),
  };

  it("gives a dialogue that takes files longer for one, and leaves its caption alone", async () => {
    const { say, heard } = conversationOver(
      async ({ message, remembered, rest }) => {
        remembered.dialogue = { kind: "answering", id: 1, takesFiles: true };
        await new Promise((resolve) => setTimeout(resolve, message.file === undefined ? 0 : 60));
        return says(`${message.kind} ${rest} ${message.file?.name}`, [{ label: "Ya", action: "/ya" }]);
      },
      { timeoutMs: 20, fileTimeoutMs: 5_000 },
    );
    await say("buka");
    await say("1", { kind: "file", file });
    await say("", { kind: "file", file });
    await say("ya");
    expect(heard).toEqual(["text buka undefined", "file 1 surat.pdf", "file  surat.pdf", "text /ya undefined"]);
  });

  it.each([
    ["in a dialogue that takes none", {}, { kind: "answering", id: 1 } as const],
    ["that came late", { late: true }, undefined],
    ["in a group", { place: "group" as const }, undefined],
  ])("hands over no file %s", async (_, more, dialogue) => {
    const { say, heard } = conversationOver(({ message, remembered }) => {
      remembered.dialogue = dialogue ?? { kind: "answering", id: 1, takesFiles: true };
      return says("file" in message ? "berkas" : "tulisan");
    });
    await say("buka");
    await say("boleh begini?", { kind: "file", file, ...more });
    expect(heard[1]).toMatch(/^tulisan[\s\S]*tidak saya buka/);
  });

  it("asks somebody who floods it to wait, and nobody else", async () => {
    const clock = () => new Date("2026-11-22T03:00:00Z");
    const { say, heard } = conversationOver(() => says("ya"), {
      quota: createQuota(clock, { messages: 3, seconds: 60 }),
    });
    for (let at = 0; at < 4; at += 1) await say("spam");
    await say("halo", { address: "terminal:lain" });
    expect(heard.slice(0, 3)).toEqual(["ya", "ya", "ya"]);
    expect(heard[3]).toMatch(/Coba lagi \d+ detik/);
    expect(heard[4]).toBe("ya");
  });

  it("takes a number, or a label, as the choice it was shown with, until others are shown", async () => {
    const routed: string[] = [];
    const { say, heard } = conversationOver(({ rest }) => {
      routed.push(rest);
      return rest === "mulai"
        ? says("pilih", [
            { label: "Satu", action: "/a" },
            { label: "Dua", action: "/b" },
          ])
        : says("ok");
    });
    await say("mulai");
    await say("2.");
    await say("satu");
    await say("7");
    expect(routed).toEqual(["mulai", "/b", "/a"]);
    expect(heard.at(-1)).toMatch(/Pilihan itu sudah tidak ada/);
  });

  it("takes what is urgent for no choice, though one begins with the same words", async () => {
    const { say, heard } = conversationOver(
      ({ rest }) => says(rest, [{ label: "Berhenti kirim siaran 5", action: "/siaran stop 5" }]),
      { urgent: (text) => text === "berhenti" },
    );
    await say("mulai");
    await say("berhenti");
    await say("berhenti kirim");
    expect(heard.slice(1)).toEqual(["berhenti", "/siaran stop 5"]);
  });

  it("says so when a message is too long or holds nothing to read", async () => {
    const { say, heard } = conversationOver(() => says("ya"));
    await say("a".repeat(5_000));
    await say("\u0000\u200b ");
    expect(heard[0]).toMatch(/terlalu panjang/);
    expect(heard[1]).toMatch(/tidak memuat tulisan/);
  });
});
