/** A worker thread that learns the knowledge anew and leaves the ranker in the data folder. Started by `live.ts`. */
import { workerData } from "node:worker_threads";
import { learn } from "./answer/learn.ts";
import { readOfficeKnowledge } from "./office-knowledge.ts";
import { openDatabase } from "./stores/database.ts";
import { ownRanker, writeRanker } from "./stores/ranker-file.ts";

const { folder, dataFolder } = workerData as { folder: string; dataFolder: string };
const database = await openDatabase(dataFolder);
const knowledge = await readOfficeKnowledge(folder, database);
await database.destroy();
await writeRanker(ownRanker(dataFolder), learn(knowledge));
