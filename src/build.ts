import { type Answering, openAnswering as open } from "./answering.ts";
import { openBroadcastCommands, openBroadcastsOffice, openNews } from "./broadcasts-office.ts";
import { openCare } from "./careful.ts";
import { createApproveCommands } from "./chat/approve-commands.ts";
import { createOfficerRoute } from "./chat/as-officer.ts";
import { createAsideOf, createAsides } from "./chat/aside.ts";
import { createAskOfficer } from "./chat/ask-officer.ts";
import type { Channel, Converse } from "./chat/channel.ts";
import { createRoutes, otherWays, unknownCommand } from "./chat/commands.ts";
import { createConversation } from "./chat/conversation.ts";
import { createDialogues } from "./chat/dialogues.ts";
import { createKeeping, type MayKeep } from "./chat/keeping.ts";
import { createMemory } from "./chat/memory.ts";
import type { Message } from "./chat/message.ts";
import { createQuestionHandler } from "./chat/question.ts";
import { QUIET_MS } from "./chat/quiet.ts";
import { quotaFor } from "./chat/quotas.ts";
import { createRedeemCommand } from "./chat/redeem-command.ts";
import { createRouter, type Route, urgentIn } from "./chat/routes.ts";
import { createSubscriptions } from "./chat/subscriptions.ts";
import { createVoice } from "./chat/voice.ts";
import { type Clock, dayIn } from "./clock.ts";
import { openCounting } from "./counting.ts";
import { startDelivering } from "./delivering.ts";
import type { DeliverTiming } from "./delivery/deliver.ts";
import { openEventChat } from "./event-chat.ts";
import { createEventsOffice } from "./events-office.ts";
import { startForgetting } from "./forgetting.ts";
import { inTurn } from "./in-turn.ts";
import { knowledgeFolder } from "./knowledge-folder.ts";
import type { Log } from "./log.ts";
import type { OpenedHelp } from "./model-help.ts";
import type { Counter } from "./office/counter.ts";
import { openAnswers } from "./open-answers.ts";
import { openQueueCommands } from "./queue-chat.ts";
import { openReadersNotice } from "./readers-told.ts";
import type { DeliveryFigure, WaitingFigures } from "./reminders/mailing.ts";
import { reportRoutes } from "./reports.ts";
import type { Settings } from "./settings.ts";
import { type Database, openDatabase } from "./stores/database.ts";
import { readDeliveryFigures, readWaitingFigures } from "./stores/delivery-figures.ts";
import { createOfficers } from "./stores/officers-sqlite.ts";
import { createPeople } from "./stores/people-sqlite.ts";
import { createProposals } from "./stores/proposals-sqlite.ts";
import { createQueue } from "./stores/queue-sqlite.ts";
import { createTold } from "./stores/told-sqlite.ts";
import { openTipLine, type TipTiming } from "./tip-line.ts";

export type { Answering } from "./answering.ts";

/** Opens the answering over the shipped knowledge, or over another folder of the same shape. */
export function openAnswering(options: Partial<Parameters<typeof open>[0]> = {}): Promise<Answering> {
  return open({ folder: knowledgeFolder, ...options });
}

export type OpenServiceParts = {
  settings: Settings;
  log: Log;
  clock: Clock;
  version: string;
  folder?: string;
  delivery?: DeliverTiming;
  tips?: TipTiming;
  /** How often counts are written. */
  countEveryMs?: number;
};

export type Service = {
  converse: Converse;
  /** The commands a menu shows, in its order. */
  menu: ReadonlyArray<{ command: string; help: string }>;
  database: Database;
  /** Whether a message may be written down until it is answered. */
  mayKeep: MayKeep;
  today: () => string;
  /** Whether a message belongs to a report, or may. */
  closed(message: Message): boolean;
  /** Whether everything that comes from there is wanted, each by itself: somebody is telling something. */
  takesAll(address: string): boolean;
  /** Reads the knowledge again, see `live.ts`. */
  refresh(): Promise<void>;
  /** Begins to send what waits in the outbox and what is due of the mailings, through these channels. */
  deliverThrough(channels: readonly Channel[]): void;
  /** How many deliveries are in which state, and what waits, for the metrics. */
  deliveryFigures(): Promise<DeliveryFigure[]>;
  waitingFigures(): Promise<WaitingFigures>;
  /** How many answers each channel gave, for the metrics; none of reports and what leads to one. */
  answered: Counter["answered"];
  /** How the language model is, where there is one, for the metrics. */
  modelFigures: OpenedHelp["figures"] | undefined;
  /** Begins nothing more, and waits for no language model; resolves when what is under way has ended. */
  stopDelivering(): Promise<void>;
  close(): Promise<void>;
};

