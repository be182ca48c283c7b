import type { Message } from "../../chat/message.ts";
import type { Destination } from "./destination.ts";

/** A message as the rest of the channel sees it. */
export type Inbound = { message: Message; replyTo: Destination };
