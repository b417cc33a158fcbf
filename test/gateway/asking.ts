import { request as httpRequest } from "node:http";
import { checkAnswer } from "./checkedFetch.ts";

export type Ask = (method: string, path: string, sent?: string | Buffer, type?: string) => Promise<number>;

/** Asks a gateway as somebody signed in, and checks every answer. */
export function askerOf(url: URL, token: string): Ask {
  return ask;

  /** Asks for exactly this path, which `fetch` would tidy up. @returns the status. */
  function ask(method: string, path: string, sent: string | Buffer = "", type = "application/json"): Promise<number> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        "content-type": type,
        "content-length": Buffer.byteLength(sent),
      };
      const request = httpRequest({ host: url.hostname, port: url.port, method, path, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const fields = Object.entries(answer.headers).map(
            ([name, value]) => [name, String(value)] as [string, string],
          );
          const status = answer.statusCode ?? 0;
          const body = status === 204 || status === 304 ? null : Buffer.concat(chunks);
          const response = new Response(body, { status, headers: fields });
          checkAnswer(method, path.split("?")[0] ?? "", response).then(() => resolve(status), reject);
        });
      });
      request.on("error", reject);
      request.end(sent);
    });
  }
}
