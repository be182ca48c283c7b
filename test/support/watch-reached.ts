/** Loaded before a process's own code: writes down every host that it connects to or asks the address of, in REACHED_FILE. */
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const { REACHED_FILE: file = "" } = process.env;
const note = (what: string) => appendFileSync(file, `${what}\n`);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
  note(targetOf(given));
  return Reflect.apply(connect, this, given);
} as typeof connect;

for (const names of [dns, dns.promises] as unknown as Array<Record<string, unknown>>) {
  for (const [key, real] of Object.entries(names)) {
    if (typeof real !== "function" || !/^(lookup|resolve|reverse)/.test(key)) continue;
    names[key] = (name: unknown, ...rest: unknown[]) => {
      note(`name ${String(name)}`);
      return Reflect.apply(real, names, [name, ...rest]);
    };
  }
}
syncBuiltinESMExports();

function targetOf(given: unknown[]): string {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  if (typeof first !== "object" || first === null) return `${String(second ?? "localhost")}:${String(first)}`;
  const { path, host, port } = first as { path?: string | null; host?: string; port?: number };
  // A TLS or HTTP client names the path of its request here, too; a socket in the file system has no port.
  return port === undefined ? `file ${path}` : `${host ?? "localhost"}:${port}`;
}
