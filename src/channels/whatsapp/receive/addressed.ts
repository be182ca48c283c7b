import type { Content } from "./content.ts";
import { isSelf, parseJid, type Self } from "./source.ts";

type Said = Extract<Content, { kind: "said" }>;

/** What somebody says who calls the bot and nothing more. */
const BARE_CALL = "/bantuan";

/**
 * What is said to the bot in a group: the text without the bot's number when it is named, commanded or replied to; undefined
 * when others are talking. Whoever names everybody unseen means nobody. `commands` are the bot's own, with slash.
 */
export function addressedText(
  said: Pick<Said, "text" | "isFile" | "mentioned" | "repliesTo">,
  self: Self | undefined,
  commands: ReadonlySet<string>,
): string | undefined {
  const [first = ""] = said.text.trim().toLowerCase().split(/\s/, 1);
  if (commands.has(first)) return said.text;
  const isNamed = said.mentioned.some((jid) => isOwn(jid, self));
  const call = ownCall(self);
  const called = isNamed && call?.test(said.text) === true;
  if (!called && !isOwn(said.repliesTo, self)) return undefined;
  const rest = call === undefined ? said.text : said.text.replaceAll(new RegExp(call, "g"), " ");
  const trimmed = rest
    .trim()
    .replace(/^[,:;-]+\s*/, "")
    .replace(/\s+/g, " ");
  return trimmed === "" && called && !said.isFile ? BARE_CALL : trimmed;
}

/** The text without the numbers of others who are named in it. */
export function withoutOthers(text: string, mentioned: readonly string[], self: Self | undefined): string {
  const others = new Set(
    mentioned.flatMap((jid) => parseJid(jid) ?? []).flatMap((jid) => (isSelf(jid, self) ? [] : [jid.user])),
  );
  return text.replaceAll(/@(\d+)/g, (name, user: string) => (others.has(user) ? SOMEBODY : name));
}

const SOMEBODY = "seseorang";

function isOwn(jid: string | undefined, self: Self | undefined): boolean {
  const parsed = parseJid(jid);
  return parsed !== undefined && isSelf(parsed, self);
}

/** How the bot is named in a text: by its number or its LID. */
function ownCall(self: Self | undefined): RegExp | undefined {
  if (self === undefined) return undefined;
  return new RegExp(
    `@(?:${[self.pn, self.lid].filter((user) => user !== undefined && /^\d+$/.test(user)).join("|")})(?!\\d)`,
  );
}
