import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { usualTiming } from "../src/channels/telegram/timing.ts";
import { groupQuota, quotaDefaults } from "../src/chat/quota.ts";
import { telegramLimits } from "../src/delivery/pace.ts";

const page = readFileSync("docs/operations.md", "utf8").replace(/\s+/g, " ");

describe("docs/operations.md", () => {
  it("states the times and limits that the code has", () => {
    const {
      pollSeconds,
      silentMs,
      backoff,
      resend,
      replyMs,
      replyAtLeastMs,
      mostPollWaitMs,
      stopMs,
      callMs,
      uploadMs,
      aloneMs,
    } = usualTiming;
    const range = ({ firstMs, mostMs }: typeof backoff) => `${firstMs / 1000} to ${mostMs / 1000} s apart`;
    for (const stated of [
      `holds the question for ${pollSeconds} s`,
      `gives up ${silentMs / 1000} s after the poll should have ended (${pollSeconds + silentMs / 1000} s)`,
      `gives up after ${callMs / 1000} s and tries again`,
      `may take ${uploadMs / 1000} s instead of ${callMs / 1000}`,
      `asks again, ${range(backoff)}`,
      `tries again, ${range(resend)}`,
      `asks again every ${mostPollWaitMs / 1000} s`,
      `until the question is ${replyMs / 60_000} minutes old, and for ${replyAtLeastMs / 1000} s at least`,
      `SIGTERM lets answers under way finish (${stopMs / 1000} s at most)`,
      `one bot | ${telegramLimits.perSecond} calls a second`,
      `one person | ${1000 / telegramLimits.chatMs} message a second`,
      `one group | ${telegramLimits.groupPerMinute} messages in any minute`,
      `One person may ask ${quotaDefaults.messages} questions a minute, a group ${groupQuota.messages}`,
    ]) {
      expect(page).toContain(stated);
    }
    expect(aloneMs).toBeLessThan(callMs);
  });

  it("names tests that exist", () => {
    for (const [, name] of page.matchAll(/`([\w/-]+\.test\.ts)`/g)) {
      expect(() => readFileSync(`test/${name}`), name).not.toThrow();
    }
  });
});
