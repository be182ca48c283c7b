import type { Officer, Role } from "./officer.ts";

/** The officers of this office. */
export type Officers = {
  /** All of them, the revoked too, by name. */
  list(): Promise<Officer[]>;
  find(name: string): Promise<Officer | undefined>;
  /** The officer who talks from there, unless revoked. */
  at(address: string): Promise<Officer | undefined>;
  /** Notes an invitation, replacing an earlier one of the same name; `codeHash` is all that is kept of the code. */
  invite(name: string, role: Role, codeHash: string, until: Date): Promise<void>;
  /**
   * Binds the address to whoever was invited with that code, once and in time; undefined when nobody was. An address that is
   * another officer's already is not taken over: four eyes are not to be one pair.
   */
  redeem(codeHash: string, address: string, now: Date): Promise<Officer | "taken" | undefined>;
  /**
   * Takes every right away at once, and with it notices that wait for their phone, forms that they did not send and the first of two
   * confirmations; what they made or agreed to stays. False when there is nobody of that name.
   */
  revoke(name: string): Promise<boolean>;
};
