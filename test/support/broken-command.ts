/** A command line with a bug in it, such as a library's that throws where nobody can catch it. */
import { runAsProcess } from "../../src/shell.ts";

const bug = Object.assign(new Error("6281234567890 bolehkah"), { code: "EBUG", data: { creds: "noiseKey" } });
const bugs: Readonly<Record<string, () => void>> = {
  thrown: () =>
    void setImmediate(() => {
      throw bug;
    }),
  rejected: () => void Promise.reject(bug),
};

await runAsProcess("desk", async ([kind = ""]) => {
  bugs[kind]?.();
  return new Promise(() => setInterval(() => {}, 60_000));
});
