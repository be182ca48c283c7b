import { button, make } from "./elements.ts";
import { FRAME_STYLE } from "./frame-style.ts";
import type { Session } from "./session.ts";
import { fileTexts } from "./texts.ts";

/**
 * A picture in a frame of its own: without scripts, without an origin, and in browsers that part frames in a process apart from the
 * one that has the key. Nothing of the sender's is in the frame but base64.
 */
export async function pictureFrame(
  picture: { bytes: Uint8Array; mime: string; title: string },
  session: Session,
): Promise<HTMLElement[]> {
  const { bytes, mime, title } = picture;
  const isHere = session.inCase();
  const data = await dataUrl(bytes, mime);
  if (!isHere()) return [];
  const page = `<!doctype html><html lang="id"><meta charset="utf-8"><title>Gambar</title><style>${FRAME_STYLE}</style><img alt="Gambar" src="${data}"></html>`;
  const frame = make("iframe");
  frame.setAttribute("sandbox", "");
  frame.title = title;
  frame.src = session.urlOf(new TextEncoder().encode(page), "text/html");
  const size = button(fileTexts.larger, () => {
    const isLarge = frame.classList.toggle("large");
    size.textContent = isLarge ? fileTexts.smaller : fileTexts.larger;
  });
  return [frame, size];
}

function dataUrl(bytes: Uint8Array, mime: string): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done(String(reader.result)));
    reader.addEventListener("error", () => failed(reader.error));
    reader.readAsDataURL(new Blob([new Uint8Array(bytes)], { type: mime }));
  });
}
