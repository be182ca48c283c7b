import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { tableRow } from "./read-text.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const SKIPPED = new Set([
  "script",
  "style",
  "head",
  "nav",
  "noscript",
  "template",
  "svg",
  "iframe",
  "footer",
  "button",
]);
const BLOCKS = new Set(
  "address article aside blockquote body center dd div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody thead tr ul".split(
    " ",
  ),
);

/** The text of a page as lines, in reading order: a line a block, a line a table row, list numbers written out. */
export function readHtml(html: string): string[] {
  const lines: string[] = [""];
  const write = (text: string) => {
    lines[lines.length - 1] += text;
  };
  const turn = () => {
    if (lines.at(-1) !== "") lines.push("");
  };
  const walk = (node: Node, sign: string | undefined) => {
    if (node.nodeName === "#text") write((node as DefaultTreeAdapterTypes.TextNode).value.replace(/\s+/g, " "));
    if (!("childNodes" in node) || SKIPPED.has(node.nodeName)) return;
    if (node.nodeName === "br") return turn();
    if (node.nodeName === "tr" && !hasTable(node)) return writeRow(node as Element);
    if (BLOCKS.has(node.nodeName)) turn();
    if (sign !== undefined) write(`${sign} `);
    walkInside(node);
    if (BLOCKS.has(node.nodeName)) turn();
  };
  const walkInside = (node: DefaultTreeAdapterTypes.ParentNode) => {
    if (node.nodeName === "ol") walkList(node as Element);
    else for (const child of node.childNodes) walk(child, undefined);
  };
  const writeRow = (row: Element) => {
    turn();
    write(tableRow(cellsOf(row).map(textOf)));
    turn();
  };
  const walkList = (list: Element) => {
    let count = firstNumber(list);
    for (const child of list.childNodes) {
      const isItem = child.nodeName === "li";
      walk(child, isItem ? listSign(list, count) : undefined);
      if (isItem) count += 1;
    }
  };
  walk(parse(html), undefined);
  return lines.map((line) => line.normalize("NFC").replace(/\s+/g, " ").trim()).filter((line) => line !== "");
}

function attribute(node: Node, name: string): string | undefined {
  return "attrs" in node ? node.attrs.find((each) => each.name === name)?.value : undefined;
}

function firstNumber(node: Node): number {
  return Number(attribute(node, "start") ?? "1") || 1;
}

function listSign(list: Element, count: number): string {
  const style = attribute(list, "style") ?? "";
  const type = attribute(list, "type") ?? (/lower-(?:alpha|latin)/.test(style) ? "a" : "1");
  if (!/^[aA]$/.test(type) || count > 26) return `${count}.`;
  return `${String.fromCharCode((type === "a" ? 96 : 64) + count)}.`;
}

function hasTable(node: Node): boolean {
  return "childNodes" in node && node.childNodes.some((child) => child.nodeName === "table" || hasTable(child));
}

function cellsOf(row: Element): Element[] {
  return row.childNodes.filter((child): child is Element => child.nodeName === "td" || child.nodeName === "th");
}

function textOf(node: Node): string {
  if (node.nodeName === "#text") return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (!("childNodes" in node) || SKIPPED.has(node.nodeName)) return "";
  const inner = node.childNodes.map(textOf).join("");
  return BLOCKS.has(node.nodeName) || node.nodeName === "br" ? ` ${inner} ` : inner;
}
