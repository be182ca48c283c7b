import type { OpenAI } from "openai";
import { createNarrowFetch } from "./narrow-fetch.ts";

export type ClientParts = { baseUrl?: string | undefined; key?: string | undefined };

/** Where it is asked when no other address is set. */
const OFFICIAL = "https://api.openai.com/v1";

const MOST_BYTES = 2 * 1024 * 1024;
/** 64 texts of 4,096 numbers, written out. */
const MOST_VECTOR_BYTES = 16 * 1024 * 1024;

/** The SDK refuses to go without a key; servers of one's own ask for none. */
const NO_KEY = "none";

export type Client = {
  /** The SDK's client. It is loaded (0.3 s, 40 MB) when this is called first. */
  load(): Promise<OpenAI>;
  /** Whether OpenAI itself is asked; others may refuse fields that only OpenAI has. */
  official: boolean;
  host: string;
};

/**
 * A client that takes nothing from the environment (organisation, project, headers, level of its log), logs nothing, and neither
 * retries nor waits by itself.
 */
export function createClient({ baseUrl = OFFICIAL, key = NO_KEY }: ClientParts): Client {
  const { host, hostname } = new URL(baseUrl);
  let loading: Promise<OpenAI> | undefined;

  async function open(): Promise<OpenAI> {
    const sdk = await import("openai");
    return new sdk.OpenAI({
      baseURL: baseUrl.replace(/\/+$/, ""),
      apiKey: key,
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      // What the environment may say of it would be sent with recordings too.
      defaultHeaders: { "content-type": null },
      maxRetries: 0,
      logLevel: "off",
      logger: { error: mute, warn: mute, info: mute, debug: mute },
      fetch: createNarrowFetch({
        key,
        mostBytes: (url) => (url.endsWith("/embeddings") ? MOST_VECTOR_BYTES : MOST_BYTES),
      }),
    });
  }

  return {
    load: () => (loading ??= open()),
    official: hostname === "api.openai.com",
    host,
  };
}

function mute(): void {}
