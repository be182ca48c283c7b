/** More came than was asked for, and was not read. */
export class TooLongError extends Error {
  constructor() {
    super("The answer is longer than what was asked for.");
    this.name = "TooLongError";
  }
}

export type NarrowParts = {
  key: string;
  /** What is read of an answer from this address at most. */
  mostBytes: (url: string) => number;
};

/**
 * A `fetch` that follows no redirect, so that neither key nor text goes where no setting says (a 3xx is an answer like any other, to
 * be told from a network that fails), and reads no more than it should. Beside the body it tells the key and what the body is: the SDK
 * would add what this machine is, and what its environment says.
 */
export function createNarrowFetch({ key, mostBytes }: NarrowParts): typeof fetch {
  return async (input, init) => {
    const type = new Headers(init?.headers).get("content-type");
    const headers = new Headers({
      accept: "application/json",
      authorization: `Bearer ${key}`,
      "user-agent": "sinetral",
      ...(type === null ? {} : { "content-type": type }),
    });
    const response = await fetch(input, { ...init, headers, redirect: "manual" });
    const { status, body } = response;
    const shortened = body?.pipeThrough(atMost(mostBytes(String(input)))) ?? null;
    return new Response(shortened, { status, headers: response.headers });
  };
}

function atMost(bytes: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > bytes) controller.error(new TooLongError());
      else controller.enqueue(chunk);
    },
  });
}
