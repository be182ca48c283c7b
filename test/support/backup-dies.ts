/** Makes or restores a backup and dies before the rename of that number: `backup|restore FOLDER FILE NUMBER`. */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [act, folder = "", file = "", number] = process.argv.slice(2);
const keysFile = `${file}.keys`;
const { renameSync } = fs;
let left = Number(number);
fs.renameSync = (from, to) => {
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
  renameSync(from, to);
};
syncBuiltinESMExports();

const now = new Date();
if (act === "backup") {
  const { makeBackup } = await import("../../src/stores/backup.ts");
  await makeBackup({ folder, file, keysFile, now, program: "0.0.0", tell: () => undefined });
} else {
  const { takeFolder } = await import("../../src/stores/owner.ts");
  const { readBackup, restoreBackup } = await import("../../src/stores/restore.ts");
  const giveBack = takeFolder(folder, { isDesk: true });
  const parts = { folder, file, keysFile, force: true, now, finish: async () => undefined };
  await restoreBackup(readBackup(file, "office"), parts);
  giveBack();
}
