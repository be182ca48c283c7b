import { z } from "zod";
import type { PairingStep } from "../chat/pairing.ts";
import { logLevels } from "../log.ts";

/** A day. */
export const MOST_LOG_MINUTES = 1_440;

/** What the desk may ask of the running service. */
export const controlRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("health") }),
  z.object({
    do: z.literal("pair"),
    phone: z
      .string()
      .regex(/^\d{8,15}$/)
      .optional(),
  }),
  z.object({ do: z.literal("unlink") }),
  /** Without a level it only asks. */
  z.object({
    do: z.literal("log-level"),
    level: z.enum(logLevels).optional(),
    minutes: z.number().int().min(1).max(MOST_LOG_MINUTES),
  }),
]);
export type ControlRequest = z.infer<typeof controlRequest>;

const channelHealth = z.object({
  name: z.string(),
  usable: z.boolean(),
  ok: z.boolean(),
  says: z.string(),
  remedy: z.string().optional(),
});
export type ChannelHealth = z.infer<typeof channelHealth>;

/** What the service answers, one line each; the last one ends the connection. */
export const controlLine = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("health"), version: z.string(), starting: z.boolean(), channels: z.array(channelHealth) }),
  z.object({ kind: z.literal("qr"), text: z.string(), secondsLeft: z.number() }),
  z.object({ kind: z.literal("code"), code: z.string() }),
  z.object({ kind: z.literal("said"), text: z.string() }),
  z.object({ kind: z.literal("paired") }),
  z.object({ kind: z.literal("failed"), text: z.string() }),
  /** Forgotten here; `told` when WhatsApp could be told, else the phone still lists the device. */
  z.object({ kind: z.literal("unlinked"), told: z.boolean() }),
  /** The service runs without WhatsApp, so nobody has the session open. */
  z.object({ kind: z.literal("off") }),
  z.object({
    kind: z.literal("log-level"),
    level: z.enum(logLevels),
    usual: z.enum(logLevels),
    minutes: z.number().optional(),
  }),
  /** It cannot be done now; the text says why and what to do. */
  z.object({ kind: z.literal("refused"), text: z.string() }),
]);
export type ControlLine = z.infer<typeof controlLine>;

/** Every step of pairing is a line as it is. */
export const asLine = (step: PairingStep): ControlLine => step;
