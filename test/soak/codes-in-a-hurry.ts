/** Loaded before `main.ts` with `--import`, where guesses are not what is to be shown: each look at a code takes a third of a second of work otherwise. */
import { ARGON2 } from "../../src/tips/code-keys.ts";

Object.assign(ARGON2, { memory: 1_024, passes: 1 });
