const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "wheel", "input"] as const;
const LOOK_EVERY_MS = 5_000;

/**
 * Calls `warn` a minute before nobody did anything for `limitMs`, `calm` when somebody does after all, and `end` when nobody did, also
 * where the laptop slept meanwhile.
 */
export function watchIdle(limitMs: number, { warn, calm, end }: Record<"warn" | "calm" | "end", () => void>): void {
  let last = Date.now();
  let warned = false;
  const look = () => {
    const idle = Date.now() - last;
    if (idle >= limitMs) {
      last = Date.now();
      warned = false;
      end();
    } else if (idle >= limitMs - 60_000 && !warned) {
      warned = true;
      warn();
    }
  };
  const alive = () => {
    // First, or the first touch after a night would keep the night before.
    look();
    last = Date.now();
    if (warned) calm();
    warned = false;
  };
  for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, alive, { passive: true, capture: true });
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK_EVERY_MS);
}
