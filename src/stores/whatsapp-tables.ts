/** The tables of `whatsapp.db`. A `value` is sealed, an `id` hidden; see `sealer.ts`. */
export type WhatsAppTables = {
  meta: { one: number; salt: Buffer; key_check: Buffer; checksum: Buffer };
  creds: { one: number; value: Buffer };
  keys: { id: Buffer; value: Buffer };
  kept: {
    id: Buffer;
    value: Buffer;
    starts: number;
    /** Messages are taken up in the order they came. */
    turn: number;
  };
  /** `until` is a full hour, in ms. */
  sent: { id: Buffer; value: Buffer; until: number };
  /** `owner` is empty when nobody has it; `fence` counts how often it changed hands. */
  lease: { one: number; owner: string; until: number; fence: number };
};
