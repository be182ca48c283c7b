/**
 * `npm run -s evaluate -- FILE.jsonl` measures the answers to labelled questions; `-- --cross-validate` measures the
 * ranker on the stored variants, each judged by a ranker that has not seen it; `-- --tips FILE.jsonl` measures what the guard
 * of the tip line holds; `-- --model FILE.jsonl` measures what the language model of the settings adds to the answers;
 * `-- --embeddings [FILE.jsonl]` measures whether vectors help, and keeps that for the service.
 */
import { runEvaluate } from "./run-evaluate.ts";
import { runAsProcess } from "./shell.ts";

await runAsProcess("evaluate", runEvaluate);
