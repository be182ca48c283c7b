import { readAttachedFile } from "../reminders/attached-file.ts";
import { type EventFiles, MOST_FILES } from "../reminders/event-files.ts";
import { formTexts as texts } from "./event-form-texts.ts";
import { FileUnavailableError, type IncomingFile, isRecording } from "./incoming-file.ts";
import { texts as commonTexts } from "./texts.ts";

/** The names of a form's files now, and what to say of the one that was sent. */
export type Attached = { names: string[]; says: string };

/** Adds a file that an officer sent to those of a form, or says why not. */
export async function attachFile(file: IncomingFile | undefined, form: number, files: EventFiles): Promise<Attached> {
  const before = (await files.of({ form })).map(({ name }) => name);
  if (file === undefined || isRecording(file)) return { names: before, says: texts.notAFile };
  if (before.length >= MOST_FILES) return { names: before, says: texts.tooManyFiles(MOST_FILES) };
  try {
    const read = readAttachedFile(file.name, await file.bytes());
    if ("problem" in read) return { names: before, says: read.problem };
    await files.add(form, read);
    return { names: [...before, read.name], says: texts.fileTaken(read.name, file.ofSeveral) };
  } catch (error) {
    if (!(error instanceof FileUnavailableError)) throw error;
    return { names: before, says: commonTexts.fileUnavailable[error.why] };
  }
}
