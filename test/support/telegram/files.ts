import type { MethodCall } from "./methods.ts";
import type { Upload } from "./multipart.ts";
import { textOf } from "./params.ts";
import { badRequest, Refusal } from "./refusal.ts";
import type { State } from "./state.ts";
import type { Fields, SentFile } from "./types.ts";

const megabyte = 1024 * 1024;

export type StoredFile = { id: string; uniqueId: string; path: string; data: Uint8Array };

export type Files = {
  /** Keeps bytes under a new id; `folder` begins the path they are downloaded from. */
  add(data: Uint8Array, folder: string, name: string): StoredFile;
  byId(id: string): StoredFile | undefined;
  byPath(path: string): StoredFile | undefined;
};

/** Keeps the newest `most` files. */
export function createFiles(most: number): Files {
  const ids = new Map<string, StoredFile>();
  const paths = new Map<string, StoredFile>();
  let count = 0;
  return {
    add: (data, folder, name) => {
      count += 1;
      const extension = /\.\w+$/.exec(name)?.[0] ?? "";
      const file = {
        id: `BQACAgUAAxkB${String(count).padStart(12, "A")}`,
        uniqueId: `AgAD${String(count).padStart(8, "A")}`,
        path: `${folder}/file_${count}${extension}`,
        data,
      };
      ids.set(file.id, file);
      paths.set(file.path, file);
      const [oldest] = ids.values();
      if (ids.size > most && oldest !== undefined) {
        ids.delete(oldest.id);
        paths.delete(oldest.path);
      }
      return file;
    },
    byId: (id) => ids.get(id),
    byPath: (path) => paths.get(path),
  };
}

/** A file that may be sent, not yet kept: the call may still be refused. */
export type GivenFile = { store(): { file: SentFile; field: unknown } };

/** The file of a send: uploaded with it, attached under another name, or known by its id. */
export function fileIn(
  state: State,
  params: Fields,
  uploads: ReadonlyMap<string, Upload>,
  kind: SentFile["kind"],
): GivenFile {
  const named = typeof params[kind] === "string" ? textOf(params, kind) : "";
  const upload = uploads.get(kind) ?? uploads.get(named.replace("attach://", ""));
  if (upload !== undefined) {
    checkSize(upload.data.length, kind);
    return {
      store: () => {
        const stored = state.files.add(upload.data, `${kind}s`, upload.name);
        return described(kind, stored.id, stored.uniqueId, upload);
      },
    };
  }
  if (named === "") throw badRequest(`there is no ${kind} in the request`);
  const known = state.files.byId(named);
  // Nothing is fetched from the web here.
  if (/^https?:/i.test(named)) throw badRequest("failed to get HTTP URL content");
  if (known === undefined) throw badRequest("wrong remote file identifier specified: Wrong string length");
  const kept = known.path.startsWith("photos/") ? "Photo" : "Document";
  const wanted = kind === "photo" ? "Photo" : "Document";
  if (kept !== wanted) throw badRequest(`can't use file of type ${kept} as ${wanted}`);
  const name = known.path.split("/").at(-1) ?? "";
  const data = Buffer.from(known.data);
  return {
    store: () => described(kind, known.id, known.uniqueId, { name, mimeType: "application/octet-stream", data }),
  };
}

function checkSize(size: number, kind: SentFile["kind"]): void {
  if (size === 0) throw badRequest("file must be non-empty");
  if (kind === "document" && size > 50 * megabyte) throw new Refusal(413, "Request Entity Too Large");
  if (kind === "photo" && size > 10 * megabyte) {
    throw badRequest(`file of size ${size} bytes is too big for a photo; the maximum size is ${10 * megabyte} bytes`);
  }
}

function described(
  kind: SentFile["kind"],
  fileId: string,
  uniqueId: string,
  { name, mimeType, data }: Upload,
): { file: SentFile; field: unknown } {
  const ids = { file_id: fileId, file_unique_id: uniqueId, file_size: data.length };
  const field =
    kind === "photo" ? [{ ...ids, width: 800, height: 600 }] : { file_name: name, mime_type: mimeType, ...ids };
  return { file: { kind, fileId, name, mimeType, size: data.length }, field };
}

export function getFile({ state, params }: MethodCall): Fields {
  const file = state.files.byId(textOf(params, "file_id"));
  if (file === undefined) throw badRequest("invalid file_id");
  if (file.data.length > 20 * megabyte) throw badRequest("file is too big");
  return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.data.length, file_path: file.path };
}
