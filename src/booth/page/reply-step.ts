import { STATUSES } from "../../tips/part-shape.ts";
import { busy, find, make, shown } from "./elements.ts";
import type { OpenBundle } from "./open-bundle.ts";
import { saveButton, saveNow } from "./save.ts";
import type { Session } from "./session.ts";
import { replyTexts, statusWords } from "./texts.ts";
import { today } from "./today.ts";
import { type Draft, mailboxFor, writeReply } from "./write-reply.ts";

/** So long a message may be that a phone still shows it in one piece or two. */
const MOST_LETTERS = 6_000;

/** The third step: a reply or a status, sealed and saved. `show` begins it for a case, `clear` forgets what was written. */
export function replyStep(session: Session): { show(open: OpenBundle): void; clear(): void } {
  const step = find("reply-step", HTMLElement);
  const form = find("reply-form", HTMLFormElement);
  const text = find("reply", HTMLTextAreaElement);
  const status = find("status", HTMLSelectElement);
  const reason = find("reason", HTMLInputElement);
  const mistake = find("reply-error", HTMLElement);
  const written = find("written", HTMLElement);
  const submit = form.querySelector("button") ?? document.createElement("button");
  let current: { open: OpenBundle; mailbox: string; turn: number } | undefined;

  status.append(...STATUSES.map((each) => new Option(statusWords[each], each)));
  form.addEventListener("change", showKind);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void busy(submit, send);
  });
  session.onEnd(clear);
  return { show, clear };

  function show(open: OpenBundle): void {
    const mailbox = mailboxFor(open);
    if (mailbox === undefined) return;
    current = { open, mailbox, turn: open.opened.turn };
    status.value = open.opened.status;
    const warning = find("reply-warning", HTMLElement);
    warning.hidden = open.pinned;
    warning.textContent = replyTexts.notPinned;
    step.hidden = false;
    showKind();
  }

  function clear(): void {
    current = undefined;
    form.reset();
    mistake.textContent = "";
    written.replaceChildren();
    step.hidden = true;
  }

  function showKind(): void {
    const isStatus = new FormData(form).get("kind") === "status";
    find("status-fields", HTMLElement).hidden = !isStatus;
    find("reply-label", HTMLElement).textContent = isStatus ? replyTexts.note : replyTexts.reply;
  }

  async function send(): Promise<void> {
    const draft = read();
    const by = current?.open.identity;
    if (draft === undefined || current === undefined || by === undefined) return;
    mistake.textContent = "";
    const isHere = session.inCase();
    const { open, mailbox, turn } = current;
    await shown();
    const bytes = await writeReply(draft, { open, mailbox, by, day: today(), turn });
    if (!isHere()) return;
    current.turn = turn + 1;
    const name = `balasan-${open.opened.case}-${turn}.tar`;
    const again = saveButton(replyTexts.again(name), name, bytes, session);
    written.prepend(make("li", {}, make("p", { class: "said", text: replyTexts.sealed(name) }), again));
    saveNow(name, bytes, session);
    form.reset();
    if (draft.kind === "status") status.value = draft.status;
    showKind();
  }

  /** What is in the fields, or undefined after saying what is missing. */
  function read(): Draft | undefined {
    const said = text.value.trim();
    if (said.length > MOST_LETTERS) return complain(replyTexts.tooLong(MOST_LETTERS), text);
    if (new FormData(form).get("kind") !== "status") {
      return said === "" ? complain(replyTexts.empty, text) : { kind: "balasan", text: said };
    }
    const chosen = STATUSES.find((each) => each === status.value) ?? "diterima";
    const why = reason.value.trim();
    if (chosen === "tidak-dapat-ditindaklanjuti" && why === "") return complain(replyTexts.needReason, reason);
    return { kind: "status", status: chosen, text: said, reason: why === "" ? undefined : why };
  }

  function complain(sentence: string, field: HTMLElement): undefined {
    mistake.textContent = sentence;
    field.focus();
    return undefined;
  }
}
