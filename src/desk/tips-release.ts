import type { Shell } from "../shell.ts";
import { readersNow } from "../tips/readers-now.ts";
import { release } from "../tips/shares.ts";
import { BadInputError, RefusedError } from "./desk-error.ts";
import { printLines } from "./output.ts";
import { caseInHand } from "./tips-case.ts";
import type { IdentityOptions } from "./tips-identity.ts";
import { withTips } from "./tips-office.ts";
import { writeNewFile } from "./tips-write-file.ts";

/** Hands one's share of a picture as it was sent to another reader of the case, who then has both. */
export async function releaseShare(
  shell: Shell,
  id: string,
  part: string,
  options: IdentityOptions & { to: string; out: string },
): Promise<void> {
  const { to: name, out } = options;
  await withTips(shell, async (office) => {
    const { stored, opened, reader, lists } = await caseInHand(shell, office, id, options);
    const { identity, secrets } = reader;
    const wanted = opened.parts.find(({ n }) => String(n) === part);
    if (wanted === undefined) throw new BadInputError(`${id} has no part ${part}; see: desk tips open ${id}`);
    const original = wanted.meta.file?.original;
    if (original === undefined)
      throw new BadInputError(`part ${part} has no picture that lies sealed beside it as it was sent`);
    const others = readersNow(opened, lists.list).filter((each) => each.name !== identity.name);
    const to = others.find((each) => each.name === name);
    if (to === undefined)
      throw new RefusedError(
        `--to ${name}: give another reader of this case: ${others.map((each) => each.name).join(", ") || "there is none"}`,
      );
    const released = await release({ original, case: id, day: office.today, from: identity, secrets, to });
    if (released.kind === "no-share")
      throw new RefusedError("you have no share of that picture: it came before you read this case");
    const detail = { to: name, part: wanted.n };
    await office.note({ who: identity.name, action: "tip-share-released", tag: stored.tag, detail });
    await writeNewFile("--out", out, released.text);
  });
  printLines(shell, [
    `${out} is for ${name} alone, who opens the picture with it: desk tips open ${id} --with ${out} --files DIR`,
  ]);
}
