import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** The words that stand beside the dots of a picture made here, one for each place; nothing else may tell them apart. */
export type Marked = { bytes: Buffer; marks: Record<string, string> };

const utf16 = (text: string) => Buffer.from(text, "utf16le").swap16();

/** A picture of a few colours, with a dark corner at the top left, so that one can see how it lies. */
export function plainPicture(width = 48, height = 32) {
  const corner = {
    input: { create: { width: 16, height: 8, channels: 3, background: "black" } },
    top: 0,
    left: 0,
  } as const;
  return sharp({ create: { width, height, channels: 3, background: "#d04020" } }).composite([corner]);
}

/** A JPEG with all that phones and programs are known to write into one, and more behind its end. */
export async function markedJpeg(): Promise<Marked> {
  const marks = marksOf("exif-artist gps maker comment thumbnail xmp iptc icc com app trailer motion preview");
  const plain = await plainPicture().jpeg().toBuffer();
  const segments = [
    segment(0xe1, "Exif\0\0", exif(marks)),
    segment(
      0xe1,
      "http://ns.adobe.com/xap/1.0/\0",
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${marks["xmp"]}</a></x:xmpmeta>`,
    ),
    segment(0xed, "Photoshop 3.0\0", iptc(mark(marks, "iptc"))),
    segment(0xe2, "ICC_PROFILE\0\x01\x01", await colourProfile(mark(marks, "icc"))),
    segment(0xfe, "", mark(marks, "com")),
    segment(0xeb, "JP\0\0", mark(marks, "app")),
  ];
  const preview = Buffer.concat([plain.subarray(0, 2), segment(0xfe, "", mark(marks, "preview")), plain.subarray(2)]);
  const movie = Buffer.concat([
    Buffer.from("\0\0\0\x14ftypmp42\0\0\0\0mp42", "latin1"),
    Buffer.from(mark(marks, "motion")),
  ]);
  const trailer = Buffer.concat([storedZip("a.txt", mark(marks, "trailer")), Buffer.from("SEFT")]);
  const bytes = Buffer.concat([plain.subarray(0, 2), ...segments, plain.subarray(2), preview, movie, trailer]);
  return { bytes, marks };
}

/** A PNG with texts plain, packed and in UTF-8, EXIF, a profile, a chunk of its own, and more behind its end. */
export async function markedPng(): Promise<Marked> {
  const marks = marksOf("exif-artist gps maker comment thumbnail text packed international profile icc own trailer");
  const plain = await plainPicture().png().toBuffer();
  const profile = deflateSync(await colourProfile(mark(marks, "icc")));
  const chunks = [
    chunk("iCCP", `${marks["profile"]}\0\0`, profile),
    chunk("eXIf", "", exif(marks)),
    chunk("tEXt", "Author\0", mark(marks, "text")),
    chunk("zTXt", "Comment\0\0", deflateSync(mark(marks, "packed"))),
    chunk("iTXt", "XML:com.adobe.xmp\0\0\0\0\0", mark(marks, "international")),
    chunk("tIME", "", Buffer.of(7, 232, 2, 14, 8, 0, 0)),
    chunk("prVt", "", mark(marks, "own")),
  ];
  // Behind the head, which is always 33 bytes.
  const bytes = Buffer.concat([
    plain.subarray(0, 33),
    ...chunks,
    plain.subarray(33),
    Buffer.from(mark(marks, "trailer")),
  ]);
  return { bytes, marks };
}

/** A WebP with EXIF, XMP, a profile, a chunk of its own, and more behind its end. */
export async function markedWebp(): Promise<Marked> {
  const marks = marksOf("exif-artist gps maker comment thumbnail xmp icc own trailer");
  const dots = (await plainPicture().webp().toBuffer()).subarray(12);
  const head = Buffer.from([0x2c, 0, 0, 0, 47, 0, 0, 31, 0, 0]);
  const chunks = [
    riff("VP8X", head),
    riff("ICCP", await colourProfile(mark(marks, "icc"))),
    dots,
    riff("EXIF", exif(marks)),
    riff("XMP ", Buffer.from(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${marks["xmp"]}</x:xmpmeta>`)),
    riff("prVt", Buffer.from(mark(marks, "own"))),
  ];
  const bytes = Buffer.concat([
    riff("RIFF", Buffer.concat([Buffer.from("WEBP"), ...chunks])),
    Buffer.from(mark(marks, "trailer")),
  ]);
  return { bytes, marks };
}

function marksOf(places: string): Record<string, string> {
  return Object.fromEntries(places.split(" ").map((place, at) => [place, `Jejak${at}Rahasia-${place}-Qx7`]));
}

function mark(marks: Record<string, string>, place: string): string {
  const found = marks[place];
  if (found === undefined) throw new Error(`no mark for ${place}`);
  return found;
}

