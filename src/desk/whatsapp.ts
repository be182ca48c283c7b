import type { Command } from "commander";
import type { Shell } from "../shell.ts";
import { addCold } from "./whatsapp-cold.ts";
import { addPair } from "./whatsapp-pair.ts";
import { addUnlink } from "./whatsapp-unlink.ts";

/** `desk whatsapp …`: the linked device, and whom it may write to first. */
export function addWhatsAppCommands(desk: Command, shell: Shell): void {
  const whatsapp = desk.command("whatsapp").description("WhatsApp: link a device, unlink it, allow first contacts");
  addPair(whatsapp, shell);
  addUnlink(whatsapp, shell);
  addCold(whatsapp, shell);
}
