/** A call as it arrived, for whoever looks for what must not leave. */
export type Recorded = {
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** The bytes of the body. */
  raw: Buffer;
  /** The body parsed: JSON, or the fields of a form. */
  body: Readonly<Record<string, unknown>>;
  /** The file of a form. */
  file?: { name: string; type: string; bytes: Buffer };
};

/** What was asked for words, of a chat or a response. */
export type Asked = Recorded & {
  model: string;
  /** All instructions, and all that came from the one who asks. */
  system: string;
  user: string;
  /** The schema that the answer is to have, where one came along. */
  schema: unknown;
};

/** What is answered: words as they are, or an object as JSON. */
export type Answer = string | object;

export type Fault =
  | { kind: "status"; status: number; headers?: Record<string, string>; error?: Record<string, unknown> }
  /** 400 as OpenAI says it of a field that it does not take, or as others do, for every call that has it, until `clear`. */
  | { kind: "refuses"; field: string; value?: string; as?: "error" | "message" | "detail" | "message with detail" }
  /** Nothing comes: not even headers, or no body, or nothing after so many pieces of a stream. */
  | { kind: "hang"; after: "nothing" | "headers" | number }
  /** The connection is cut after so many pieces; 0: before the headers. */
  | { kind: "cut"; pieces: number }
  /** 200 and this text, packed where asked so. */
  | { kind: "says"; text: string; type?: string; gzip?: boolean }
  /** Words without end. */
  | { kind: "endless"; piece?: string }
  /** The answer in pieces of a character each, so many ms apart. */
  | { kind: "drip"; ms: number }
  | { kind: "refusal"; text?: string }
  /** Ends with this reason in the middle of the answer. */
  | { kind: "ends"; reason: "length" | "content_filter" }
  | { kind: "redirect"; to: string; status?: number }
  /** An answer without what was used, or with something else than it was. */
  | { kind: "usage"; usage: unknown };

export type Placed = Fault & {
  /** Of this path only, such as `/v1/embeddings`. */
  path?: string;
  /** How often; once by default. */
  times?: number;
};

export type OpenAiServer = {
  /** With `/v1`. */
  baseUrl: string;
  port: number;
  /** Every call since the start, or since `clear`. */
  requests: readonly Recorded[];
  /** What is said from now on. A text that is no JSON is said as it is. */
  answerWith(script: (asked: Asked) => Answer | Promise<Answer>): void;
  /** What a recording says. */
  hear(script: (file: { name: string; type: string; bytes: Buffer }) => string): void;
  /** What vectors are from now on. */
  embedWith(script: (text: string) => number[]): void;
  fault(fault: Placed): void;
  /** Forgets faults, scripts and calls. */
  clear(): void;
  /** Resolves when so many calls have arrived since the last `clear`, at once when they have. */
  arrived(count: number): Promise<void>;
  /** Resolves when so many connections were given up by the other side in the middle of an answer since the last `clear`. */
  abandoned(count: number): Promise<void>;
  /** Cuts everything under way and listens no longer. */
  stop(): Promise<void>;
};
