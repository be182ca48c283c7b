import { describe, expect, it } from "vitest";
import { emptyCachesLate } from "../../../../src/channels/whatsapp/connect/late-caches.ts";
import { bareStage } from "../../../support/bare-stage.ts";

const { paired } = bareStage({ oneTimeKeys: "none" });

describe("what finishes after its socket has ended", () => {
  it("does not stay in the library's caches, whose timers would keep the socket in memory for days", async () => {
    const { socket } = await paired();
    const { lidMapping } = socket.signalRepository;
    const cache = (lidMapping as unknown as { mappingCache: ReadonlyMap<string, string> }).mappingCache;
    await socket.end(undefined);
    await lidMapping.storeLIDPNMappings([{ lid: "170000000000001@lid", pn: "628000000001@s.whatsapp.net" }]);
    socket.messageRetryManager?.addRecentMessage("170000000000001@lid", "LATE", { conversation: "telat" });
    expect(cache.size).toBeGreaterThan(0);
    emptyCachesLate(socket, 1);
    await expect.poll(() => cache.size).toBe(0);
    expect(socket.messageRetryManager?.getRecentMessage("170000000000001@lid", "LATE")).toBeUndefined();
  });
});