/** Builds what every channel talks to: the conversation over answers, search, commands and the office's own work. */
export async function openService(parts: OpenServiceParts): Promise<Service> {
  const { settings, log, clock, version, folder = knowledgeFolder } = parts;
  const { OFFICE_NAME: officeName, OFFICE_ZONE: zone, DATA_DIR: dataFolder } = settings;
  const database = await openDatabase(dataFolder);
  const today = () => dayIn(zone, clock());
  const answers = await openAnswers({ settings, database, folder, clock, today, log });
  const { live, help } = answers;
  const now = () => clock().getTime();
  const officers = createOfficers(database, clock);
  const proposals = createProposals(database, clock);
  const queue = createQueue(database, now);
  const forgetting = await startForgetting(database, { now, zone, log, dataFolder });
  const situations = () => live.current().knowledge.situations;
  const { counter, statistics } = openCounting({
    ...{ database, situations, today, log },
    everyMs: parts.countEveryMs,
  });
  const scrub = (text: string) => live.current().scrub(text);
  const asking = createAskOfficer({ queue, scrub, officeName, clock, zone, count: counter.count });
  const memory = createMemory(clock);
  const care = openCare({ settings, clock, current: live.current, asksOutside: help !== undefined });
  const question = createQuestionHandler({
    answer: (text, options) => live.current().answer(text, options),
    memory,
    clock,
    zone,
    offer: asking.offer,
    count: counter.count,
    care,
  });
  const officerRoute = createOfficerRoute(officers, unknownCommand, question);
  const dialogueRoute = createOfficerRoute(officers, question, question);
  const asides = createAsides({ asideOf: (text) => createAsideOf(live.current())(text), question });
  let channels: readonly Channel[] = [];
  const broadcasts = openBroadcastsOffice({ database, settings, clock });
  const broadcastCommands = openBroadcastCommands({
    ...{ database, settings, clock, officerRoute, dialogueRoute, asides },
    office: broadcasts,
    channels: () => channels,
  });
  const queueCommands = openQueueCommands({
    ...{ database, officerRoute, dialogueRoute, queue, proposals, officeName, clock, zone },
    current: live.current,
    situation: (id) => situations().get(id),
  });
  const people = createPeople(database, clock);
  const subscriptions = createSubscriptions({ people, officers, officeName, clock, zone, question });
  const events = openEventChat({
    ...{ database, settings, clock, officerRoute, dialogueRoute, asides, question, broadcasts },
    office: createEventsOffice({ database, settings, clock }),
    isReport: async (text) => live.current().mayAccuse(text) || (await live.current().answer(text)).verdict === "lapor",
    isQuestion: (text) => text.includes("?") || live.current().tells(text) === "question",
  });
  const tipLine = await openTipLine({
    ...{ settings, clock, log, dataFolder, memory, heard: care.heard, timing: parts.tips },
    accuses: (text) => live.current().mayAccuse(text),
    isCommand: (word) => routes.some(({ command }) => command === word),
    otherWays: () => otherWays(live.current().knowledge),
  });
  const visible = createRoutes({
    report: tipLine.handle,
    current: () => ({ ...live.current(), today: today() }),
    officeName,
    version,
    further: [...events.visible, ...subscriptions.routes],
    join: subscriptions.join,
    officerAt: officers.at,
    asksOutside: help !== undefined,
  });
  const voice = createVoice({
    transcribe: help?.transcribe,
    ...{ clock, today },
    isQuiet: (address) => care.isWithin(address, QUIET_MS),
    isHeld: tipLine.tips.isOpen,
  });
  const routes: readonly Route[] = [
    ...visible,
    ...voice.routes,
    ...asking.routes,
    createRedeemCommand(officers, clock, question),
    ...queueCommands.routes,
    ...createApproveCommands({
      officerRoute,
      proposals,
      ...{ clock, zone, alone: settings.FOUR_EYES === "delay" },
      knowledge: () => live.current().knowledge,
      refresh: live.refresh,
      releases: events.approvals,
    }),
    ...events.routes,
    officerRoute("/statistik", "statistics", statistics),
    ...broadcastCommands.routes,
    ...reportRoutes({ officerRoute, database, officeName, zone, clock, log }),
  ];
  const dialogue = createDialogues({ ...queueCommands.dialogues, ...broadcastCommands.dialogues, ...events.dialogues });
  const route = createRouter({
    ...{ routes, question: events.saidOrQuestion, unknownCommand, dialogue, sayKept: events.sayKept },
  });
  const urgent = urgentIn(routes);
  const quota = quotaFor(clock, urgent, tipLine.tips.isOpen);
  const converse = createConversation({
    ...{ route, memory, quota, log, urgent, quiet: care, voice },
    told: createTold(database, now),
    tips: tipLine.tips,
  });
  let delivering: ReturnType<typeof startDelivering> | undefined;
  return {
    converse,
    menu: visible.flatMap(({ command, help }) => (help === undefined ? [] : [{ command, help }])),
    database,
    mayKeep: createKeeping({
      ...{ memory, clock, urgent, quiet: care, closed: tipLine.tips.claims },
      tells: (...said) => live.current().tells(...said),
      accuses: (text) => live.current().mayAccuse(text),
    }),
    closed: tipLine.tips.claims,
    today,
    takesAll: tipLine.tips.isOpen,
    refresh: live.refresh,
    deliverThrough(opened) {
      channels = opened;
      delivering = startDelivering({
        database,
        channels,
        log,
        now,
        offer: memory.offer,
        tick: inTurn(openNews(database, clock), openReadersNotice(database, zone, clock)),
        timing: parts.delivery,
      });
    },
    deliveryFigures: () => readDeliveryFigures(database),
    waitingFigures: () => readWaitingFigures(database, now()),
    answered: counter.answered,
    modelFigures: help?.figures,
    async stopDelivering() {
      help?.close();
      await delivering?.stop();
    },
    async close() {
      forgetting.stop();
      await delivering?.stop();
      await counter.stop();
      await tipLine.close();
      await answers.close();
      await database.destroy();
    },
  };
}
