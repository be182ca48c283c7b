import { openAnswering } from "./build.ts";
import { dayIn, systemClock } from "./clock.ts";
import { loadEnvironment } from "./environment.ts";
import { type MeasuredQuestions, showEmbeddings } from "./evaluate/embeddings.ts";
import { LabelsError } from "./evaluate/labels.ts";
import type { Progress } from "./evaluate/progress.ts";
import { createLog } from "./log.ts";
import { openModel } from "./models.ts";
import { readSettings } from "./settings.ts";
import { writeMeasured } from "./stores/fusing-file.ts";
import { openVectorFile } from "./stores/vectors-sqlite.ts";

/** Measures the model for embeddings of the settings, and leaves for the service what it may be used for. */
export async function measureEmbeddings(questions: MeasuredQuestions, progress: Progress): Promise<void> {
  loadEnvironment();
  const settings = readSettings(process.env);
  const { DATA_DIR: dataFolder, OFFICE_ZONE: zone } = settings;
  const clock = systemClock;
  const opened = openModel({ settings, log: createLog(settings.LOG_LEVEL), clock });
  if (opened?.embed === undefined)
    throw new LabelsError(
      "there is no model for embeddings; set OPENAI_EMBEDDING_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL",
    );
  const answering = await openAnswering({ progress });
  const store = await openVectorFile(dataFolder);
  try {
    const parts = {
      answering,
      embed: opened.embed,
      leave: answering.leave,
      store,
      day: dayIn(zone, clock()),
      progress,
    };
    await writeMeasured(dataFolder, await showEmbeddings(questions, parts));
    const until =
      questions === undefined
        ? "the knowledge changes"
        : "it is measured again, without a file on wordings of the knowledge";
    console.log(`kept in ${dataFolder} for this model until ${until}; a service that runs uses it from its next start`);
  } finally {
    await store.close();
    await answering.close();
  }
}
