/**
 * Requests that are sent again under an `Idempotency-Key` have one effect, at any number of gateways of one database.
 *
 * A request claims its key in the database before it is served, and its answer is stored there when it is over. An
 * answer may hold what is shown once, such as a key for a machine, or what somebody may want erased: it is sealed with
 * a key made of the gateway's secret and the sender's own `Idempotency-Key`, of which the database has an authenticated
 * hash only. Whoever reads the database can open none; the gateway can when the sender comes back, and nobody after it
 * is forgotten.
 *
 * What was refused had no effect: its claim is given back, and the key may be used again. A process that dies leaves a
 * claim that nobody keeps alive, and the next one with the same request takes it. It may then find done what the dead
 * one did: every handler knows it by an id of the sender or of the content, and does it no second time.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Database } from "../../store/database.ts";
import { claimRequest, keepClaim, releaseClaim, storeReply } from "../../store/idempotency.ts";
import type { KeyedRequest } from "../../store/idempotency.ts";
import { ProblemError } from "./problems.ts";
import { hmac, keyFor, sha256 } from "./secrets.ts";

/** A reply as it goes out. */
export interface KeyedReply {
  readonly status: number;
  /** Absent where the answer has none. */
  readonly body: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RepeatableRequest {
  readonly organisation: Address;
  /**
   * Who asks for it: the account, and the id of a machine's key. An answer may hold what another member may not have,
   * such as a key with more scopes, and may say that somebody did what two have to do.
   */
  readonly caller: string;
  readonly operation: string;
  /** As the header has it. */
  readonly key: string;
  /** All that was asked, as it was sent: path, query and body. */
  readonly asked: unknown;
}

export interface Repeats {
  /**
   * Answers by `serve`, or as the same request was answered before.
   * @throws ProblemError for a key that is none, that another request has used, or that is in use now.
   */
  answer(
    request: RepeatableRequest,
    serve: () => Promise<KeyedReply>,
  ): Promise<{ readonly reply: KeyedReply; readonly isReplayed: boolean }>;
}

export interface RepeatsParts {
  readonly database: Database;
  readonly secret: Uint8Array;
  /** Unix seconds. */
  readonly now: () => number;
  readonly logger: Logger;
  /** How long a claim lives that nobody keeps alive. */
  readonly claimSeconds?: number;
}

/** Over a weekend. */
const KEPT_SECONDS = 3 * 86_400;
const CLAIM_SECONDS = 60;
const KEY = /^[!-~]{1,255}$/;
const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createRepeats(parts: RepeatsParts): Repeats {
  const { database, secret, now, claimSeconds = CLAIM_SECONDS } = parts;
  const hashKey = keyFor(secret, "idempotency");
  return {
    async answer(request, serve) {
      if (!KEY.test(request.key)) throw keyInvalid();
      const { organisation, caller, operation, key, asked } = request;
      const keyed: KeyedRequest = {
        organisation,
        operation,
        keyHash: hashOf(hashKey, `key of ${caller} ${key}`),
        requestHash: hashOf(hashKey, `request ${canonical(asked)}`),
      };
      const claim = randomUUID();
      const times = { now: now(), alive: now() - Math.ceil(claimSeconds), kept: now() - KEPT_SECONDS };
      const claimed = await claimRequest(database, keyed, claim, times);
      switch (claimed.state) {
        case "another":
          throw new ProblemError("IdempotencyKeyReused", "make up another key for another request");
        case "underWay":
          throw new ProblemError("IdempotencyKeyInUse", "wait for its answer, or ask again", {
            headers: { "retry-after": "1" },
          });
        case "served":
          return { reply: opened(secret, request, claimed.reply), isReplayed: true };
        case "ours": {
          const reply = await whileKept(parts, claim, keyed, claimSeconds, serve);
          await storeReply(database, claim, keyed, sealed(secret, request, reply));
          return { reply, isReplayed: false };
        }
      }
    },
  };
}

/** Serves, and keeps the claim alive meanwhile; gives it back if the request is refused. */
async function whileKept(
  { database, now, logger }: RepeatsParts,
  claim: string,
  request: KeyedRequest,
  claimSeconds: number,
  serve: () => Promise<KeyedReply>,
): Promise<KeyedReply> {
  const beat = setInterval(
    () => {
      keepClaim(database, claim, request, now()).catch((error: unknown) => {
        logger.warn({ err: error }, "a claim could not be kept alive");
      });
    },
    (claimSeconds * 1000) / 3,
  );
  try {
    return await serve();
  } catch (error) {
    await releaseClaim(database, claim, request).catch((failure: unknown) => {
      logger.warn({ err: failure }, "a claim could not be given back");
    });
    throw error;
  } finally {
    clearInterval(beat);
  }
}

function keyInvalid(): ProblemError {
  const message = "give 1 to 255 printable characters without spaces";
  return new ProblemError("RequestInvalid", `header.idempotency-key: ${message}`, {
    faults: [{ at: "header.idempotency-key", message }],
  });
}

function hashOf(key: Uint8Array, text: string): Hex {
  return `0x${hmac(key, text).toString("hex")}`;
}

/** The same text for the same JSON, however its fields are ordered and its space is spent. */
function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes ${sha256(Buffer.from(value).toString("hex")).toString("hex")}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === undefined) return "nothing";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(",")}}`;
}

interface Packed {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body that is bytes, in base64. */
  readonly bytes?: string;
  readonly body?: unknown;
}

function sealed(secret: Uint8Array, request: RepeatableRequest, { body, ...head }: KeyedReply): Hex {
  const content = body instanceof Uint8Array ? { bytes: Buffer.from(body).toString("base64") } : { body };
  const packed: Packed = { ...head, ...content };
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, sealingKey(secret, request), iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(context(request));
  const hidden = Buffer.concat([cipher.update(JSON.stringify(packed), "utf8"), cipher.final()]);
  return `0x${Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString("hex")}`;
}

function opened(secret: Uint8Array, request: RepeatableRequest, stored: Hex): KeyedReply {
  const all = Buffer.from(stored.slice(2), "hex");
  const [iv, tag] = [all.subarray(0, IV_BYTES), all.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
  const decipher = createDecipheriv(CIPHER, sealingKey(secret, request), iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(context(request)).setAuthTag(tag);
  const text = Buffer.concat([decipher.update(all.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  const { bytes, body, ...head } = JSON.parse(text) as Packed;
  return { ...head, body: bytes === undefined ? body : Buffer.from(bytes, "base64") };
}

function sealingKey(secret: Uint8Array, { key }: RepeatableRequest): Uint8Array {
  return keyFor(secret, `reply under ${key}`);
}

function context({ organisation, caller, operation }: RepeatableRequest): Buffer {
  return Buffer.from(`${organisation} ${caller} ${operation}`, "utf8");
}
