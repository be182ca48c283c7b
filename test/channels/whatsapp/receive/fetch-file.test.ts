import { describe, expect, it } from "vitest";
import { FileUnavailableError } from "../../../../src/chat/incoming-file.ts";
import type { Handler } from "../../../../src/chat/routes.ts";
import { says } from "../../../support/conversation.ts";
import { loopbackOnly } from "../../../support/loopback-only.ts";
import { botPerTest } from "../../../support/whatsapp-bot.ts";
import { shownOnPhone } from "../../../support/whatsapp-phone.ts";

loopbackOnly();

const photo = Buffer.alloc(40_000, 3);

/** Opens a dialogue that takes files with the first word, then says how large each file is or why there is none. */
const taking: Handler = async ({ message, remembered }) => {
  remembered.dialogue = { kind: "answering", id: 1, takesFiles: true };
  if (message.kind !== "file") return says("kirim");
  if (message.file === undefined) return says("bukan gambar dan bukan dokumen");
  const got = await message.file.bytes().catch((error: unknown) => error);
  if (got instanceof Uint8Array) return says(`${got.length} byte: ${message.file.name}, ${message.file.mime}`);
  return says(got instanceof FileUnavailableError ? `gagal: ${got.why}` : `galat: ${got}`);
};

const open = botPerTest({ handle: taking });

async function dialogue() {
  const { server } = await open();
  const ani = server.person();
  await ani.says("siaran");
  await ani.next();
  return { server, ani, fetches: () => server.events.filter(({ kind }) => kind === "media").length };
}

describe("a file that an officer sends on WhatsApp", () => {
  it("is the picture or the document, under a name that is safe", async () => {
    const { ani } = await dialogue();
    await ani.sendsImage(photo);
    expect((await ani.next()).text).toBe("40000 byte: foto.jpg, image/jpeg");
    await ani.sendsDocument(photo, { name: "../surat:a.pdf", mimetype: "Application/PDF; x=y" });
    expect(shownOnPhone((await ani.next()).text).text).toBe("40000 byte: .._surat_a.pdf, application/pdf");
  });

  it("of another kind reaches the dialogue without its bytes", async () => {
    const { ani, server, fetches } = await dialogue();
    const before = fetches();
    await ani.sends({ stickerMessage: server.file("image", photo).imageMessage ?? null });
    expect((await ani.next()).text).toBe("bukan gambar dan bukan dokumen");
    expect(fetches()).toBe(before);
  });

  it.each([["gone"], ["damaged"]] as const)("is %s where it is", async (why) => {
    const { ani } = await dialogue();
    await ani.sendsImage(photo, { damage: why === "gone" ? "gone" : "hash" });
    expect((await ani.next()).text).toBe(`gagal: ${why}`);
  });

  it("may be had later when the platform is in trouble", async () => {
    const { ani, server } = await dialogue();
    server.faults.refuseMedia("GET", 503);
    await ani.sendsImage(photo);
    expect((await ani.next()).text).toBe("gagal: offline");
  });

  it("is not fetched when its sender says that it is too large", async () => {
    const { ani, fetches } = await dialogue();
    const before = fetches();
    await ani.sendsDocument(photo, { fileLength: 20 * 1024 * 1024 + 1 });
    expect((await ani.next()).text).toBe("gagal: too-large");
    expect(fetches()).toBe(before);
  });
});
