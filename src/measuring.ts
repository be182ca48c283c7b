/** A worker thread that finds the wordings which the answering is unsure of. Started by `fusing.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import { readKnowledge } from "./knowledge/read.ts";
import { unsureWordings } from "./unsure-wordings.ts";

const { folder } = workerData as { folder: string };
parentPort?.postMessage(await unsureWordings(await readKnowledge(folder)));
