/** One line of a calendar as RFC 5545 wants it: folded at 75 bytes, never inside a letter. */
export function icsLine(name: string, value: string): string {
  const lines: string[] = [];
  let line = "";
  for (const sign of `${name}:${value}`) {
    if (Buffer.byteLength(line) + Buffer.byteLength(sign) > 75) {
      lines.push(line);
      line = " ";
    }
    line += sign;
  }
  return [...lines, line].map((each) => `${each}\r\n`).join("");
}

/** A text as a calendar keeps it. */
export function icsText(text: string): string {
  return text
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r\n?|\n/g, "\\n")
    .replace(/\p{Cc}/gu, "");
}

/** A moment (ms) in UTC, `20241009T230000Z`: right in every calendar without any table of time zones. */
export function icsMoment(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** A text of a calendar as people wrote it. */
export function fromIcsText(value: string): string {
  return value.replace(/\\([nN]|.)/g, (_, sign: string) => (/n/i.test(sign) ? "\n" : sign));
}

/** A property of a calendar: `line` is where it begins, its names in capitals. */
export type IcsProperty = { line: number; name: string; parameters: ReadonlyMap<string, string>; value: string };

/** The properties of a calendar in their order, folded lines joined; what is no property has an empty name. */
export function icsProperties(text: string): IcsProperty[] {
  const lines = text.split(/\r\n?|\n/);
  const properties: Array<{ line: number; content: string }> = [];
  for (const [at, content] of lines.entries()) {
    const last = properties.at(-1);
    if (/^[ \t]/.test(content) && last !== undefined) last.content += content.slice(1);
    else if (content.trim() !== "") properties.push({ line: at + 1, content });
  }
  return properties.map(({ line, content }) => {
    const [, name = "", parameters = "", value = ""] =
      /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s.exec(content) ?? [];
    const pairs = [...parameters.matchAll(/;([\w-]+)=("[^"]*"|[^";]*)/g)].map(
      ([, key = "", said = ""]) => [key.toUpperCase(), said.replace(/^"|"$/g, "")] as const,
    );
    return { line, name: name.toUpperCase(), parameters: new Map(pairs), value };
  });
}
