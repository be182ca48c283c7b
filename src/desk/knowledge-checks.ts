import { PromptError, readPrompts } from "../answer/read-prompts.ts";
import { dayIn, systemClock } from "../clock.ts";
import { KnowledgeError } from "../knowledge/knowledge-error.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { FRESH_DAYS, isStale } from "../knowledge/staleness.ts";
import { knowledgeFolder } from "../knowledge-folder.ts";
import { promptsFolder } from "../model-help.ts";
import { usualCareTiming } from "../models/care-timing.ts";
import { createChecks } from "../stores/checks-sqlite.ts";
import { withCurrent } from "./database-checks.ts";
import type { Check, Finding } from "./finding.ts";
import { lookAtEmbeddings, lookAtModel, type ModelLooked } from "./look-at-model.ts";

/** How many are named; the others are counted. */
const NAMED = 3;

/** Whether the knowledge can be read, and which regulations nobody has looked at for too long, by the office's own checks as well. */
export const checkKnowledge: Check = async ({ DATA_DIR: folder, OFFICE_ZONE: zone }) => {
  const name = "knowledge";
  try {
    const { regulations, version } = await readKnowledge(knowledgeFolder);
    let checks: ReadonlyMap<string, string> = new Map();
    const trouble = await withCurrent(name, folder, async (database) => {
      checks = await createChecks(database).latest();
      return [];
    });
    const today = dayIn(zone, systemClock());
    const stale = [...regulations.values()].filter(({ id, dipantau, dicek }) => {
      const ours = checks.get(id) ?? "";
      return isStale({ watched: dipantau, checked: ours > dicek ? ours : dicek }, today);
    });
    if (stale.length === 0)
      return [
        ...trouble,
        { name, level: "ok", says: `version ${version}, ${regulations.size} regulations, none checked too long ago` },
      ];
    const more = stale.length > NAMED ? ` and ${stale.length - NAMED} more` : "";
    const ids = stale.slice(0, NAMED).map(({ id }) => id);
    const says = `${ids.join(", ")}${more} may have changed: last checked over ${FRESH_DAYS} days ago`;
    const remedy = `an officer reads each against its source, then: desk kb checked ${ids[0]} --as NAME`;
    return [...trouble, { name, level: "warn", says, remedy }];
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return [{ name, level: "bad", says: error.message, remedy: "mend these files: npm run -s desk -- kb check" }];
  }
};

/** The prompts and the language model, where one is set. It is asked a question of two words, in which nothing of anybody is. */
export const checkModel: Check = async (settings, _, { secrets }) => {
  const keyGiven = settings.OPENAI_API_KEY === undefined ? secrets.get("OPENAI_API_KEY") : undefined;
  if (keyGiven !== undefined && settings.OPENAI_BASE_URL === undefined)
    return keyGiven === "given" ? [prompts(), notAsked(settings)] : [];
  if (settings.OPENAI_API_KEY === undefined && settings.OPENAI_BASE_URL === undefined)
    return settings.OPENAI_EMBEDDING_MODEL === undefined ? [] : [EMBEDDINGS_ALONE];
  const asked = modelFinding(await lookAtModel(settings), settings.OPENAI_MODEL);
  // A server that wants the key is in order: only the service has it.
  if (keyGiven !== undefined && asked.remedy === REMEDY["model_key_refused"]) return [prompts(), notAsked(settings)];
  return [prompts(), asked, ...(await embeddings(settings))];
};

function notAsked({ OPENAI_MODEL: which }: Parameters<Check>[0]): Finding {
  const says = `${which} was not asked: the service alone is given its key; its log and sinetral_model_down tell`;
  return { name: "model", level: "ok", says };
}

const EMBEDDINGS_ALONE: Finding = {
  name: "model",
  level: "warn",
  says: "OPENAI_EMBEDDING_MODEL is set, and no server to ask for it: it is not used",
  remedy: "set OPENAI_API_KEY or OPENAI_BASE_URL too, or leave it empty",
};

function prompts(): Finding {
  const name = "prompts";
  try {
    const read = Object.values(readPrompts(promptsFolder));
    return { name, level: "ok", says: read.map((each) => `${each.name} ${each.version}`).join(", ") };
  } catch (error) {
    if (!(error instanceof PromptError)) throw error;
    return { name, level: "bad", says: error.message, remedy: "mend these lines, or take the files of this release" };
  }
}

/** What is said of how a model, `which`, answered. */
export function modelFinding(looked: ModelLooked, which: string): Finding {
  const name = "model";
  switch (looked.kind) {
    case "off":
      return { name, level: "ok", says: "none is set" };
    case "answers":
      if (looked.ms > usualCareTiming.slowMs) {
        const says = `${which} took ${Math.round(looked.ms / 1000)} s for two words: too long for people to wait`;
        return { name, level: "warn", says, remedy: "take a faster OPENAI_MODEL or server" };
      }
      return { name, level: "ok", says: `${which} answers` };
    case "misshapen": {
      const says = `${which} answers, but not in the shape asked for; answers come without it`;
      return { name, level: "warn", says, remedy: "try another OPENAI_MODEL" };
    }
    case "silent": {
      const says = `${which} does not answer (${looked.code}); answers come without it`;
      return {
        name,
        level: "warn",
        says,
        remedy: REMEDY[looked.event ?? ""] ?? OUT_OF_REACH,
      };
    }
  }
}

async function embeddings(settings: Parameters<Check>[0]): Promise<Finding[]> {
  const name = "embeddings";
  const { OPENAI_EMBEDDING_MODEL: which } = settings;
  const looked = await lookAtEmbeddings(settings);
  switch (looked.kind) {
    case "off":
      return [];
    case "answers":
      return [{ name, level: "ok", says: `${which} gives vectors` }];
    case "misshapen":
    case "silent": {
      const code = looked.kind === "silent" ? ` (${looked.code})` : "";
      const says = `${which} gives no vectors${code}; suggestions go by words alone`;
      const remedy =
        looked.kind === "silent"
          ? REMEDY[looked.event ?? ""]?.replace("OPENAI_MODEL", `OPENAI_EMBEDDING_MODEL`)
          : undefined;
      return [{ name, level: "warn", says, remedy: remedy ?? OUT_OF_REACH }];
    }
  }
}

const OUT_OF_REACH = "see whether the server of OPENAI_BASE_URL runs and can be reached";

const REMEDY: Readonly<Record<string, string>> = {
  model_key_refused: "put a valid key into OPENAI_API_KEY, or allow it this model, and start again",
  model_not_found: "check OPENAI_BASE_URL and OPENAI_MODEL: one of them is not known there",
  model_unpaid: "put credit on the account of OPENAI_API_KEY",
  model_not_taken: "try another OPENAI_MODEL: this server does not take what is asked of it",
};
