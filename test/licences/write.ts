/** `npm run licences` writes docs/licences.md from package-lock.json. */
import { readFileSync, writeFileSync } from "node:fs";
import { type Lock, licencesPage } from "./page.ts";

writeFileSync("docs/licences.md", licencesPage(JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock));
