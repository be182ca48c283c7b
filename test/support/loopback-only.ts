import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);
let guarding = false;

/**
 * From now on every connection of this process beyond this machine, and every question for a name, throws. Connections
 * to loopback and to sockets in the file system go on as before. Calling it again changes nothing.
 */
export function loopbackOnly(): void {
  if (guarding) return;
  guarding = true;
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
    const beyond = hostBeyond(given);
    if (beyond !== undefined) throw new Error(`a test tried to reach ${beyond}, which is not this machine`);
    return Reflect.apply(connect, this, given);
  } as typeof connect;
  guardNames(dns);
  guardNames(dns.promises);
  syncBuiltinESMExports();
}

/** Node hands over what `connect` was called with, at times already put into one list. */
function hostBeyond(given: unknown[]): string | undefined {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  if (typeof first === "string" && !/^\d+$/.test(first)) return undefined;
  const { path, host } =
    typeof first === "object" && first !== null
      ? (first as net.TcpNetConnectOpts & { path?: string })
      : { host: second, path: undefined };
  if (typeof path === "string") return undefined;
  return typeof host !== "string" || loopback.has(host) ? undefined : host;
}

function guardNames(names: object): void {
  const table = names as Record<string, unknown>;
  for (const [key, real] of Object.entries(table)) {
    if (typeof real !== "function" || !/^(lookup|resolve|reverse)/.test(key)) continue;
    table[key] = (name: unknown, ...rest: unknown[]) => {
      if (!loopback.has(String(name))) throw new Error(`a test asked for the address of ${String(name)}`);
      return Reflect.apply(real, names, [name, ...rest]);
    };
  }
}
