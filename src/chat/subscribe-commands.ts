import type { People, Subscriber, Topic } from "../reminders/people.ts";
import type { Choice, Reply } from "./message.ts";
import { privately } from "./privately.ts";
import { reply } from "./replies.ts";
import type { Request, Route } from "./routes.ts";
import { isStop } from "./stop-said.ts";
import { CONSENT, subscribeTexts as says, subscribeHelp } from "./subscribe-texts.ts";
import { wishes } from "./wishes.ts";

export type SubscribeParts = {
  people: Pick<People, "at" | "subscribe" | "unsubscribe" | "units">;
  officeName: string;
};

const TOPICS: ReadonlyMap<string, readonly Topic[]> = new Map<string, readonly Topic[]>([
  ["semua", ["events", "broadcasts"]],
  ["kegiatan", ["events"]],
  ["pengumuman", ["broadcasts"]],
]);

/** /langganan and /berhenti, which is heard in any way people say it. */
export function createSubscribeCommands({ people, officeName }: SubscribeParts): Route[] {
  async function subscribe({ message, rest }: Request): Promise<Reply> {
    const topics = TOPICS.get(rest.toLowerCase());
    if (topics === undefined) return show(await people.at(message.address));
    const subscriber = await people.subscribe(message.address, topics, CONSENT);
    const needsUnit = subscriber.unit === undefined && (await people.units()).length > 0;
    return {
      blocks: [
        { kind: "text", text: says.subscribedNow(says.topics(subscriber.topics)) },
        ...(needsUnit ? [{ kind: "text" as const, text: says.unitHelps }] : []),
        { kind: "note", text: says.consent },
      ],
      choices: [...(needsUnit ? [{ label: says.choice.unit, action: "/unit" }] : []), ...profileChoice()],
    };
  }

  async function show(subscriber: Subscriber | undefined): Promise<Reply> {
    if (subscriber?.active !== true)
      return reply([says.intro(officeName), says.consent, says.haveCode], topicChoices([]));
    const { topics, unit } = subscriber;
    const hasUnits = (await people.units()).length > 0;
    const unitLabel = unit === undefined ? says.choice.unit : says.choice.otherUnit;
    return reply(
      [says.subscribed(says.topics(topics), unit), says.changeHow],
      [
        ...topicChoices(topics),
        ...(hasUnits ? [{ label: unitLabel, action: "/unit" }] : []),
        ...profileChoice(),
        { label: says.choice.stop, action: "/berhenti" },
      ],
    );
  }

  async function stop({ message: { address } }: Request): Promise<Reply> {
    if (await people.unsubscribe(address))
      return reply(
        [says.stopped, says.stoppedMore],
        [
          { label: says.choice.again, action: "/langganan" },
          { label: says.choice.erase, action: "/hapus" },
        ],
      );
    const known = await people.at(address);
    return reply(known === undefined ? says.nothingToStop : says.alreadyStopped);
  }

  const stopRoute = (command: string, help?: string): Route => ({
    command,
    help,
    bareWord: true,
    handle: privately(stop),
  });
  return [
    {
      command: "/langganan",
      help: subscribeHelp.langganan,
      bareWord: (rest) => rest === "" || TOPICS.has(rest.toLowerCase()),
      wished: wishes.subscribe,
      handle: privately(subscribe),
    },
    { ...stopRoute("/berhenti", subscribeHelp.berhenti), alwaysHeard: isStop },
    stopRoute("/stop"),
    stopRoute("/unsubscribe"),
  ];
}

/** The topics somebody does not have just so; each is agreed to with a tap. */
function topicChoices(topics: readonly Topic[]): Choice[] {
  const has = (...wanted: Topic[]) =>
    topics.length === wanted.length && wanted.every((topic) => topics.includes(topic));
  return [
    ...(has("events", "broadcasts") ? [] : [{ label: says.choice.both, action: "/langganan semua" }]),
    ...(has("events") ? [] : [{ label: says.choice.events, action: "/langganan kegiatan" }]),
    ...(has("broadcasts") ? [] : [{ label: says.choice.broadcasts, action: "/langganan pengumuman" }]),
  ];
}

function profileChoice(): Choice[] {
  return [{ label: says.choice.profile, action: "/profil" }];
}
