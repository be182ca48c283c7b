import { parentPort, workerData } from "node:worker_threads";
import { type FuzzRun, runFuzz } from "./tips-fuzz.ts";

parentPort?.postMessage(await runFuzz(workerData as FuzzRun));
