import type { NewFile } from "./attached-file.ts";

/** Whose files: those of an event, or of the form that one is being made or changed in. */
export type FileOwner = { form: number } | { event: number };

/** The files that go with events. */
export type EventFiles = {
  /** In the order they were added. */
  of(owner: FileOwner): Promise<NewFile[]>;
  add(form: number, file: NewFile): Promise<void>;
  /** Lets the form have none. */
  clear(form: number): Promise<void>;
  /** Lets the form have those of an event, and no others. */
  copy(event: number, form: number): Promise<void>;
};

/** So many files may go with one event: each is a message of its own on WhatsApp. */
export const MOST_FILES = 3;
