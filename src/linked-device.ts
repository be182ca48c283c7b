import { existsSync } from "node:fs";
import { askHidden, type PromptStreams } from "./passphrase.ts";
import type { Settings } from "./settings.ts";
import { readStoreKey, type StoreKey } from "./store-key.ts";
import { whatsappFile } from "./stores/whatsapp-database.ts";

/** The key that seals the session: from its file, or from the operator where there is a terminal and no file. */
export function storeKeyOf(settings: Settings, terminal: PromptStreams | undefined): Promise<StoreKey | undefined> {
  const { WHATSAPP_STORE_KEY_FILE: file, DATA_DIR: dataFolder } = settings;
  const prompt = terminal && (() => askPassphrase(terminal, !existsSync(whatsappFile(dataFolder))));
  return readStoreKey({ file, dataFolder, environment: process.env, prompt });
}

/** A new one is asked for twice: a slip of the finger would lock the session up for good. */
async function askPassphrase(terminal: PromptStreams, isNew: boolean): Promise<string> {
  for (;;) {
    const typed = await askHidden("Passphrase of the WhatsApp session (Enter for none): ", terminal);
    if (!isNew || typed === "" || (await askHidden("The same again: ", terminal)) === typed) return typed;
    terminal.output.write("These were not the same.\n");
  }
}
