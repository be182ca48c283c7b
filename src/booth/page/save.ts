import { make } from "./elements.ts";

/** A link that saves bytes under a name of ours, never one that a sender chose. */
export function saveLink(text: string, name: string, url: string): HTMLAnchorElement {
  const link = make("a", { class: "save", text });
  link.download = name;
  link.href = url;
  return link;
}

/** What the browser saves is bytes to it, whatever they are: it must neither open nor run them. */
export const SAVED_AS = "application/octet-stream";
