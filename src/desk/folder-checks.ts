import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { folderRemedy } from "../stores/owner.ts";
import type { Check, Finding } from "./finding.ts";
import { isOpenToOthers, LITTLE_BYTES, lookAtFolder } from "./look-at-folder.ts";

/** With less the next backup or the growth of a log may stop the service. */
const TOO_LITTLE_BYTES = 200 * 1024 ** 2;

/** What the office has, with SQLite's own files and copies beside it; the rest is made anew from the knowledge. */
const PRIVATE = /^(?:(?:sinetral|tips|keys|whatsapp)\.db(?:-wal|-shm)?|before-.*|last-backup\.json)$/;

/** The data folder: can it be written to, who else may, and how much room is left. Figures only where there is little. */
export const checkFolder: Check = async ({ DATA_DIR: folder }) => {
  const looked = lookAtFolder(folder);
  if (looked.kind === "unusable") {
    const says = `DATA_DIR ${folder} is not usable (${looked.code})`;
    return [{ name: "data", level: "bad", says, remedy: folderRemedy(folder, looked.code) }];
  }
  // From another folder the same words are another place.
  const whole = resolve(folder) === folder ? "" : ` (${resolve(folder)})`;
  const made = looked.kind === "to-be-made" ? "; it is made at the first start" : "";
  return [
    { name: "data", level: "ok", says: `DATA_DIR ${folder}${whole} can be written${made}` },
    ...(looked.kind === "there" ? [...othersIn(folder, looked.openToOthers), ...filesIn(folder)] : []),
    roomIn(folder, looked.freeBytes),
  ];
};

function othersIn(folder: string, isOpen: boolean): Finding[] {
  const says = `DATA_DIR ${folder} may be read or written by others`;
  return isOpen ? [{ name: "data", level: "warn", says, remedy: `chmod 700 ${folder}` }] : [];
}

function filesIn(folder: string): Finding[] {
  const about = readdirSync(folder).flatMap((name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    // What lies there in folders of its own, such as the disk's lost+found, is not the service's, but what was put aside.
    return stats === undefined || !(stats.isFile() || PRIVATE.test(name)) ? [] : [{ name, ...stats }];
  });
  const { uid } = statSync(folder);
  const open = about.filter(({ mode, name }) => isOpenToOthers(mode) && PRIVATE.test(name)).map(({ name }) => name);
  const foreign = about.filter((each) => each.uid !== uid).map(({ name }) => name);
  return [
    ...(open.length === 0
      ? []
      : [
          {
            ...{ name: "files", level: "warn" as const, says: `${open.join(", ")} may be read or written by others` },
            remedy: `chmod -R go= ${folder}`,
          },
        ]),
    ...(foreign.length === 0
      ? []
      : [
          {
            ...{
              name: "files",
              level: "bad" as const,
              says: `${foreign.join(", ")} are another account's than ${folder}`,
            },
            remedy: `give them back (chown -R --reference=${folder} ${folder}), and run the desk under the service's account`,
          },
        ]),
  ];
}

function roomIn(folder: string, freeBytes: number): Finding {
  if (freeBytes >= LITTLE_BYTES) return { name: "disk", level: "ok", says: "more than 1 GB is free" };
  const says = `${Math.floor(freeBytes / 1024 ** 2)} MB are free on the disk of ${folder}`;
  const level = freeBytes < TOO_LITTLE_BYTES ? "bad" : "warn";
  return { name: "disk", level, says, remedy: "make room there, or give it a larger disk; nothing is lost meanwhile" };
}
