import "./old-browsers.ts";
import { caseStep } from "./case-step.ts";
import { find } from "./elements.ts";
import { watchIdle } from "./idle.ts";
import { keyStep } from "./key-step.ts";
import { replyStep } from "./reply-step.ts";
import { createSession } from "./session.ts";
import { clearCase, showCase } from "./show-case.ts";
import { endTexts } from "./texts.ts";

const IDLE_MS = 15 * 60_000;

const said = find("said", HTMLElement);
const steps = find("case-step", HTMLElement);
const session = createSession();
const reply = replyStep(session);

keyStep(session, () => {
  say("");
  steps.hidden = false;
  find("case-file", HTMLInputElement).focus();
});
caseStep(
  session,
  (open) => {
    showCase(open, session);
    reply.show(open);
    find("case-name", HTMLElement).focus();
  },
  leave,
);
session.onEnd(() => {
  leave();
  steps.hidden = true;
});
find("wipe", HTMLButtonElement).addEventListener("click", () => end(endTexts.closed));
watchIdle(IDLE_MS, {
  warn: () => isOpen() && say(endTexts.soon),
  calm: () => isOpen() && say(""),
  end: () => isOpen() && end(endTexts.idle),
});
// A file let go beside its field would be opened in place of this page, and what was written would be lost.
for (const drag of ["dragover", "drop"])
  addEventListener(drag, (event) => {
    if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
  });
// Also where the browser keeps a page that was left, to show it again.
addEventListener("pagehide", () => end(""));
addEventListener("unhandledrejection", () => say(endTexts.unexpected));

// Only now: what does not get here must not look as if it worked.
find("guard", HTMLElement).hidden = true;
find("desk", HTMLElement).hidden = false;

function isOpen(): boolean {
  return session.identities().length > 0;
}

function leave(): void {
  clearCase();
  reply.clear();
  session.leaveCase();
  say("");
}

function end(sentence: string): void {
  session.end();
  say(sentence);
}

function say(sentence: string): void {
  said.textContent = sentence;
}
