import type { GroupMetadata } from "@whiskeysockets/baileys";
import { SendError } from "../../../delivery/send-error.ts";
import type { Socket } from "../connect/connection.ts";

/** Who is in a group, asked once: asking at every message is what WhatsApp answers with "not so fast". */
export type Groups = {
  /** Throws a SendError `gone` when the bot is no member, `offline` when nothing is heard. */
  learn(socket: Socket, jid: string): Promise<GroupMetadata>;
  cached(jid: string): Promise<GroupMetadata | undefined>;
  /** Forgets what changes; what it returns stops listening. */
  attach(socket: Socket): () => void;
};

const MOST_GROUPS = 200;

export function createGroups(): Groups {
  const known = new Map<string, GroupMetadata>();
  return {
    async learn(socket, jid) {
      const have = known.get(jid);
      if (have !== undefined) return have;
      const metadata = await socket.groupMetadata(jid).catch((error: unknown) => {
        throw new SendError(isRefusal(error) ? "gone" : "offline", { code: "group" });
      });
      known.set(jid, metadata);
      const [oldest] = known.keys();
      if (known.size > MOST_GROUPS && oldest !== undefined) known.delete(oldest);
      return metadata;
    },
    cached: async (jid) => known.get(jid),
    attach(socket) {
      const changed = (updates: ReadonlyArray<{ id?: string }>) => {
        for (const { id } of updates) if (id !== undefined) known.delete(id);
      };
      const membersChanged = ({ id }: { id: string }) => changed([{ id }]);
      // What changed while nobody listened is not told.
      known.clear();
      socket.ev.on("groups.update", changed);
      socket.ev.on("group-participants.update", membersChanged);
      return () => {
        socket.ev.off("groups.update", changed);
        socket.ev.off("group-participants.update", membersChanged);
      };
    },
  };
}

/** Not allowed, not there, not a member. */
function isRefusal(error: unknown): boolean {
  return [401, 403, 404].includes(Number((error as { data?: unknown }).data));
}
