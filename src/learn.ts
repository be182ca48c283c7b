/** `npm run learn`: learns the ranker from `knowledge/` and writes it beside it. */
import { learn } from "./answer/learn.ts";
import { readKnowledge } from "./knowledge/read.ts";
import { knowledgeFolder } from "./knowledge-folder.ts";
import { shippedRanker, writeRanker } from "./stores/ranker-file.ts";

const knowledge = await readKnowledge(knowledgeFolder);
const ranker = learn(knowledge, {
  progress: (done, of) => process.stderr.write(`\rlearning ${done}/${of} `),
});
await writeRanker(shippedRanker(knowledgeFolder), ranker);
process.stderr.write(
  `\nknowledge ${ranker.version}: ${ranker.ids.length} answers, ${ranker.topics.rows.size} features\n`,
);
