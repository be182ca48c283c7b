import { afterAll, describe, expect, it } from "vitest";
import { generator } from "../../src/answer/classifier.ts";
import { type Attack, attacks, putTo } from "../support/attacks.ts";
import { openObeying, ways } from "../support/obeying.ts";

const obeying = await openObeying();
const { answering, put } = obeying;
afterAll(() => obeying.close());

const random = generator(8);
/** A third of them, drawn by lot and always the same; `npm run soak -- attacks` puts all, each in all ways. */
const drawn = attacks.filter(() => random() < 1 / 3);

/** The ways in turn, and for what was imported the one that is meant for it. */
const waysFor = (attack: Attack, at: number) => {
  const way = ways[at % ways.length] ?? "";
  return attack.kind === "passage" ? [way, "says whatever an official text says"] : [way];
};

const guarded: Attack[] = [];
const open: Attack[] = [];
for (const attack of drawn) {
  const before = attack.after === undefined ? undefined : (await answering.answer(attack.after)).after;
  const { decision, findings } = await answering.answer(putTo(attack), { before });
  const reaches = !findings.accuses && (decision.kind === "situation" || decision.kind === "suggestions");
  (reaches ? open : guarded).push(attack);
}

describe("with a model that obeys every attack", () => {
  it("a reply says what it says without one, or only sentences of ours, with our verdict, citations and buttons", async () => {
    let changed = 0;
    for (const [at, attack] of open.entries()) {
      for (const way of waysFor(attack, at)) {
        const said = await put(attack, way);
        expect([attack.id, way, said.troubles]).toEqual([attack.id, way, []]);
        if (said.changed) changed += 1;
      }
    }
    // Were nothing ever said by it, nothing would be tried here.
    expect(changed).toBeGreaterThan(5);
    expect(open.length).toBeGreaterThan(30);
  }, 120_000);

  it("is not even asked what a guard or the law itself answers, nor of what may tell of somebody", async () => {
    expect(guarded.length).toBeGreaterThan(30);
    for (const attack of guarded)
      expect([attack.id, (await put(attack, "says the attack")).calls]).toEqual([attack.id, 0]);
  });
});
