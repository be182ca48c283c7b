import { openBroadcastsOffice } from "../broadcasts-office.ts";
import { systemClock } from "../clock.ts";
import { createEventsOffice } from "../events-office.ts";
import type { Officer } from "../office/officer.ts";
import { titleOf } from "../reminders/broadcasts.ts";
import type { Release } from "../reminders/release.ts";
import { createProposals } from "../stores/proposals-sqlite.ts";
import { isUnderWay, statusOf } from "./broadcast-status.ts";
import type { Office } from "./office.ts";

/**
 * What an officer made or agreed to and what is still to come of it, a line each with the command that ends it: for whoever takes
 * their rights away, and may not know who held their phone last.
 */
export async function whatStays(office: Office, { name, role }: Officer): Promise<string[]> {
  const lines = [
    ...(await eventsOf(office, name)),
    ...(await broadcastsOf(office, name)),
    ...(await proposalsOf(office, name)),
  ];
  return [
    ...(lines.length === 0 ? [] : [`${name} made or agreed to what follows, and it goes on unless somebody ends it:`]),
    ...lines,
    ...(role === "pembaca"
      ? [
          `a reader's key opens reports whatever the role: take ${name} off the list too: desk tips recipients remove ${name}`,
        ]
      : []),
  ];
}

async function eventsOf(office: Office, name: string): Promise<string[]> {
  const events = await createEventsOffice({ ...office, clock: systemClock }).list();
  const now = systemClock().getTime();
  return events
    .filter((event) => isTheirs(event, name) && event.endsAt > now && event.state !== "cancelled")
    .map(({ id, state, body }) => `event ${id}  ${state}  ${body.title}  (desk event cancel ${id} --as NAME)`);
}

async function broadcastsOf({ database, settings }: Office, name: string): Promise<string[]> {
  const broadcasts = openBroadcastsOffice({ database, settings, clock: systemClock });
  const theirs = (await broadcasts.list()).filter((each) => isTheirs(each, name));
  const found = await Promise.all(theirs.map((each) => statusOf(broadcasts, each)));
  return found
    .filter((each) => isUnderWay(each) || ["draft", "pending"].includes(each.broadcast.state))
    .map(
      ({ broadcast: { id, state, body } }) =>
        `broadcast ${id}  ${state}  ${titleOf(body)}  (desk broadcast stop ${id} --as NAME)`,
    );
}

async function proposalsOf({ database }: Office, name: string): Promise<string[]> {
  const pending = await createProposals(database).list("pending");
  return pending
    .filter(({ by }) => by === name)
    .map(({ id, kind }) => `proposal ${id}  pending  ${kind}  (desk kb reject ${id} --as NAME)`);
}

function isTheirs({ madeBy, approvedBy }: Pick<Release, "madeBy" | "approvedBy">, name: string): boolean {
  return madeBy === name || approvedBy === name;
}
