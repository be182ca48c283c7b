import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { Channel, Converse } from "../../chat/channel.ts";
import { SendError } from "../../delivery/send-error.ts";
import { fileTexts } from "../../reply-file.ts";
import { renderReply, wrap } from "./render.ts";

export type TerminalStreams = { input: Readable; output: Writable; colour: boolean; interactive: boolean };

const ADDRESS = "terminal:local";
const PROMPT = "> ";
/** A line longer than this is handed on cut: enough for the conversation to say that it is too long. */
const MOST_CHARACTERS = 8_000;

/** The bot in the terminal or a pipe: a line is a message, the end of input ends it. */
export function createTerminalChannel({ input, output, colour, interactive }: TerminalStreams): Channel {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let work: Promise<void> = Promise.resolve();
  let count = 0;
  let stopped = false;

  function receive(text: string, converse: Converse): void {
    if (text.trim() === "") return;
    count += 1;
    const id = String(count);
    work = work.then(async () => {
      if (stopped) return;
      const message = { channel: "terminal", address: ADDRESS, id, kind: "text", text } as const;
      await converse({ ...message, place: "private", late: false }, async (reply) => {
        await write(output, `${renderReply(reply, colour)}\n`);
        if (interactive && (reply.files ?? []).length > 0) await write(output, `${wrap(fileTexts.elsewhere, "")}\n\n`);
      });
      if (interactive) await write(output, PROMPT);
    });
  }

  return {
    name: "terminal",
    usable: () => !stopped,
    ended,
    async start(converse, ready) {
      const decoder = new StringDecoder("utf8");
      let line = "";
      const take = (text: string) => {
        const pieces = text.split(/\r?\n/);
        for (const [at, piece] of pieces.entries()) {
          line = line.length > MOST_CHARACTERS ? line : (line + piece).slice(0, MOST_CHARACTERS + 1);
          if (at === pieces.length - 1) break;
          receive(line, converse);
          line = "";
        }
      };
      input.on("data", (chunk: Buffer) => take(decoder.write(chunk)));
      input.once("end", () => {
        take(decoder.end());
        receive(line, converse);
        work.then(end, end);
      });
      await ready();
      if (interactive) await write(output, PROMPT);
    },
    async push(_address, reply) {
      if (stopped) throw new SendError("stopped");
      await write(output, `${renderReply(reply, colour)}\n${interactive ? PROMPT : ""}`);
    },
    async stop() {
      stopped = true;
      input.pause();
      await work;
      end();
    },
  };
}

function write(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
