import { type Identity, readIdentity } from "../../tips/identity.ts";
import { busy, find, shown } from "./elements.ts";
import type { Session } from "./session.ts";
import { keyTexts } from "./texts.ts";

/** Keys are small: whatever is larger is some other file, and is not read. */
const MOST_BYTES = 64 * 1024;

/** The first step: a key file, or several of one reader who changed their key, and the passphrase where they are locked. */
export function keyStep(session: Session, opened: () => void): void {
  const file = find("key-file", HTMLInputElement);
  const form = find("key-form", HTMLFormElement);
  const passphrase = find("passphrase", HTMLInputElement);
  const mistake = find("key-error", HTMLElement);
  const submit = form.querySelector("button") ?? document.createElement("button");

  const reveal = find("reveal", HTMLInputElement);

  reveal.addEventListener("change", () => {
    passphrase.type = reveal.checked ? "text" : "password";
  });
  file.addEventListener("change", () => void choose());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void busy(submit, unlock);
  });
  session.onEnd(() => {
    file.value = "";
    passphrase.value = "";
    form.reset();
    passphrase.type = "password";
    mistake.textContent = "";
    form.hidden = true;
    show(undefined);
  });

  async function choose(): Promise<void> {
    mistake.textContent = "";
    form.hidden = true;
    await read(undefined);
  }

  async function unlock(): Promise<void> {
    mistake.textContent = keyTexts.opening;
    await shown();
    const given = passphrase.value;
    passphrase.value = "";
    await read(given);
  }

  async function read(given: string | undefined): Promise<void> {
    const identities: Identity[] = [];
    for (const each of file.files ?? []) {
      const text = await textOf(each);
      const result = text === undefined ? undefined : await readIdentity(text, given);
      if (result?.kind !== "identity") return ask(result?.kind ?? "unreadable");
      identities.push(result.identity);
    }
    const [first, ...others] = identities;
    if (first === undefined) return;
    if (others.some(({ name }) => name !== first.name)) return ask("different");
    mistake.textContent = "";
    session.begin(identities);
    show(first.name);
    opened();
  }

  function ask(why: keyof typeof keyTexts | "locked"): void {
    mistake.textContent = why === "locked" ? "" : keyTexts[why];
    if (why !== "locked" && why !== "wrong-passphrase") return;
    form.hidden = false;
    passphrase.focus();
  }

  function show(name: string | undefined): void {
    find("key-choose", HTMLElement).hidden = name !== undefined;
    find("key-open", HTMLElement).hidden = name === undefined;
    find("key-name", HTMLElement).textContent = name ?? "";
  }
}

async function textOf(file: File): Promise<string | undefined> {
  if (file.size > MOST_BYTES) return "";
  try {
    return await file.text();
  } catch {
    // The stick was pulled out, or the file belongs to somebody else: the browser does not say which.
    return undefined;
  }
}
