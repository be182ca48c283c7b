/** What libsignal keeps of all sessions with one device, as far as it matters here. */
type SessionRecord = { _sessions: Readonly<Record<string, Session>> };

type Session = {
  /** Clock times in ms; `closed` is -1 while the session is open. */
  indexInfo: { created: number; used: number; closed: number };
  currentRatchet: { lastRemoteEphemeralKey: string };
  /** By their keys, oldest first. */
  _chains: Readonly<Record<string, Chain>>;
};

/** `messageKeys`: of messages that were skipped, by their number. */
type Chain = { chainType: number; messageKeys: Readonly<Record<string, string>> };

const RECEIVING = 2;
const OPEN = -1;
/** Chains beside the current one, for messages that come late. libsignal keeps all that there ever were. */
const MOST_OLD_CHAINS = 4;
/** A sender may skip 2000 messages with each new chain. What comes still later is asked for again. */
const MOST_SKIPPED = 200;

/**
 * A record of sessions as it is written down: it tells no time and does not grow with what somebody writes. libsignal
 * compares `used` and `closed` only with those of the same device, where a rank serves as well as a time and a time is later
 * than any rank; `created` it never reads. Anything else comes back as it is.
 */
export function sessionToKeep(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const all = Object.entries(value._sessions);
  const used = ranks(all.map(([, { indexInfo }]) => indexInfo.used));
  const closed = ranks(all.map(([, { indexInfo }]) => indexInfo.closed).filter((time) => time !== OPEN));
  const sessions = all.map(([key, session]) => {
    const { indexInfo, currentRatchet, _chains } = session;
    const place = {
      created: 0,
      used: used.get(indexInfo.used),
      closed: indexInfo.closed === OPEN ? OPEN : closed.get(indexInfo.closed),
    };
    const chains = chainsToKeep(_chains, currentRatchet.lastRemoteEphemeralKey);
    return [key, { ...session, indexInfo: { ...indexInfo, ...place }, _chains: chains }];
  });
  return { ...value, _sessions: Object.fromEntries(sessions) };
}

function isRecord(value: unknown): value is SessionRecord {
  if (typeof value !== "object" || value === null || !("_sessions" in value)) return false;
  return typeof value._sessions === "object" && value._sessions !== null;
}

/** Places in their order, from 1; the same for equal times. */
function ranks(times: readonly number[]): ReadonlyMap<number, number> {
  return new Map([...new Set(times)].sort((a, b) => a - b).map((time, at) => [time, at + 1]));
}

function chainsToKeep(chains: Session["_chains"], current: string): Session["_chains"] {
  const all = Object.entries(chains);
  const old = all.flatMap(([key, { chainType }]) => (chainType === RECEIVING && key !== current ? [key] : []));
  const dropped = new Set(old.slice(0, -MOST_OLD_CHAINS));
  const kept = all.filter(([key]) => !dropped.has(key));
  return Object.fromEntries(kept.map(([key, chain]) => [key, { ...chain, messageKeys: latest(chain.messageKeys) }]));
}

/** Numbers as names are in ascending order in every object. */
function latest(keys: Chain["messageKeys"]): Chain["messageKeys"] {
  return Object.fromEntries(Object.entries(keys).slice(-MOST_SKIPPED));
}
