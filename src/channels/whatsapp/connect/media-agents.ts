import { Agent as HttpsAgent } from "node:https";
import { connect } from "node:net";
import { Agent as Dispatcher } from "undici";

/** Ways to the media servers: an agent for the library's uploads, options of `fetch` for downloads. */
export type MediaAgents = { fetchAgent: HttpsAgent; options: RequestInit };

/**
 * With a server of our own on this machine all media go there in plain HTTP, whatever host is named; the library writes
 * `https:` in front of everything. Undefined for any other server: the usual ways.
 */
export function mediaAgents(url: string | undefined): MediaAgents | undefined {
  if (url === undefined) return undefined;
  const { hostname, port, protocol } = new URL(url);
  if (protocol !== "ws:") return undefined;
  const here = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port === "" ? 80 : port) };
  const fetchAgent = new HttpsAgent();
  fetchAgent.createConnection = () => connect(here);
  const dispatcher = new Dispatcher({
    connect: (_options, done) => {
      const socket = connect(here);
      socket.once("connect", () => done(null, socket));
      socket.once("error", (error) => done(error, null));
    },
  });
  // Assigned, for the types of Node's own undici and of the package differ in a detail.
  const options: RequestInit = {};
  Object.assign(options, { dispatcher });
  return { fetchAgent, options };
}
