import { reply } from "./replies.ts";
import type { Handler } from "./routes.ts";
import { subscribeTexts } from "./subscribe-texts.ts";

/** A subscription is a person's: in a group, the address is everybody's. */
export function privately(handle: Handler): Handler {
  return (request) => (request.message.place === "group" ? reply(subscribeTexts.privateOnly) : handle(request));
}
