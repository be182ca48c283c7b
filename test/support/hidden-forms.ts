import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";

/** A secret in the forms in which it may lie on a disk, each in noise. */
export function hiddenForms(secret: string): Array<{ how: string; bytes: Buffer }> {
  const base64 = (before: string) => Buffer.from(`${before}${secret} end`).toString("base64");
  const forms: Array<[string, Buffer | string]> = [
    ["as it is", secret],
    ["in UTF-16 LE", Buffer.from(secret, "utf16le")],
    ["in UTF-16 BE", Buffer.from(secret, "utf16le").swap16()],
    ["in base64", base64("")],
    ["in base64, one on", base64("x")],
    ["in base64, two on", base64("xy")],
    ["in hex", Buffer.from(secret).toString("hex")],
    ["in a URL", [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")],
    ["in JSON", JSON.stringify({ text: secret })],
    ["in a gzip", gzipSync(`before ${secret} behind`)],
  ];
  return forms.map(([how, form]) => ({
    how,
    bytes: Buffer.concat([randomBytes(500), Buffer.from([0]), Buffer.from(form), Buffer.from([0]), randomBytes(500)]),
  }));
}
