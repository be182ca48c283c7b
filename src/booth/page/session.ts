import type { Identity } from "../../tips/identity.ts";

/** What the page knows while somebody reads, and how it forgets it. */
export type Session = {
  /** The keys of whoever reads: one, or several where they changed it; none before and after. */
  identities(): readonly Identity[];
  begin(identities: readonly Identity[]): void;
  /** A URL for bytes in memory, until all is forgotten. */
  urlOf(bytes: Uint8Array, mime: string): string;
  /** Runs when all is forgotten. */
  onEnd(forget: () => void): void;
  /** Bytes that are overwritten when a case is left. */
  keep(bytes: Uint8Array): void;
  /** Begin of something slow in a case: what it returns says whether that case still lies open. */
  inCase(): () => boolean;
  /** Forgets the case, not the key. */
  leaveCase(): void;
  /** Forgets everything. */
  end(): void;
};

export function createSession(): Session {
  let identities: readonly Identity[] = [];
  let urls: string[] = [];
  let kept: Uint8Array[] = [];
  let cases = 0;
  const forgetters: Array<() => void> = [];

  return {
    identities: () => identities,
    begin(opened) {
      identities = opened;
    },
    urlOf(bytes, mime) {
      const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mime }));
      urls.push(url);
      return url;
    },
    onEnd: (forget) => void forgetters.push(forget),
    keep: (bytes) => void kept.push(bytes),
    inCase() {
      const here = cases;
      return () => here === cases;
    },
    leaveCase,
    end() {
      leaveCase();
      // The letters of the key are a string, which a script can only let go of.
      for (const { signingSecret } of identities) signingSecret.fill(0);
      identities = [];
      for (const forget of forgetters) forget();
    },
  };

  function leaveCase(): void {
    cases += 1;
    for (const url of urls) URL.revokeObjectURL(url);
    for (const bytes of kept) bytes.fill(0);
    urls = [];
    kept = [];
  }
}
