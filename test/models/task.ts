import { z } from "zod";
import type { ModelTask } from "../../src/answer/model.ts";

export const shape = z.object({ verdict: z.enum(["dilarang", "boleh"]), claims: z.array(z.string()) });

/** Something to ask a model. */
export const task: ModelTask<z.infer<typeof shape>> = {
  prompt: { system: "Kamu pustakawan peraturan.", user: "Apakah boleh menyukai unggahan calon?" },
  schema: shape,
  name: "jawaban",
  mostTokens: 200,
};
