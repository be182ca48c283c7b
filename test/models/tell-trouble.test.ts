import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createModelStage, patient, type Stage } from "./stage.ts";
import { task } from "./task.ts";

describe("what the log says of a model that answers and is of no use", () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await createModelStage();
  });
  beforeEach(() => {
    stage.server.clear();
    stage.lines.length = 0;
  });
  afterAll(() => stage.server.stop());

  async function ask(times: number, answer: object | string, { model }: ReturnType<Stage["open"]>): Promise<void> {
    stage.server.answerWith(() => answer);
    for (let at = 0; at < times; at += 1) await model.ask(task, patient());
  }

  it("is one line after ten such answers in a row, whatever follows", async () => {
    const opened = stage.open();
    await ask(9, { jawaban: "boleh" }, opened);
    expect(stage.events()).toEqual([]);
    await ask(5, { jawaban: "boleh" }, opened);
    expect(stage.lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: "warn", event: "model_useless", error: "chat misshapen" },
    ]);
  });

  it("is nothing where one in ten is of use, and a new line where it was of use meanwhile", async () => {
    const opened = stage.open();
    for (let round = 0; round < 2; round += 1) {
      await ask(9, "Boleh.", opened);
      await ask(1, { verdict: "boleh", claims: [] }, opened);
    }
    expect(stage.events()).toEqual([]);
    await ask(10, "Boleh.", opened);
    await ask(1, { verdict: "boleh", claims: [] }, opened);
    await ask(10, "Boleh.", opened);
    expect(stage.events()).toEqual(["model_useless", "model_useless"]);
  });
});
