/**
 * The line between a browser and the gateways: it can be cut and mended, and what comes through it can be falsified.
 */
import { createServer, request as ask } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What is put in the place of a JSON answer. */
export type Lie = (truth: unknown, path: string) => unknown;

export interface Line {
  /** The proxy of a context: `openAs(member, { through: line })`. The pages' origin stays the gateway's own. */
  readonly url: string;
  /** Ends all that is under way and refuses what comes, until `mend`. */
  cut(): void;
  mend(): void;
  /** From now on JSON answers at such paths are the lie's; the last lie that fits counts. */
  lie(path: RegExp, lie: Lie): void;
  /** Only the truth from now on. */
  confess(): void;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

interface State {
  isCut: boolean;
  lies: { readonly path: RegExp; readonly lie: Lie }[];
  readonly asked: string[];
}

/** A proxy on this machine alone. */
export async function openLine(): Promise<Line> {
  const state: State = { isCut: false, lies: [], asked: [] };
  const server = createServer((request, response) => {
    carry(state, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked: state.asked,
    cut() {
      state.isCut = true;
      server.closeAllConnections();
    },
    mend() {
      state.isCut = false;
    },
    lie: (path, lie) => state.lies.unshift({ path, lie }),
    confess() {
      state.lies = [];
    },
    close: () => closed(server),
  };
}

function carry({ isCut, lies, asked }: State, request: IncomingMessage, response: ServerResponse): void {
  if (isCut) {
    request.destroy();
    return;
  }
  const { pathname } = new URL(request.url ?? "/");
  asked.push(`${request.method ?? ""} ${pathname}`);
  const liar = lies.find(({ path }) => path.test(pathname));
  const headers = { ...request.headers };
  delete headers["proxy-connection"];
  // What is falsified must be readable.
  if (liar !== undefined) delete headers["accept-encoding"];
  const asking = ask(request.url ?? "", { method: request.method, headers }, (answer) => {
    const isJson = answer.headers["content-type"]?.includes("json") === true;
    if (liar !== undefined && isJson) void falsify(answer, response, (truth) => liar.lie(truth, pathname));
    else {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on("error", () => response.destroy());
    }
  });
  asking.on("error", () => response.destroy());
  response.on("close", () => asking.destroy());
  request.pipe(asking);
}

async function falsify(
  answer: IncomingMessage,
  response: ServerResponse,
  lie: (truth: unknown) => unknown,
): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
    const said = Buffer.from(JSON.stringify(lie(JSON.parse(Buffer.concat(chunks).toString("utf8")))));
    const headers = { ...answer.headers, "content-length": String(said.length) };
    delete headers["transfer-encoding"];
    response.writeHead(answer.statusCode ?? 502, headers).end(said);
  } catch {
    response.destroy();
  }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
