import type { OpenedPart } from "../../tips/open-case.ts";
import type { FileMeta } from "../../tips/part.ts";
import { button, make } from "./elements.ts";
import { endingOf, pictureKind, soundKind } from "./file-kind.ts";
import { pictureFrame } from "./picture-frame.ts";
import { saveButton } from "./save.ts";
import type { Session } from "./session.ts";
import { fileTexts } from "./texts.ts";

/** A file of a part: clean pictures are shown, sound waits for a word, all else is only saved. */
export function showFile({ n, content }: OpenedPart, file: FileMeta, session: Session): HTMLElement[] {
  const picture = file.cleaned ? pictureKind(content) : undefined;
  const isClean = picture !== undefined;
  const line = about(file, content.length, isClean);
  if (picture !== undefined)
    return [line, framed({ bytes: content, mime: picture, title: `Gambar bagian ${n}` }), save()];
  if (file.cleaned) return [line, make("p", { class: "mistake", text: fileTexts.notShown }), save()];
  if (file.voice === true || soundKind(file.mime) !== undefined) return [line, voice()];
  return [line, save()];

  function save(): HTMLElement {
    const name = `bagian-${n}${isClean ? "" : "-belum-dibersihkan"}.${endingOf(picture ?? (file.cleaned ? "" : file.mime))}`;
    return saving(saveButton(fileTexts.save(n), name, content, session));
  }

  function framed(shown: Parameters<typeof pictureFrame>[0]): HTMLElement {
    const place = make("div");
    void pictureFrame(shown, session).then((frame) => place.append(...frame));
    return place;
  }

  function voice(): HTMLElement {
    const sound = soundKind(file.mime);
    const play = button(fileTexts.play, () => {
      const player = make("audio");
      player.controls = true;
      player.src = session.urlOf(content, sound ?? "");
      play.replaceWith(player);
      player.focus();
    });
    const keep = button(fileTexts.saveVoice, () => keep.replaceWith(save()));
    const actions = make("div", { class: "actions" }, ...(sound === undefined ? [] : [play]), keep);
    return make("div", {}, make("p", { class: "caution", text: fileTexts.voiceWarning }), actions);
  }
}

/** A button that saves, with what to mind. */
export function saving(save: HTMLElement): HTMLElement {
  return make("div", { class: "saving" }, save, make("p", { class: "help", text: fileTexts.saveWarning }));
}

function about({ name, mime }: FileMeta, size: number, isClean: boolean): HTMLElement {
  const line = make("p", { class: "file" }, make("bdi", { text: plainName(name) }));
  line.append(` (${mime}, ${sizeWords(size)}) `);
  line.append(make("strong", { text: `— ${isClean ? fileTexts.clean : fileTexts.dirty}` }));
  return line;
}

/** Without the signs that turn a name around, so that it reads "gnp.exe" where it is one. */
function plainName(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}]/gu, "\uFFFD");
}

function sizeWords(size: number): string {
  const kilobytes = Math.max(1, Math.round(size / 1024));
  return kilobytes < 1024 ? `${kilobytes} KB` : `${(kilobytes / 1024).toFixed(1).replace(".", ",")} MB`;
}
