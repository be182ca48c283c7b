import { connect, type Socket } from "node:net";
import { servingProcess } from "../stores/owner.ts";
import { type ControlLine, type ControlRequest, controlLine } from "../web/control-lines.ts";
import { controlPath } from "../web/control-path.ts";

/** The service runs but does not answer. */
export class ServiceSilentError extends Error {
  constructor({ pid, isDesk }: { pid: number; isDesk: boolean }) {
    super(
      isDesk
        ? `another desk (process ${pid}) is linking or unlinking WhatsApp, or restoring a backup, in this DATA_DIR; wait until that has ended`
        : `process ${pid} serves this DATA_DIR but does not answer the desk; use the same account, or wait until it has started`,
    );
    this.name = "ServiceSilentError";
  }
}

/**
 * Asks the service that serves a data folder, and hands on each line it answers; false when none runs. Aborting hangs up.
 * Throws a {@link ServiceSilentError}.
 */
export async function callService(
  folder: string,
  request: ControlRequest,
  line: (line: ControlLine) => void | Promise<void>,
  signal?: AbortSignal,
): Promise<boolean> {
  const serving = servingProcess(folder);
  if (serving === undefined) return false;
  const { path, release } = controlPath(folder);
  const socket = connect(path);
  const hangUp = () => socket.destroy();
  signal?.addEventListener("abort", hangUp, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", () => reject(new ServiceSilentError(serving)));
    });
    // From here on the service may end at any time, which ends the lines.
    socket.on("error", () => {});
    if (signal?.aborted === true) return true;
    socket.write(`${JSON.stringify(request)}\n`);
    for await (const text of linesOf(socket)) await line(controlLine.parse(JSON.parse(text)));
    return true;
  } finally {
    signal?.removeEventListener("abort", hangUp);
    socket.destroy();
    release();
  }
}

/** The lines until the connection ends, whoever ends it and however. */
async function* linesOf(socket: Socket): AsyncGenerator<string> {
  let rest = "";
  socket.setEncoding("utf8");
  try {
    for await (const chunk of socket as AsyncIterable<string>) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    if (!["ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET"].includes((error as { code?: string }).code ?? "")) throw error;
  }
}
