import { dayIn, spellDay, type Zone } from "../clock.ts";
import type { Officer } from "../office/officer.ts";
import type { Officers } from "../office/officers.ts";
import type { People, Subscriber, Traces } from "../reminders/people.ts";
import { newRemembered } from "./memory.ts";
import type { Block, Message, Reply } from "./message.ts";
import { privately } from "./privately.ts";
import { profileTexts as says } from "./profile-texts.ts";
import { reply } from "./replies.ts";
import type { Request, Route } from "./routes.ts";
import { subscribeHelp, subscribeTexts } from "./subscribe-texts.ts";
import { wishes } from "./wishes.ts";

export type ProfileParts = {
  people: Pick<People, "at" | "traces" | "erase">;
  officers: Pick<Officers, "at">;
  zone: Zone;
};

const { choice } = subscribeTexts;

/** /profil: what is kept of somebody, and nothing more. /hapus: all of it goes, after one tap. */
export function createProfileCommands({ people, officers, zone }: ProfileParts): Route[] {
  async function profile({ message }: Request): Promise<Reply> {
    const { address } = message;
    const subscriber = await people.at(address);
    const lines = [
      ...subscription(subscriber, zone),
      ...traced(await people.traces(address)),
      ...trusted(await officers.at(address)),
    ];
    if (lines.length === 0)
      return reply(
        [says.nothing, ...(message.channel === "whatsapp" ? [says.nothingWhatsApp] : [])],
        [{ label: choice.subscribe, action: "/langganan" }],
      );
    const list: Block = { kind: "list", title: says.heading, items: [says.address(address), ...lines], ordered: false };
    return {
      blocks: [
        list,
        { kind: "text", text: message.channel === "whatsapp" ? says.noMoreWhatsApp : says.noMore },
        { kind: "text", text: says.reports },
      ],
      choices: [
        { label: choice.subscribe, action: "/langganan" },
        { label: choice.erase, action: "/hapus" },
      ],
    };
  }

  async function erase({ message, rest, remembered }: Request): Promise<Reply> {
    const { address } = message;
    const officer = await officers.at(address);
    if (rest.toLowerCase() !== "ya") return ask(address);
    const known = await people.erase(address);
    Object.assign(remembered, newRemembered());
    if (!known) return reply(says.eraseNothing);
    const remains = remaining(message, officer);
    return {
      blocks: [
        { kind: "text", text: says.erased },
        { kind: "list", title: says.remains, items: remains, ordered: false },
      ],
      choices: [],
    };
  }

  async function ask(address: string): Promise<Reply> {
    const { deliveries, replies, waiting } = await people.traces(address);
    const isKnown = (await people.at(address)) !== undefined || deliveries + replies + waiting > 0;
    if (!isKnown) return reply(says.eraseNothing);
    return reply(
      [says.eraseAsk, says.eraseMeans],
      [
        { label: choice.eraseYes, action: "/hapus ya" },
        { label: choice.keep, action: "/profil" },
      ],
    );
  }

  return [
    {
      command: "/profil",
      help: subscribeHelp.profil,
      bareWord: true,
      wished: wishes.profile,
      handle: privately(profile),
    },
    {
      command: "/hapus",
      help: undefined,
      bareWord: (rest) => /^(?:ya)?$/i.test(rest),
      wished: wishes.erase,
      handle: privately(erase),
    },
  ];
}

function subscription(subscriber: Subscriber | undefined, zone: Zone): string[] {
  if (subscriber === undefined) return [];
  const { active, topics, unit, district, tags, consent, consentedAt } = subscriber;
  return [
    active ? says.topics(subscribeTexts.topics(topics)) : says.ended,
    ...(unit === undefined ? [] : [says.unit(unit)]),
    ...(district === undefined ? [] : [says.district(district)]),
    ...(tags.length === 0 ? [] : [says.tags(tags)]),
    says.consent(spellDay(dayIn(zone, new Date(consentedAt))), consent),
  ];
}

function traced({ deliveries, replies, waiting }: Traces): string[] {
  return [
    ...(deliveries === 0 ? [] : [says.deliveries(deliveries)]),
    ...(replies === 0 ? [] : [says.replies(replies)]),
    ...(waiting === 0 ? [] : [says.waiting(waiting)]),
  ];
}

function trusted(officer: Officer | undefined): string[] {
  return officer === undefined ? [] : [says.officer(officer.name, officer.role)];
}

function remaining({ channel }: Message, officer: Officer | undefined): string[] {
  return [
    says.remainsCounts,
    says.remainsBackup,
    says.remainsChat,
    ...(channel === "whatsapp" ? [says.remainsWhatsApp] : []),
    ...(officer === undefined ? [] : [says.remainsOfficer]),
  ];
}
