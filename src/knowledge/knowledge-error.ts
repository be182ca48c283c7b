export type KnowledgeProblem = { file: string; line: number; text: string };

/** Something in `knowledge/` is not as it should be; every problem names its file and line. */
export class KnowledgeError extends Error {
  readonly problems: readonly KnowledgeProblem[];

  constructor(problems: readonly KnowledgeProblem[]) {
    super(problems.map((problem) => `${problem.file}:${problem.line}: ${problem.text}`).join("\n"));
    this.name = "KnowledgeError";
    this.problems = problems;
  }
}
