import type { Officer } from "../office/officer.ts";
import type { EventForm, FormStep } from "./event-form.ts";
import type { Followed } from "./follow-event.ts";
import type { Reply } from "./message.ts";

/** The end of the form: what people will get, and letting it go. */
export type FormEnd = {
  /** The very reply with all around it that an officer needs to judge it. `form` is its number. */
  show(form: EventForm, id: number, officer: Officer): Promise<Reply>;
  /** The form with what others changed meanwhile of the event that it changes. */
  follow(form: EventForm): Promise<Followed>;
  /** Lets it go as it was shown under that mark; undefined when it is not what was shown, or not what the event is any more. */
  send(form: EventForm, id: number, mark: string, officer: Officer): Promise<Sent | undefined>;
};
/** `correct` when a step must be answered once more before it can go. */
export type Sent = { reply: Reply; done: boolean; correct?: FormStep };
