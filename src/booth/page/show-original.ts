import type { OpenedPart } from "../../tips/open-case.ts";
import type { FileMeta } from "../../tips/part.ts";
import { openOriginal, release } from "../../tips/shares.ts";
import { button, make } from "./elements.ts";
import { endingOf, pictureKind } from "./file-kind.ts";
import { type OpenBundle, readersOf } from "./open-bundle.ts";
import { pictureFrame } from "./picture-frame.ts";
import { saveButton, saveNow } from "./save.ts";
import type { Session } from "./session.ts";
import { saving } from "./show-file.ts";
import { caseTexts, fileTexts, originalProblems, originalTexts } from "./texts.ts";
import { today } from "./today.ts";

/** The picture as it was sent: opened with what another reader released, or one's own share released to another. */
export function showOriginal(part: OpenedPart, file: FileMeta, open: OpenBundle, session: Session): HTMLElement {
  const box = make("details", {}, make("summary", { text: originalTexts.title }));
  box.append(make("p", { class: "help", text: originalTexts.about }));
  box.append(opening(part, file, open, session), releasing(part, file, open, session));
  return box;
}

function opening(
  { n }: OpenedPart,
  file: FileMeta,
  { bundle, verdict, identity, secrets }: OpenBundle,
  session: Session,
): HTMLElement {
  const chosen = make("input");
  chosen.type = "file";
  chosen.multiple = true;
  chosen.autocomplete = "off";
  const said = make("p", { class: "mistake" });
  said.setAttribute("role", "alert");
  const place = make("div");
  const act = button(originalTexts.open, async () => {
    place.replaceChildren();
    said.textContent = await openIt();
  });
  const label = make("label", { text: originalTexts.with }, chosen);
  return make("div", {}, label, act, said, place);

  async function openIt(): Promise<string> {
    const isHere = session.inCase();
    const released = await Promise.all([...(chosen.files ?? [])].map((each) => each.text()));
    if (identity === undefined || verdict.kind !== "valid") return caseTexts.notListed;
    if (released.length === 0) return originalTexts.needFile;
    const stored = bundle.parts.find(({ id, from }) => from === "asli" && id === file.original?.part);
    if (stored === undefined) return originalTexts.missing;
    const result = await openOriginal({ stored, file, identity, secrets, released, list: verdict.list });
    if (result.kind !== "opened") return originalProblems[result.kind];
    const { bytes, by } = result;
    if (!isHere()) return "";
    session.keep(bytes);
    const kind = pictureKind(bytes);
    place.append(make("p", { text: `Bagian dari ${by.join(" dan ")}; ${fileTexts.dirty}.` }));
    if (kind !== undefined)
      place.append(...(await pictureFrame({ bytes, mime: kind, title: `Gambar asli bagian ${n}` }, session)));
    const name = `bagian-${n}-asli-belum-dibersihkan.${endingOf(kind ?? file.mime)}`;
    place.append(saving(saveButton(fileTexts.saveOriginal(n), name, bytes, session)));
    return "";
  }
}

function releasing(part: OpenedPart, file: FileMeta, open: OpenBundle, session: Session): HTMLElement {
  const others = readersOf(open).filter(({ name }) => name !== open.me?.name);
  const to = make("select", {}, ...others.map(({ name }) => new Option(name, name)));
  to.autocomplete = "off";
  const said = make("p", { class: "mistake" });
  said.setAttribute("role", "alert");
  const place = make("p");
  const act = button(originalTexts.release, async () => {
    const { identity, secrets } = open;
    const reader = others.find(({ name }) => name === to.value);
    const { original } = file;
    if (identity === undefined || reader === undefined || original === undefined) return;
    const about = { original, case: open.opened.case, day: today(), from: identity, secrets, to: reader };
    const isHere = session.inCase();
    const result = await release(about);
    if (!isHere()) return;
    said.textContent = result.kind === "released" ? "" : originalTexts.noShare;
    if (result.kind !== "released") return;
    const name = `pelepasan-bagian-${part.n}-untuk-${reader.name}.age`;
    const text = new TextEncoder().encode(result.text);
    place.replaceChildren(saveButton(`Simpan lagi ${name}`, name, text, session));
    saveNow(name, text, session);
  });
  const label = make("label", { text: originalTexts.to }, to);
  return make("div", {}, ...(others.length === 0 ? [] : [label, act, said, place]));
}
