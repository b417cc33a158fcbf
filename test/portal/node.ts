/** A node of the demo's chain that pages may ask, and that can be cut off after so many questions. */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LocalChain } from "../../src/cli/localChain.ts";

export interface Node {
  readonly url: string;
  /** Refuses everything after so many questions more, until `mend`. */
  cutAfter(questions: number): void;
  mend(): void;
  /** How often a method was asked. */
  asked(method: string): number;
  /** How often a block was asked for by its number. */
  read(block: number): number;
  close(): Promise<void>;
}

interface Question {
  readonly id: number;
  readonly method: string;
  readonly params: readonly unknown[];
}

export async function openNode(chain: LocalChain): Promise<Node> {
  const questions: Question[] = [];
  let left = Infinity;
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader("access-control-allow-origin", request.headers.origin ?? "null");
    response.setHeader("access-control-allow-headers", "content-type");
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    if (left <= 0) {
      request.destroy();
      return;
    }
    left -= 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const question = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Question;
    questions.push(question);
    const said = await chain.request(question.method, question.params).then(
      (result) => ({ result }),
      (error: unknown) => ({ error: { code: -32_000, message: String(error) } }),
    );
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ jsonrpc: "2.0", id: question.id, ...said }));
  };
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cutAfter(more) {
      left = more;
    },
    mend() {
      left = Infinity;
    },
    asked: (method) => questions.filter((question) => question.method === method).length,
    read: (block) =>
      questions.filter(({ method, params }) => method === "eth_getBlockByNumber" && Number(params[0]) === block).length,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
