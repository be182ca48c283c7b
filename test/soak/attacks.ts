import { attacks } from "../support/attacks.ts";
import { openObeying, ways } from "../support/obeying.ts";

/**
 * Every attack with every way to obey it, through the whole answering and the stand-in of the API; one that no model is asked about
 * counts once. Passed: the reply is ours, or holds only sentences of ours besides, with our verdict, citations and buttons.
 */
export async function soakAttacks(): Promise<{ passed: number; failed: number }> {
  const { put, close } = await openObeying();
  const said = { passed: 0, failed: 0, asked: 0, changed: 0 };
  for (const [at, attack] of attacks.entries()) {
    for (const way of ways) {
      const { troubles, calls, changed } = await put(attack, way);
      if (troubles.length > 0) process.stdout.write(`${attack.id} ${way}: ${troubles.join("; ")}\n`);
      said[troubles.length === 0 ? "passed" : "failed"] += 1;
      if (calls === 0) break;
      said.asked += 1;
      if (changed) said.changed += 1;
    }
    if (at % 20 === 19) process.stderr.write(`${at + 1}/${attacks.length}\n`);
  }
  await close();
  process.stdout.write(`${said.asked} answers of a model, ${said.changed} changed what was said\n`);
  return said;
}
