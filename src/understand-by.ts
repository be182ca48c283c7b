import type { Answering } from "./answering.ts";
import type { QueueCommandParts } from "./chat/queue-commands.ts";

/** What a question may have meant and which passages an answer names, by the knowledge of the moment. */
export function understandBy(current: () => Answering): QueueCommandParts["understand"] {
  return {
    async situations(question) {
      const { findings } = await current().answer(question);
      return findings.candidates.map(({ situation }) => situation);
    },
    basis(answer) {
      const { references } = current().parseReferences(answer);
      return references.flatMap((reference) => (reference.kind === "passage" ? [reference.passage.id] : []));
    },
  };
}
