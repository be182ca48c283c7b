type About = { class?: string; text?: string };

/** An element of the page that is always there. Throws where the page and its script do not belong together. */
export function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new TypeError(`The page has no ${id}`);
  return found;
}

/** A new element. Texts only ever become text, never markup. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { class: name, text }: About = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (name !== undefined) element.className = name;
  if (text !== undefined) element.textContent = text;
  element.append(...children);
  return element;
}

/** A button that does something slow once at a time. */
export function button(text: string, act: () => void | Promise<void>): HTMLButtonElement {
  const made = make("button", { class: "quiet", text });
  made.type = "button";
  made.addEventListener("click", () => void busy(made, act));
  return made;
}

/** Shuts a button while something runs. It stays where the keyboard is, which a disabled one would not. */
export async function busy(button: HTMLButtonElement, act: () => void | Promise<void>): Promise<void> {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  try {
    await act();
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

/** Lets the browser show what was just said, before work that holds it up. */
export function shown(): Promise<void> {
  return new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
}
