/** Reads a JSON body, up to a limit. */
import type { IncomingMessage } from "node:http";
import { JsonError, parseJson } from "../../wire/json.ts";
import { ProblemError } from "./problems.ts";

/** @throws ProblemError for a body that is too large, of another kind, or no JSON. */
export type BodyReader = (request: IncomingMessage) => Promise<unknown>;

const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
/** What is left of a refused body is not read, so that the connection is of no more use. */
const CLOSE = { headers: { connection: "close" } };

/** @param limit Bytes; a body with more is refused before the rest of it is read. */
export function createBodyReader(limit: number): BodyReader {
  return async (request) => {
    const {
      "content-type": type = "",
      "content-encoding": encoding = "identity",
      "content-length": length,
    } = request.headers;
    if (!JSON_TYPE.test(type)) {
      throw new ProblemError("MediaTypeUnsupported", "the body is no JSON: send it as application/json", CLOSE);
    }
    // A compressed body may be a thousand times what it says; nothing sent here is worth compressing.
    if (encoding !== "identity") {
      throw new ProblemError("MediaTypeUnsupported", "the body is compressed: send it as it is", CLOSE);
    }
    if (Number(length ?? 0) > limit) throw tooLarge(limit);
    return parsed(await collected(request, limit));
  };
}

async function collected(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Destroying the request would destroy the connection that the answer goes out on.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new ProblemError("BodyUnreadable", "the body did not arrive whole: send it again", { ...CLOSE, cause });
  }
  if (size > limit) throw tooLarge(limit);
  return Buffer.concat(chunks);
}

function tooLarge(limit: number): ProblemError {
  return new ProblemError("BodyTooLarge", `the body has more than ${limit} bytes: send less`, CLOSE);
}

function parsed(body: Uint8Array): unknown {
  try {
    return parseJson(body);
  } catch (error) {
    if (error instanceof JsonError)
      throw new ProblemError("BodyUnreadable", `the body cannot be read: ${error.message}`);
    throw error;
  }
}
