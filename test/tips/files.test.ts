import { createHash } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { FileUnavailableError } from "../../src/chat/incoming-file.ts";
import { cleanPicture } from "../../src/cleaning/clean-picture.ts";
import { createJudgeFile } from "../../src/tips/files.ts";

const judgeFile = createJudgeFile({ clean: cleanPicture });

function judge(bytes: Uint8Array, name = "berkas", mime = "application/octet-stream") {
  return judgeFile({ name, mime, size: bytes.length, ofSeveral: false, bytes: async () => bytes });
}

describe("what becomes of a file", () => {
  it("draws a picture anew and keeps what was sent apart, with its hash", async () => {
    const sent = await sharp({ create: { width: 40, height: 30, channels: 3, background: "red" } })
      .withExif({ IFD0: { Copyright: "CANARY" } })
      .jpeg()
      .toBuffer();
    const judged = await judge(sent, "IMG_1.jpg", "image/jpeg");
    if (judged.kind !== "take") throw new Error(judged.sentence);
    expect(judged).toMatchObject({
      name: "IMG_1.jpg",
      mime: "image/jpeg",
      cleaned: true,
      voice: false,
      original: sent,
    });
    expect(judged.sha256).toBe(createHash("sha256").update(sent).digest("hex"));
    expect(sent.includes("CANARY")).toBe(true);
    expect(Buffer.from(judged.content).includes("CANARY")).toBe(false);
    expect(await sharp(judged.content).metadata()).toMatchObject({ format: "jpeg", width: 40, height: 30 });
  });

  it("lets a file that cannot be had be told by whoever asked for it", async () => {
    const gone = {
      name: "a",
      mime: "",
      size: 1,
      ofSeveral: false,
      bytes: () => Promise.reject(new FileUnavailableError("gone")),
    };
    await expect(judgeFile(gone)).rejects.toBeInstanceOf(FileUnavailableError);
  });
});
