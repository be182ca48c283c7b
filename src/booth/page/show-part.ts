import { spellDay } from "../../clock.ts";
import type { OpenedPart } from "../../tips/open-case.ts";
import { make } from "./elements.ts";
import type { OpenBundle } from "./open-bundle.ts";
import type { Session } from "./session.ts";
import { showFile } from "./show-file.ts";
import { showOriginal } from "./show-original.ts";
import { kindWords, knownWords, promptWords } from "./texts.ts";

/** One part as its reader sees it. */
export function showPart(part: OpenedPart, open: OpenBundle, session: Session): HTMLElement {
  const { n, meta, text, sameAs } = part;
  const asked = meta.prompt === undefined ? kindWords[meta.kind] : promptWords[meta.prompt];
  const title = make("h4", { text: `Bagian ${n} · ${spellDay(meta.day)} · ${asked}` });
  const article = make("article", {}, title);
  if (sameAs !== undefined)
    article.append(make("p", { class: "help", text: `Sama dengan bagian ${sameAs} (terkirim ulang).` }));
  if (meta.knownBy !== undefined) article.append(make("p", { text: `Yang tahu: ${knownWords[meta.knownBy]}.` }));
  if (meta.consent !== undefined) {
    const said = meta.consent.yes ? "Pelapor mengizinkan ringkasan" : "Pelapor TIDAK mengizinkan ringkasan";
    article.append(make("p", { text: `${said} dengan sidik jari ${meta.consent.summary.slice(0, 16)}.` }));
  }
  if (text !== undefined && text !== "") article.append(make("p", { class: "words", text }));
  const { file } = meta;
  if (file !== undefined) {
    article.append(...showFile(part, file, session));
    if (file.original !== undefined) article.append(showOriginal(part, file, open, session));
  }
  return article;
}
