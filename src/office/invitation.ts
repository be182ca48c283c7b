import { createHash, randomInt } from "node:crypto";

/** How long an invitation can be redeemed. */
export const INVITATION_HOURS = 24;

/** Letters and digits that nobody confuses on a phone. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** A one-time code with 79 bits of chance, in four groups of four. */
export function newInvitationCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** What is kept of a code; spaces, hyphens and case do not matter. */
export function hashInvitationCode(code: string): string {
  return createHash("sha256")
    .update(`invitation ${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`)
    .digest("base64url");
}
