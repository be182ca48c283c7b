/** `npm run learn`: learns the ranker and the guard of the tip line from `knowledge/` and writes both beside it. */
import { learn } from "./answer/learn.ts";
import { learnAccuse } from "./answer/learn-accuse.ts";
import { readKnowledge } from "./knowledge/read.ts";
import { knowledgeFolder } from "./knowledge-folder.ts";
import { readComplaintLessons, writeLearnedComplaints } from "./stores/complaints-file.ts";
import { shippedRanker, writeRanker } from "./stores/ranker-file.ts";

const knowledge = await readKnowledge(knowledgeFolder);
const ranker = learn(knowledge, {
  progress: (done, of) => process.stderr.write(`\rlearning ${done}/${of} `),
});
await writeRanker(shippedRanker(knowledgeFolder), ranker);
process.stderr.write(
  `\nknowledge ${ranker.version}: ${ranker.ids.length} answers, ${ranker.topics.rows.size} features\n`,
);

const { lessons, digest } = await readComplaintLessons(knowledgeFolder, knowledge);
await writeLearnedComplaints(knowledgeFolder, { ...learnAccuse(lessons), lessons: digest });
process.stderr.write(`guard of the tip line: ${lessons.length} texts\n`);
