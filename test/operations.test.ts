import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MOST_OUTSIDE_MS, MOST_UNDERSTANDING_MS } from "../src/answer/answer.ts";
import { MOST_VECTOR_MS } from "../src/answer/fuse.ts";
import { usualTiming } from "../src/channels/telegram/timing.ts";
import { usualTiming as whatsappTiming } from "../src/channels/whatsapp/connect/timing.ts";
import { usualArrivalTiming } from "../src/channels/whatsapp/receive/arrival-timing.ts";
import { usualSendTiming, whatsappLimits } from "../src/channels/whatsapp/send/send-timing.ts";
import { groupQuota, quotaDefaults } from "../src/chat/quota.ts";
import { telegramLimits } from "../src/delivery/pace.ts";
import { usualCareTiming } from "../src/models/care-timing.ts";
import { LEAST_PER_PERSON, MOST_CALLS, TOKENS_PER_PERSON } from "../src/models.ts";
import { BACKUP_DAYS } from "../src/stores/backup-age.ts";

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
    const { breaker, missetMs, slowMs } = usualCareTiming;
    for (const stated of [
      `${breaker.failures} failures in a row | asks nobody for ${breaker.firstMs / 1000} s`,
      `the wait doubles, up to ${breaker.mostMs / 60_000} minutes`,
      `asks nobody for ${missetMs / 60_000} minutes, and logs it once`,
      `hangs up at the end of the ${MOST_OUTSIDE_MS / 1000} s (after ${MOST_UNDERSTANDING_MS / 1000} s where`,
      `${MOST_VECTOR_MS / 1000} s for a vector`,
      `an answer took more than ${slowMs / 1000} s`,
      `${MOST_CALLS + 1} questions at once`,
      `a person used ${TOKENS_PER_PERSON.toLocaleString("en-US")} tokens in a day (or`,
      `if that is less; ${LEAST_PER_PERSON.toLocaleString("en-US")} are anybody's`,
    ])
      expect(page).toContain(stated);
  });

  it("reckons with the pace that the code keeps, and with the messages it says", () => {
    const { pushGapMs } = usualSendTiming;
    const mean = (pushGapMs[0] + pushGapMs[1]) / 2_000;
    for (const stated of [
      `answers a second on Telegram | ${telegramLimits.perSecond}, Telegram's limit`,
      `${telegramLimits.perSecond} answers a second are ${(telegramLimits.perSecond * 60).toLocaleString("en-US")} in a minute`,
      `${pushGapMs[0] / 1_000} to ${pushGapMs[1] / 1_000} s for each: ${((mean * 10_000) / 3_600).toFixed(1)} hours`,
      `adds ${Math.round((52 * 10_000 * 218) / 1e6)} MB`,
    ])
      expect(page).toContain(stated);
  });

  it("has doctor and alert call a backup old after the same days", () => {
    expect(page).toContain(`older than ${BACKUP_DAYS} days; dated in the future`);
    const alerts = readFileSync("deploy/alerts.yaml", "utf8");
    expect(alerts).toContain(`abs(time() - sinetral_backup_timestamp_seconds) > ${BACKUP_DAYS} * 86400`);
  });

  it("names tests that exist", () => namesTestsThatExist(page));
});

describe("docs/whatsapp.md", () => {
  const text = readFileSync("docs/whatsapp.md", "utf8").replace(/\s+/g, " ");

  it("states the times and limits that the code has", () => {
    const { reconnect, stableMs, watchdogMs, quietMs, renewMs, refused } = whatsappTiming;
    const { replyMs, pushGapMs, coldGapMs } = usualSendTiming;
    for (const stated of [
      `again after ${reconnect.firstMs / 1000} s, doubling with jitter up to ${reconnect.mostMs / 60_000} minutes`,
      `${stableMs === 60_000 ? "a minute" : stableMs} of connection starts it anew`,
      `or after ${watchdogMs / 1000} s`,
      `asks after ${quietMs / 60_000} minutes of silence, renews the connection after ${renewMs / 3_600_000} hours`,
      `tries every ${refused.firstMs / 60_000} to ${refused.mostMs / 60_000} minutes`,
      `An answer that takes longer than ${usualArrivalTiming.holdMs / 1000} s goes on`,
      `for one person ${usualArrivalTiming.blockMs === 1_000 ? "a second" : usualArrivalTiming.blockMs} at most`,
      `${replyMs === 600_000 ? "ten minutes" : replyMs} at most`,
      `${whatsappLimits.perSecond} messages a second in all, ${Math.floor(1000 / whatsappLimits.chatMs)} a second each`,
      `${pushGapMs[0] / 1000} to ${pushGapMs[1] / 1000} s apart`,
      `${coldGapMs[0] / 1000} to ${coldGapMs[1] / 1000} s apart`,
    ]) {
      expect(text).toContain(stated);
    }
  });

  it("names tests that exist", () => namesTestsThatExist(text));
});

function namesTestsThatExist(text: string): void {
  for (const [, name] of text.matchAll(/`([\w/-]+\/[\w-]+\.test\.ts|main-[\w-]+\.test\.ts)`/g)) {
    expect(() => readFileSync(`test/${name}`), name).not.toThrow();
  }
}

it("npm writes no command line down, which may hold an answer to a reporter", () => {
  const folder = mkdtempSync(join(tmpdir(), "npm-"));
  execFileSync("npm", ["prefix", "an answer"], { env: { ...process.env, npm_config_cache: folder } });
  expect(readdirSync(folder, { recursive: true })).toEqual([]);
  rmSync(folder, { recursive: true });
});
