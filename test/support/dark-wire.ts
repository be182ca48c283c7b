import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** A wire to a port of this machine that can go dark: nothing passes any more and nobody is told, as when a cable is cut. */
export type DarkWire = {
  port: number;
  /** From now on, for what is connected; new connections pass. */
  goDark(): void;
  close(): void;
};

export async function openDarkWire(to: number): Promise<DarkWire> {
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: "127.0.0.1", port: to });
    for (const end of [near, far]) {
      ends.add(end);
      end.on("error", () => {});
    }
    near.on("data", (data) => void (ends.has(near) && far.write(data)));
    far.on("data", (data) => void (ends.has(far) && near.write(data)));
    near.on("close", () => far.destroy());
    far.on("close", () => void (ends.has(far) && near.destroy()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    goDark: () => ends.clear(),
    close: () => server.close(),
  };
}
