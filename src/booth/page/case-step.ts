import { busy, find, shown } from "./elements.ts";
import { type OpenBundle, openBundle, rootIn } from "./open-bundle.ts";
import type { Session } from "./session.ts";
import { bundleTexts, caseTexts, keyTexts } from "./texts.ts";

/** The second step: the file of a case, and what the list of readers is held against. */
export function caseStep(session: Session, opened: (open: OpenBundle) => void, left: () => void): void {
  const form = find("case-form", HTMLFormElement);
  const file = find("case-file", HTMLInputElement);
  const root = find("root", HTMLInputElement);
  const mistake = find("case-error", HTMLElement);
  const submit = form.querySelector("button") ?? document.createElement("button");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void busy(submit, open);
  });
  session.onEnd(() => {
    file.value = "";
    root.value = "";
    mistake.textContent = "";
  });

  async function open(): Promise<void> {
    left();
    mistake.textContent = "";
    const identities = session.identities();
    const chosen = file.files?.[0];
    if (identities.length === 0) return;
    if (chosen === undefined) return complain(caseTexts.needFile, file);
    const pinned = rootIn(root.value);
    if (pinned === "bad") return complain(caseTexts.badRoot, root);
    mistake.textContent = caseTexts.opening;
    await shown();
    const bytes = await bytesOf(chosen);
    if (bytes === undefined) return complain(keyTexts.unreadable, file);
    const result = await openBundle(bytes, identities, pinned);
    // Somebody may have closed everything while it was being opened.
    if (session.identities() !== identities) return;
    if (result.kind === "unreadable") return complain(bundleTexts[result.why], file);
    mistake.textContent = "";
    for (const { content } of result.opened.parts) session.keep(content);
    opened(result);
  }

  function complain(text: string, field: HTMLInputElement): void {
    mistake.textContent = text;
    field.focus();
  }
}

async function bytesOf(file: File): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    // The stick was pulled out, or the file is too large for this laptop: the browser does not say which.
    return undefined;
  }
}
