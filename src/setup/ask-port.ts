import { portTrouble } from "../desk/look-at-port.ts";
import { FolderUnusableError, servingProcess } from "../stores/owner.ts";
import { keep } from "./ask-office.ts";
import type { Asker } from "./asker.ts";
import { type Draft, isUsable } from "./draft.ts";

/** The port for monitoring and the webhook, tried out. */
export async function askPort(ask: Asker, draft: Draft): Promise<void> {
  ask.topic(
    "Pemantauan",
    ["Porta di mesin ini saja (127.0.0.1) untuk /health, /ready, /metrics, dan webhook. 0: tidak ada."],
    "HTTP_PORT di .env",
  );
  const present = draft.get("HTTP_PORT") || "0";
  for (;;) {
    const port = await ask.text("Porta", present);
    // The service itself has it, where it runs.
    const isOurs = port === present && isServed(draft.effective("DATA_DIR") || "./data");
    const wrong = isOurs ? undefined : await wrongWith(port);
    if (wrong === undefined) {
      if (port !== "0") ask.say(isOurs ? `✓ Porta ${port} dipakai bot yang sedang berjalan` : `✓ Porta ${port} bebas`);
      return keep(draft, "HTTP_PORT", port, "0");
    }
    ask.say(wrong);
    // Whoever keeps what was there is not held up; the service says it again.
    if (port === present) return;
  }
}

function isServed(folder: string): boolean {
  try {
    return servingProcess(folder) !== undefined;
  } catch (error) {
    // Not for this account to see; at the end it is said what to do.
    if (error instanceof FolderUnusableError) return false;
    throw error;
  }
}

async function wrongWith(port: string): Promise<string | undefined> {
  if (!/^\d+$/.test(port) || !isUsable("HTTP_PORT", port))
    return "✘ Porta adalah angka 1 sampai 65535, atau 0 untuk tidak ada. Coba lagi.";
  const taken = port === "0" ? undefined : await portTrouble(Number(port));
  return taken && `✘ Porta ${port} tidak bisa dipakai (${taken}): mungkin dipakai program lain. Pilih yang lain.`;
}
