import { describe, expect, it } from "vitest";
import { forecast, type Reach, sayForecast } from "../../src/reminders/forecast.ts";

const speed = { perSecond: 28, gapMs: 2_000, cold: { today: 20, perDay: 20 } };
const say = (reach: Partial<Reach>, cold = speed.cold) =>
  sayForecast(forecast({ telegram: 0, whatsapp: 0, cold: 0, ...reach }, { ...speed, cold }));

describe("the forecast of a broadcast", () => {
  it.each([
    [{ telegram: 5_214, cold: 41 }, "5.214 orang, ± 3 menit di Telegram; 41 orang WhatsApp dingin tersebar 3 hari"],
    [{ telegram: 1 }, "1 orang, ± 1 detik di Telegram"],
    [{ telegram: 2_500 }, "2.500 orang, ± 89 detik di Telegram"],
    [{ telegram: 100_000, whatsapp: 300 }, "100.000 orang, ± 60 menit di Telegram; 300 orang, ± 10 menit di WhatsApp"],
    [{ whatsapp: 5_000 }, "5.000 orang, ± 2,8 jam di WhatsApp"],
    [{ cold: 20 }, "20 orang WhatsApp dingin hari ini"],
    [{ cold: 21 }, "21 orang WhatsApp dingin tersebar 2 hari"],
    [{}, "Belum ada seorang pun yang menerimanya"],
  ])("of %j says %j", (reach, sentence) => {
    expect(say(reach)).toBe(sentence);
  });

  it("says that strangers wait while nobody allowed to write to them, and counts on from tomorrow", () => {
    expect(say({ cold: 3 }, { today: 0, perDay: 0 })).toContain("belum bisa dikirimi");
    expect(say({ cold: 30 }, { today: 0, perDay: 20 })).toContain("tersebar 2 hari");
  });
});
