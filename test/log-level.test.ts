import { describe, expect, it } from "vitest";
import { createLog } from "../src/log.ts";
import { createLevelSwitch } from "../src/log-level.ts";

function open(usual: "info" | "warn") {
  const lines: string[] = [];
  const log = createLog(usual, {
    write: (line) => {
      const { level, event } = JSON.parse(line) as { level: string; event: string };
      lines.push(`${level} ${event}`);
    },
  });
  return { log, lines };
}

describe("the level of the log", () => {
  it("is another one at once, says so, and is the usual one again after its minutes", async () => {
    const { log, lines } = open("warn");
    const levels = createLevelSwitch(log, 20);
    log.debug("ready");
    expect(levels.change("debug", 2)).toEqual({ level: "debug", usual: "warn", minutes: 2 });
    log.debug("ready");
    await expect.poll(log.level, { interval: 5 }).toBe("warn");
    log.debug("ready");
    expect(lines).toEqual(["info log_level_changed", "debug ready", "info log_level_changed"]);
    expect(levels.shown()).toEqual({ level: "warn", usual: "warn", minutes: undefined });
  });

  it("counts its minutes from the last change, and is the usual one when asked to be", async () => {
    const { log, lines } = open("info");
    const levels = createLevelSwitch(log);
    levels.change("debug", 1);
    expect(levels.change("silent", 90).minutes).toBe(90);
    log.error("crashed");
    expect(levels.change("info", 60)).toEqual({ level: "info", usual: "info", minutes: undefined });
    expect(lines).toEqual(Array(3).fill("info log_level_changed"));
  });

  it("hides no trouble from whoever counts", () => {
    const { log } = open("warn");
    createLevelSwitch(log).change("silent", 1);
    for (const say of [log.warn, log.error, log.info, log.debug]) say("unanswered");
    expect([...log.troubles()]).toEqual([["unanswered", 2]]);
  });
});
