/** All that the other side is told beside the body. The SDK would add what this machine is, and what its environment says. */
const TOLD = ["accept", "authorization", "content-type"];

/** More came than was asked for, and was not read. */
export class TooLongError extends Error {
  constructor() {
    super("The answer is longer than what was asked for.");
    this.name = "TooLongError";
  }
}

/**
 * A `fetch` that follows no redirect, so that neither key nor text goes where no setting says (a 3xx is an answer like any other, to
 * be told from a network that fails), sends no header but the needed ones, and reads `mostBytes` of an answer at most.
 */
export function createNarrowFetch(mostBytes: (url: string) => number): typeof fetch {
  return async (input, init) => {
    const given = new Headers(init?.headers);
    const headers = new Headers({ "user-agent": "sinetral" });
    for (const name of TOLD) {
      const value = given.get(name);
      if (value !== null) headers.set(name, value);
    }
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
