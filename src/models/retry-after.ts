/** How long the other side asks to be left alone, in ms; undefined when it does not say, or nonsense. */
export function askedToWait(headers: Headers | undefined): number | undefined {
  if (headers === undefined) return undefined;
  return (
    number(headers.get("retry-after-ms"), 1) ??
    number(headers.get("retry-after"), 1000) ??
    date(headers.get("retry-after")) ??
    usedUp(headers, "requests") ??
    usedUp(headers, "tokens")
  );
}

function number(text: string | null, times: number): number | undefined {
  if (text === null || !/^\s*\d{1,9}(?:\.\d{1,9})?\s*$/.test(text)) return undefined;
  return Number(text) * times;
}

function date(text: string | null): number | undefined {
  // Without a month's name, Node would find a date in nearly everything.
  const moment = text !== null && /[a-z]{3}.*GMT$/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - Date.now());
}

/** `x-ratelimit-reset-…` counts only where nothing remains; it reads like "1s", "6m0s" or "20ms". */
function usedUp(headers: Headers, what: "requests" | "tokens"): number | undefined {
  if (headers.get(`x-ratelimit-remaining-${what}`)?.trim() !== "0") return undefined;
  const text = headers.get(`x-ratelimit-reset-${what}`)?.trim() ?? "";
  if (!/^(?:\d{1,6}(?:\.\d{1,6})?(?:ms|s|m|h))+$/.test(text)) return undefined;
  let ms = 0;
  for (const [, amount, unit = "s"] of text.matchAll(/([\d.]+)(ms|s|m|h)/g)) ms += Number(amount) * (MS[unit] ?? 0);
  return ms;
}

const MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
