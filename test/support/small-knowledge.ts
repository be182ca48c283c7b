import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { knowledgeFolder } from "../../src/knowledge-folder.ts";
import { newFolder } from "./process.ts";

const SITUATIONS = ["menyukai-unggahan-calon.md", "kontak-petugas.md", "arti-netralitas.md"];
const ALONE = ["aliases.yaml", "topik.yaml", "siapa.yaml", "tahapan.yaml", "saluran.md"];

/**
 * A folder with three situations of the shipped knowledge, a guard, the regulations that these cite and no facts, removed with
 * `removeFolder`: to understand all that is shipped takes longer than any test of what is said of a mistake.
 */
export async function smallKnowledge(): Promise<string> {
  const folder = newFolder();
  const texts = await Promise.all(
    SITUATIONS.map((name) => readFile(join(knowledgeFolder, "situations", name), "utf8")),
  );
  const regulations = await readdir(join(knowledgeFolder, "regulations"));
  const cited = regulations.filter((name) => texts.some((text) => text.includes(name.replace(/\.md$/, ""))));
  const wanted = [
    ...ALONE,
    ...SITUATIONS.map((name) => join("situations", name)),
    join("guards", "lapor-umum.md"),
    ...cited.map((name) => join("regulations", name)),
  ];
  for (const name of ["situations", "guards", "regulations", "fakta"]) await mkdir(join(folder, name));
  for (const name of wanted) await copyFile(join(knowledgeFolder, name), join(folder, name));
  return folder;
}
