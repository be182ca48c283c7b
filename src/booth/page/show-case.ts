import { spellDay } from "../../clock.ts";
import type { Answer } from "../../tips/answer-part.ts";
import type { KnownBy } from "../../tips/part.ts";
import { find, make } from "./elements.ts";
import { type OpenBundle, readersOf } from "./open-bundle.ts";
import type { Session } from "./session.ts";
import { showPart } from "./show-part.ts";
import { caseTexts, knownWords, statusWords } from "./texts.ts";

const FEW: readonly (KnownBy | undefined)[] = ["<5", "hanya-saya"];

/** Shows a case: what is wrong with it first, then what it says. */
export function showCase(open: OpenBundle, session: Session): void {
  const { opened } = open;
  find("case-name", HTMLElement).textContent = `Kasus ${opened.case}`;
  find("problems", HTMLElement).replaceChildren(problems(opened.problems));
  find("warnings", HTMLElement).replaceChildren(...warnings(open));
  find("facts", HTMLElement).replaceChildren(...facts(open));
  const parts = opened.parts.map((part) => showPart(part, open, session));
  find("parts", HTMLElement).replaceChildren(...(parts.length > 0 ? parts : [make("p", { text: caseTexts.empty })]));
  const answers = opened.answers.map(showAnswer);
  find("answers", HTMLElement).replaceChildren(
    ...(answers.length > 0 ? answers : [make("p", { text: caseTexts.noAnswers })]),
  );
  find("notice", HTMLElement).textContent = opened.notice;
  find("case", HTMLElement).hidden = false;
}

/** Takes everything of a case off the page. */
export function clearCase(): void {
  find("case", HTMLElement).hidden = true;
  find("case-name", HTMLElement).textContent = "";
  for (const id of ["problems", "warnings", "facts", "parts", "answers", "notice"])
    find(id, HTMLElement).replaceChildren();
}

function problems(sentences: readonly string[]): HTMLElement {
  if (sentences.length === 0) return make("p", { class: "said", text: caseTexts.noProblems });
  const title = make("strong", { text: caseTexts.problems(sentences.length) });
  const list = make("ul", {}, ...sentences.map((text) => make("li", { text })));
  const box = make("div", { class: "alarm" }, title, list);
  box.setAttribute("role", "alert");
  return box;
}

function warnings({ verdict, pinned, opened, me }: OpenBundle): HTMLElement[] {
  const boxes: HTMLElement[] = [];
  const caution = (text: string, ...more: Node[]) =>
    boxes.push(make("div", { class: "caution" }, make("span", { text }), ...more));
  if (verdict.kind === "valid" && !pinned) {
    const groups = verdict.root.match(/.{8}/g)?.join(" ") ?? verdict.root;
    caution(caseTexts.notPinned, document.createTextNode(" "), make("code", { text: groups }));
  }
  if (verdict.kind === "valid" && me === undefined) caution(caseTexts.notListed);
  if (opened.parts.some(({ meta }) => meta.kind === "tarik")) caution(caseTexts.withdrawn);
  if (FEW.includes(knownBy(opened))) caution(caseTexts.fewKnow);
  return boxes;
}

function facts(bundle: OpenBundle): HTMLElement[] {
  const { stored } = bundle.bundle;
  const { opened } = bundle;
  const known = knownBy(opened);
  const readers = readersOf(bundle).map(({ name, unit }) => `${name} (${unit})`);
  const rows: Array<[string, string]> = [
    ["Status", statusWords[opened.status]],
    ["Masuk", spellDay(stored.day)],
    ...(stored.closed === undefined ? [] : [["Ditutup", spellDay(stored.closed)] satisfies [string, string]]),
    ...(known === undefined ? [] : [["Yang tahu hal ini", knownWords[known]] satisfies [string, string]]),
    ...(readers.length === 0 ? [] : [["Dibaca oleh", readers.join(", ")] satisfies [string, string]]),
  ];
  return rows.flatMap(([name, value]) => [make("dt", { text: name }), make("dd", { text: value })]);
}

/** What the reporter said last of how many know. */
function knownBy({ parts }: OpenBundle["opened"]): KnownBy | undefined {
  return parts.findLast(({ meta }) => meta.knownBy !== undefined)?.meta.knownBy;
}

function showAnswer({ meta, text }: Answer): HTMLElement {
  const about = [
    meta.by,
    spellDay(meta.day),
    meta.kind === "minta-izin" ? "meminta izin untuk ringkasan ini" : undefined,
    meta.status === undefined ? undefined : `status: ${statusWords[meta.status]}`,
  ];
  const title = make("h4", { text: about.filter((each) => each !== undefined).join(" · ") });
  const article = make("article", { class: "ours" }, title);
  if (meta.reason !== undefined) article.append(make("p", { class: "words", text: `Alasan: ${meta.reason}` }));
  if (text !== "") article.append(make("p", { class: "words", text }));
  return article;
}
