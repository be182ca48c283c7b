import { describe, expect, it } from "vitest";
import { createDialogues, type Dialogues } from "../../src/chat/dialogues.ts";
import { newRemembered } from "../../src/chat/memory.ts";
import { createRouter, type Handler, type Route } from "../../src/chat/routes.ts";
import { conversationOver, says } from "../support/conversation.ts";

const saysRest =
  (who: string): Handler =>
  ({ rest }) =>
    says(`${who}: ${rest}`);

const stop: Route = {
  command: "/berhenti",
  help: undefined,
  bareWord: true,
  alwaysHeard: (text) => /^(?:stop|berhenti)$/i.test(text),
  handle: saysRest("berhenti"),
};

/** The kinds that these tests open. */
const table: Partial<Dialogues> = { answering: saysRest("menjawab"), deciding: saysRest("memutuskan") };

/** Somebody in an open dialogue, over the real router. */
function inDialogue() {
  const remembered = newRemembered();
  const route = createRouter({
    routes: [stop, { command: "/topik", help: undefined, bareWord: true, handle: saysRest("topik") }],
    question: saysRest("tanya"),
    unknownCommand: saysRest("asing"),
    dialogue: createDialogues(table as Dialogues),
  });
  const { say, heard } = conversationOver((request) => {
    const { handle, rest } = route(request.message.text, remembered);
    return handle({ ...request, rest, remembered });
  });
  return { remembered, heard, say };
}

describe("plain text in an open dialogue", () => {
  it("belongs to the handler of that kind of dialogue", async () => {
    const { remembered, heard, say } = inDialogue();
    remembered.dialogue = { kind: "answering", id: 1 };
    await say("topik");
    remembered.dialogue = { kind: "deciding", id: 1, answer: "Jawaban." };
    await say("jangan dulu");
    expect(heard).toEqual(["menjawab: topik", "memutuskan: jangan dulu"]);
  });

  it.each(["STOP", " berhenti "])("is %j all the same, and ends the dialogue", async (text) => {
    const { remembered, heard, say } = inDialogue();
    remembered.dialogue = { kind: "answering", id: 1 };
    await say(text);
    await say("apa lagi?");
    expect(heard).toEqual([`berhenti: ${text.trim()}`, "tanya: apa lagi?"]);
  });

  it("is not STOP when the word only begins a sentence", async () => {
    const { remembered, heard, say } = inDialogue();
    remembered.dialogue = { kind: "answering", id: 1 };
    await say("berhenti dulu dari jabatannya");
    expect(heard).toEqual(["menjawab: berhenti dulu dari jabatannya"]);
  });
});
