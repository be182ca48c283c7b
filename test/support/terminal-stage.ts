import { once } from "node:events";
import { PassThrough } from "node:stream";
import { createTerminalChannel } from "../../src/channels/terminal/channel.ts";
import { follow, type Heard, type OpenStage, type Voice } from "./stage.ts";

const ADDRESS = "terminal:local";

export const terminalStage: OpenStage = {
  name: "terminal",
  can: { crowds: false, files: false, sendsFiles: false, edits: false, groups: false },
  async open(converse) {
    const input = new PassThrough();
    const output = new PassThrough();
    let printed = "";
    output.on("data", (chunk) => {
      printed += chunk;
    });
    const channel = createTerminalChannel({ input, output, colour: false, interactive: false });
    const followed = follow(converse);
    let ready = 0;
    await channel.start(followed.converse, () => {
      ready += 1;
    });

    async function says(text: string): Promise<Heard> {
      const before = printed.length;
      const done = followed.done(ADDRESS);
      input.write(`${text}\n`);
      await done;
      return heardFrom(printed.slice(before));
    }
    let offered: readonly string[] = [];
    const remember = async (heard: Promise<Heard>) => {
      const { choices } = await heard;
      if (choices.length > 0) offered = choices;
      return heard;
    };
    const voice: Voice = {
      address: ADDRESS,
      says: (text) => remember(says(text)),
      async hears(words) {
        while (!printed.includes(words)) await once(output, "data");
      },
      chooses(label) {
        const at = offered.indexOf(label);
        if (at < 0) throw new Error(`"${label}" is not on offer: ${offered.join(", ")}`);
        return remember(says(String(at + 1)));
      },
    };
    return {
      channel,
      readyCount: () => ready,
      person: () => voice,
      async close() {
        await channel.stop();
      },
    };
  },
};

/** Numbered lines at the end are choices. */
function heardFrom(printed: string): Heard {
  const lines = printed.trimEnd().split("\n");
  const choices: string[] = [];
  while (/^ {2}\d+\. /.test(lines.at(-1) ?? "")) choices.unshift((lines.pop() ?? "").replace(/^ {2}\d+\. /, ""));
  return { text: lines.join("\n").trim(), choices, files: [] };
}
