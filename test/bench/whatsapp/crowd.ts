import type { Person, WhatsAppServer } from "../../support/whatsapp-server/server.ts";
import type { Watch } from "../../support/whatsapp-watch.ts";
import { startWatch } from "../figures.ts";
import type { Crowd } from "../load.ts";

/** Far below the 30 a minute that one person is granted: who has asked this often leaves, and somebody new comes. */
const QUESTIONS_EACH = 20;
const LONGEST_MS = 30_000;

/** Asking fails when the bot owes an answer for half a minute. Every other person is addressed by number. */
export function createCrowd(server: WhatsAppServer, seen: Watch): Crowd {
  let asked = 0;
  let persons = 0;
  return {
    counts: () => ({ accepted: seen.counts().message, refused: 0 }),
    asker(texts) {
      let person = server.person();
      let left = QUESTIONS_EACH;
      return () => {
        if (left === 0) {
          person = server.person();
          persons += 1;
          left = QUESTIONS_EACH;
        }
        left -= 1;
        asked += 1;
        return ask(person, texts[asked % texts.length] ?? "", persons % 2 === 0 ? "lid" : "pn");
      };
    },
  };
}

/** Milliseconds until the answer could be read on the person's phone. */
export async function ask(person: Person, text: string, by: "lid" | "pn" = "lid"): Promise<number> {
  const elapsed = startWatch();
  await person.says(text, { by });
  await person.next(LONGEST_MS);
  return elapsed();
}
