import { createServer } from "node:net";

/** Why nothing can listen at a port of 127.0.0.1, as the system calls it; undefined where it is free. */
export function portTrouble(port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", (error) => resolve((error as { code?: string }).code ?? "unknown"));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
}
