/**
 * What is compared: our rows with nothing to send, plain statements that keep a list in SQLite; our whole service sending to a stand-in
 * of the Bot API, and a bare loop over Telegraf's client that keeps nothing.
 */
export const deliveryKinds = ["our-rows", "plain-rows", "our-service", "bare-loop"] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

export type DeliveryTask = {
  kind: DeliveryKind;
  /** By their numbers at the stand-in. */
  persons: { first: number; count: number };
  token: string;
  apiRoot: string;
  dataFolder: string;
};

/** Rows made for everybody: milliseconds, and the most memory until then in bytes. */
export type Enqueued = { ms: number; peak: number };

/** What a process found out; those that only send enqueue nothing. Memory in bytes, the most it ever was. */
export type DeliveryFound = { enqueued?: Enqueued; sendMs: number; peak: number; cpuMs: number };

export const addressesOf = ({ first, count }: DeliveryTask["persons"]): string[] =>
  Array.from({ length: count }, (_, at) => `telegram:${first + at}`);

export const TEXT = "Apel pagi Senin, 14 Oktober 2024, pukul 07.30 WIT, di halaman kantor. Mohon hadir tepat waktu.";
