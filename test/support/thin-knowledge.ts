import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";

/** The shipped knowledge with a few situations and one of the office's own, a quarter of the guards' messages, no facts about the others: it is learned in a second. */
export async function writeThinKnowledge(folder: string): Promise<void> {
  await cp(knowledgeFolder, folder, { recursive: true });
  for (const file of await readdir(join(folder, "fakta"))) await rm(join(folder, "fakta", file));
  const kept = new Set(["menyukai-unggahan-calon.md", "kendaraan-dinas.md", "hadir-kampanye.md", "anggota-partai.md"]);
  for (const file of await readdir(join(folder, "situations")))
    if (!kept.has(file)) await rm(join(folder, "situations", file));
  for (const file of await readdir(join(folder, "guards"))) {
    const lines = (await readFile(join(folder, "guards", file), "utf8")).split("\n");
    const fewer = lines.filter((line, at) => !line.startsWith("- ") || at % 4 === 0);
    await writeFile(join(folder, "guards", file), fewer.join("\n"));
  }
  const like = await readFile(join(folder, "situations", "menyukai-unggahan-calon.md"), "utf8");
  const questions = Array.from(
    { length: 20 },
    (_, at) => `- boleh mancing ${at} kali bareng caleg naik perahu dinas perikanan ${at}?`,
  );
  await writeFile(
    join(folder, "situations", "memancing-bersama-calon.md"),
    `${like.slice(0, like.indexOf("## Pertanyaan"))}## Pertanyaan\n${questions.join("\n")}\n`,
  );
}
