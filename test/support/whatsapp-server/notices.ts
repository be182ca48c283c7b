import type { BinaryNode } from "@whiskeysockets/baileys";
import type { Connection } from "./connection.ts";

/** Receipts and notifications for the bot, each told again at every login until the bot has acknowledged it. */
export type Notices = {
  tell(notice: BinaryNode): void;
  acked(ack: BinaryNode["attrs"]): void;
  /** Tells again what was not acknowledged; returns how many. */
  backlog(connection: Connection): number;
};

export function createNotices(bot: () => Connection | undefined): Notices {
  const open = new Map<string, BinaryNode>();
  return {
    tell: (notice) => {
      const { id, from, participant, type } = notice.attrs;
      open.set(keyOf([notice.tag, id, from, participant, type]), notice);
      bot()?.send(notice);
    },
    acked: ({ class: of, id, to, participant, type }) => {
      open.delete(keyOf([of, id, to, participant, type]));
    },
    backlog: (connection) => {
      for (const notice of open.values()) connection.send({ ...notice, attrs: { ...notice.attrs, offline: "0" } });
      return open.size;
    },
  };
}

function keyOf(parts: (string | undefined)[]): string {
  return parts.map((part) => part ?? "").join(" ");
}
