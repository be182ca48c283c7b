import { connect } from "node:net";
import { connect as connectSecurely } from "node:tls";

/** Where WhatsApp's own server is reached. */
export const WHATSAPP_SOCKET = "wss://web.whatsapp.com/ws/chat";

/** Whether whoever serves a ws: or wss: address can be connected to from here; else the code of the failure. Never rejects. */
export function lookAtSocket(
  address: string,
  timeoutMs = 5_000,
): Promise<{ reached: true } | { reached: false; code: string }> {
  const { protocol, hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, "");
  const isSecure = protocol === "wss:";
  const to = { host, port: Number(port) || (isSecure ? 443 : 80), autoSelectFamilyAttemptTimeout: 2_000 };
  return new Promise((resolve) => {
    const socket = isSecure ? connectSecurely({ ...to, servername: host }) : connect(to);
    const end = (code?: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(code === undefined ? { reached: true } : { reached: false, code });
    };
    const timer = setTimeout(() => end("ETIMEDOUT"), timeoutMs);
    socket.once(isSecure ? "secureConnect" : "connect", () => end());
    socket.on("error", (error) => end((error as { code?: string }).code ?? "unknown"));
  });
}
