import type { Clock, Zone } from "../clock.ts";
import type { Officers } from "../office/officers.ts";
import type { People } from "../reminders/people.ts";
import { createJoinCommands } from "./join-commands.ts";
import { createProfileCommands } from "./profile-commands.ts";
import type { Handler, Route } from "./routes.ts";
import { createSubscribeCommands } from "./subscribe-commands.ts";
import { createUnitCommands } from "./unit-commands.ts";

export type SubscriptionParts = {
  people: People;
  officers: Pick<Officers, "at">;
  officeName: string;
  clock: Clock;
  zone: Zone;
  /** Hears what turns out to be no command. */
  question: Handler;
};

/** Everything people say about what they are sent. `join` takes a code that came with the beginning of a chat. */
export function createSubscriptions(parts: SubscriptionParts): { routes: Route[]; join: Handler } {
  const { people, clock } = parts;
  const joining = createJoinCommands(people, clock);
  return {
    routes: [
      ...createSubscribeCommands(parts),
      ...createProfileCommands(parts),
      ...joining.routes,
      ...createUnitCommands(parts),
    ],
    join: joining.join,
  };
}
