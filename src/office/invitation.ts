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

/** Whether somebody may have meant a code by it, right or wrong. */
export function isLikeInvitationCode(text: string): boolean {
  const code = text.trim().toLowerCase();
  if (/^[a-z0-9]{4}(?:-?[a-z0-9]{4}){3}$/.test(code)) return true;
  // Four words of four letters are more likely to be words.
  const signs = code.replace(/[\s-]/g, "");
  return (
    signs.length === GROUPS * GROUP_LENGTH && /\d/.test(signs) && [...signs].every((sign) => ALPHABET.includes(sign))
  );
}

/** What is kept of a code; spaces, hyphens and case do not matter. */
export function hashInvitationCode(code: string): string {
  return createHash("sha256")
    .update(`invitation ${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`)
    .digest("base64url");
}
