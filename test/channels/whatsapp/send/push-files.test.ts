import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Reply } from "../../../../src/chat/message.ts";
import type { SendError } from "../../../../src/delivery/send-error.ts";
import type { ReplyFile } from "../../../../src/reply-file.ts";
import { says } from "../../../support/conversation.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { botPerTest, type WhatsAppTestBot } from "../../../support/whatsapp-bot.ts";
import { shownOnPhone } from "../../../support/whatsapp-phone.ts";
import type { Person } from "../../../support/whatsapp-server/server.ts";

loopbackOnly();

const open = botPerTest();

let nth = 0;
/** A picture that nobody was sent before. */
function poster(): ReplyFile {
  nth += 1;
  const bytes = Buffer.alloc(40_000, nth);
  return { name: "undangan.png", mime: "image/png", bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

const withFile = (file: ReplyFile, words = "Rapat besok."): Reply => ({
  ...says(words, [{ label: "Hadir", action: "/hadir 1" }]),
  files: [file],
});

/** So many people who wrote first, and what was uploaded since. */
async function crowd(size: number) {
  const opened = await open();
  const people = Array.from({ length: size }, () => opened.server.person());
  for (const person of people) {
    await person.says("halo");
    await person.next();
  }
  const before = posts(opened);
  return { ...opened, opened, people, uploads: () => posts(opened) - before };
}

const posts = ({ server }: WhatsAppTestBot) =>
  server.events.filter((event) => event.kind === "media" && event.method === "POST").length;

const push = ({ channel }: WhatsAppTestBot, { lid }: Person, reply: Reply): Promise<"sent" | SendError> =>
  channel.push(`whatsapp:${lid}`, reply, `kabar ${nth++}`).then(
    () => "sent" as const,
    (error: SendError) => error,
  );

describe("what is pushed on WhatsApp with a file", () => {
  it("is one message with the words below the picture or document, with marks and choices", async () => {
    const { opened, people } = await crowd(1);
    const [ani] = people;
    if (ani === undefined) throw new Error("nobody came");
    const file = poster();
    const blocks: Reply["blocks"] = [{ kind: "rich", spans: [{ text: "Datang *" }, { text: "semua", bold: true }] }];
    for (const each of [file, { ...file, name: "surat.pdf", mime: "application/pdf" }])
      expect(await push(opened, ani, { ...withFile(each), blocks })).toBe("sent");
    for (const kind of ["image", "document"]) {
      const message = await ani.next();
      expect(message.kind).toBe(kind);
      const { text, bold } = shownOnPhone(message.text);
      expect(text).toBe("Datang *semua\n\n1. Hadir\nBalas 1.");
      expect(bold).toEqual([]);
      expect(Buffer.from(file.bytes).equals(message.file?.bytes ?? Buffer.of())).toBe(true);
    }
  });

  it("is two messages when the words are longer than a caption", async () => {
    const { opened, people } = await crowd(1);
    const [ani] = people;
    if (ani === undefined) throw new Error("nobody came");
    expect(await push(opened, ani, withFile(poster(), "x".repeat(1_024)))).toBe("sent");
    const [words, picture] = [await ani.next(), await ani.next()];
    expect([words.kind, picture.kind, picture.text]).toEqual(["text", "image", ""]);
    expect(words.text).toMatch(/^x{1024}\n\n1\. Hadir/);
  });

  it("uploads the file once, however many get it at the same time, and each can open it", async () => {
    const { opened, people, uploads } = await crowd(6);
    const file = poster();
    const went = await Promise.all(people.map((person, at) => push(opened, person, withFile(file, `Halo ${at}.`))));
    expect(went).toEqual(people.map(() => "sent"));
    expect(uploads()).toBe(1);
    for (const [at, person] of people.entries()) {
      const message = await person.next();
      expect(message.text).toMatch(new RegExp(`^Halo ${at}\\.`));
      expect(Buffer.from(file.bytes).equals(message.file?.bytes ?? Buffer.of())).toBe(true);
    }
  });

  it("uploads it once more after a restart", async () => {
    const { opened, people, uploads } = await crowd(1);
    const [ani] = people;
    if (ani === undefined) throw new Error("nobody came");
    const file = poster();
    for (let at = 0; at < 2; at += 1) await push(opened, ani, withFile(file));
    await opened.restart();
    for (let at = 0; at < 2; at += 1) await push(opened, ani, withFile(file));
    expect(uploads()).toBe(2);
  });

  it("is named below the words for whom it could not be uploaded, and uploaded for the next", async () => {
    const { opened, people, server } = await crowd(2);
    const [ani, budi] = people;
    if (ani === undefined || budi === undefined) throw new Error("nobody came");
    server.faults.refuseMedia("POST", 500, 12);
    const file = poster();
    expect(await push(opened, ani, withFile(file))).toBe("sent");
    expect(shownOnPhone((await ani.next()).text).text).toBe(
      "Berkas undangan.png tidak dapat dikirim di sini.\n\nRapat besok.\n\n1. Hadir\nBalas 1.",
    );
    server.faults.clear();
    expect(await push(opened, budi, withFile(file))).toBe("sent");
    expect((await budi.next()).kind).toBe("image");
  });
});