/** A piece of a JPEG. */
export function segment(marker: number, head: string, content: Buffer | string): Buffer {
  const body = Buffer.concat([Buffer.from(head, "latin1"), Buffer.from(content)]);
  const start = Buffer.from([0xff, marker, 0, 0]);
  start.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([start, body]);
}

/** A chunk of a PNG, with its check. */
export function chunk(type: string, head: string, content: Buffer | string): Buffer {
  const body = Buffer.concat([Buffer.from(type + head, "latin1"), Buffer.from(content)]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(body.length - 4, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A piece of a WebP. */
export function riff(type: string, content: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from(type), size, content, Buffer.alloc(content.length % 2)]);
}

/** TIFF as EXIF has it: artist, a place on the map, the maker's own note, a comment, and a small JPEG with a comment. */
function exif(marks: Record<string, string>): Buffer {
  const thumbnail = Buffer.concat([
    Buffer.from("ffd8", "hex"),
    segment(0xfe, "", mark(marks, "thumbnail")),
    Buffer.from("ffd9", "hex"),
  ]);
  const folders: ReadonlyArray<
    ReadonlyArray<readonly [tag: number, type: number, value: Buffer | "folder" | "thumbnail"]>
  > = [
    [
      [0x013b, 2, text(mark(marks, "exif-artist"))],
      [0x8769, 4, "folder"],
      [0x8825, 4, "folder"],
    ],
    [
      [0x927c, 7, text(mark(marks, "maker"))],
      [0x9286, 7, text(`ASCII\0\0\0${mark(marks, "comment")}`)],
    ],
    [
      [1, 2, Buffer.from("S\0\0\0")],
      [27, 7, text(`ASCII\0\0\0${mark(marks, "gps")}`)],
    ],
    [
      [0x0201, 4, "thumbnail"],
      [0x0202, 4, uint32(thumbnail.length)],
    ],
  ];
  const places: number[] = [];
  let end = 8;
  for (const entries of folders) {
    places.push(end);
    end += 2 + 12 * entries.length + 4;
  }
  const pieces: Buffer[] = [];
  const keep = (value: Buffer) => {
    pieces.push(value);
    end += value.length;
    return uint32(end - value.length);
  };
  let next = 1;
  const heads = folders.map((entries, at) => {
    const rows = entries.map(([tag, type, value]) => {
      const row = Buffer.alloc(12);
      row.writeUInt16LE(tag, 0);
      row.writeUInt16LE(type, 2);
      const content =
        value === "folder" ? uint32(places[next++] ?? 0) : value === "thumbnail" ? keep(thumbnail) : value;
      row.writeUInt32LE(type === 4 ? 1 : content.length, 4);
      (content.length <= 4 ? content : keep(content)).copy(row, 8);
      return row;
    });
    const count = Buffer.alloc(2);
    count.writeUInt16LE(entries.length);
    // The folder of the thumbnail comes after the first one.
    return Buffer.concat([count, ...rows, uint32(at === 0 ? (places[3] ?? 0) : 0)]);
  });
  return Buffer.concat([Buffer.from("II*\0\x08\0\0\0", "latin1"), ...heads, ...pieces]);
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`, "latin1");
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function iptc(caption: string): Buffer {
  const record = Buffer.concat([Buffer.from([0x1c, 2, 120, 0, caption.length]), Buffer.from(caption)]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(record.length);
  return Buffer.concat([Buffer.from("8BIM\x04\x04\0\0", "latin1"), size, record, Buffer.alloc(record.length % 2)]);
}

/** A colour profile that is read, with a mark where it names its owner. */
async function colourProfile(owner: string): Promise<Buffer> {
  const { icc } = await sharp(await plainPicture().withIccProfile("p3").png().toBuffer()).metadata();
  if (icc === undefined) throw new Error("no profile came out");
  const words = utf16(owner);
  const value = Buffer.concat([Buffer.from("mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS", "latin1"), Buffer.alloc(8), words]);
  value.writeUInt32BE(words.length, 20);
  value.writeUInt32BE(28, 24);
  const profile = Buffer.concat([icc, value]);
  const row = profile.indexOf("cprt");
  profile.writeUInt32BE(icc.length, row + 4);
  profile.writeUInt32BE(value.length, row + 8);
  profile.writeUInt32BE(profile.length, 0);
  return profile;
}

/** A ZIP archive with one file, not packed. */
export function storedZip(name: string, content: string): Buffer {
  const body = Buffer.from(content);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt32LE(crc32(body), 10);
  facts.writeUInt32LE(body.length, 14);
  facts.writeUInt32LE(body.length, 18);
  facts.writeUInt16LE(name.length, 22);
  const file = Buffer.concat([Buffer.from("PK\x03\x04"), facts, Buffer.from(name), body]);
  const entry = Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), facts, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(file.length, 16);
  return Buffer.concat([file, entry, end]);
}
