import { startWatch } from "../figures.ts";
import type { Contender } from "./contender.ts";
import { ask } from "./crowd.ts";

/** What is measured besides answering: messages a second in and out, and milliseconds from a lost connection to an answer. */
export type Errands = {
  in: number | undefined;
  out: number | undefined;
  torn: number[];
  askedBack: number[];
};

export type ErrandScale = { messages: number; reconnects: number };

const GROUP = 10;
const LONGEST_MS = 60_000;

export async function runErrands(contender: Contender, scale: ErrandScale): Promise<Errands> {
  return {
    in: await takeIn(contender, scale.messages),
    out: await writeOut(contender, scale.messages),
    torn: await reconnect(contender, scale.reconnects, () => newest(contender)?.kill()),
    askedBack: await reconnect(contender, scale.reconnects, () => newest(contender)?.streamError(515)),
  };
}

/** Talk in a group that is not for the bot: it deciphers and confirms it, and says nothing. */
async function takeIn({ server, seen }: Contender, messages: number): Promise<number | undefined> {
  const members = Array.from({ length: GROUP }, () => server.person());
  const group = server.group({ members });
  for (const member of members) await group.says(member, "halo");
  if (!(await seen.more("receipt", 0, 0)) || !(await settled(server))) return undefined;
  const elapsed = startWatch();
  const all = seen.more("receipt", messages, LONGEST_MS);
  for (let nth = 0; nth < messages; nth += 1) {
    const member = members[nth % GROUP];
    if (member !== undefined) void group.says(member, `obrolan ${nth} di antara kami`);
  }
  return (await all) ? (1000 * messages) / elapsed() : undefined;
}

/** To people who wrote before, as many at once as the bot makes of it. */
async function writeOut(contender: Contender, messages: number): Promise<number | undefined> {
  const { server, seen, writes } = contender;
  const persons = Array.from({ length: Math.ceil(messages / 10) }, () => server.person());
  for (const person of persons) await ask(person, "halo");
  const write = Array.from({ length: messages }, (_, nth) => persons[nth % persons.length]?.lid ?? "");
  const elapsed = startWatch();
  const all = seen.more("message", messages, LONGEST_MS);
  await writes({ write });
  return (await all) ? (1000 * messages) / elapsed() : undefined;
}

/** The connection is lost, somebody asks at once: until their answer. */
async function reconnect({ server }: Contender, times: number, lose: () => void): Promise<number[]> {
  const person = server.person();
  const found: number[] = [];
  await ask(person, "halo");
  for (let nth = 0; nth < times; nth += 1) {
    lose();
    const ms = await ask(person, `masih di sana ${nth}`).catch(() => undefined);
    if (ms !== undefined) found.push(ms);
  }
  return found;
}

function newest({ server }: Contender) {
  return server.connections().at(-1);
}

async function settled(server: Contender["server"]): Promise<boolean> {
  return server
    .waitFor(() => server.pending().length === 0, "everything confirmed", LONGEST_MS)
    .then(() => true)
    .catch(() => false);
}
