import { openAnswering } from "./build.ts";
import { dayIn, systemClock } from "./clock.ts";
import { type MeasuredQuestions, showEmbeddings } from "./evaluate/embeddings.ts";
import { LabelsError } from "./evaluate/labels.ts";
import type { Progress } from "./evaluate/progress.ts";
import type { Table } from "./evaluate/table.ts";
import { createLog } from "./log.ts";
import { openModel } from "./models.ts";
import { readSettings } from "./settings.ts";
import type { Shell } from "./shell.ts";
import { writeMeasured } from "./stores/fusing-file.ts";
import { openVectorFile } from "./stores/vectors-sqlite.ts";

/** Measures the model for embeddings of the settings, and leaves for the service what it may be used for. */
export async function measureEmbeddings(
  questions: MeasuredQuestions,
  { shell, table, progress }: { shell: Shell; table: Table; progress: Progress },
): Promise<void> {
  const settings = readSettings(shell.environment);
  const { DATA_DIR: dataFolder, OFFICE_ZONE: zone } = settings;
  const clock = systemClock;
  const opened = openModel({ settings, log: createLog(settings.LOG_LEVEL, shell.stderr), clock });
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
      table,
    };
    await writeMeasured(dataFolder, await showEmbeddings(questions, parts));
    const until =
      questions === undefined
        ? "the knowledge changes"
        : "it is measured again, without a file on wordings of the knowledge";
    table.line(`kept in ${dataFolder} for this model until ${until}; a service that runs uses it from its next start`);
  } finally {
    await store.close();
    await answering.close();
  }
}
