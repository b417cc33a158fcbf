/** A gateway on a database in memory, with people who sign in, and a client whose every answer is checked. */
import { Writable } from "node:stream";
import createClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import pino from "pino";
import { Registry } from "prom-client";
import { privateKeyToAccount } from "viem/accounts";
import type { PrivateKeyAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import type { paths } from "../../generated/openapi.d.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { createGateway } from "../../src/gateway/gateway.ts";
import type { GatewayConfig, GatewayDeps } from "../../src/gateway/deps.ts";
import type { Gateway } from "../../src/gateway/gateway.ts";
import type { Database } from "../../src/store/database.ts";
import { lendDatabase } from "../store/lending.ts";
import { COLLECTIONS, DAY, DIRECTORY, FACTORING, FIRST_INSTANT, LEDGER, openBook, STATEMENTS } from "./book.ts";
import type { Book } from "./book.ts";
import { checkedFetch } from "./checkedFetch.ts";

export const CHAIN_ID = 31_337;
export const OPERATOR_TOKEN = "operator-token-of-forty-characters-at-least";
export const ORIGIN = new URL("https://ledger.example");
/** A token of 18 decimals that the gateway knows. */
export const KNOWN_TOKEN: Address = `0x${"70".repeat(20)}`;

export const CONFIG: GatewayConfig = {
  origin: ORIGIN,
  version: "1",
  secret: new Uint8Array(32).fill(7),
  operatorToken: OPERATOR_TOKEN,
  sessionSeconds: 3600,
  nonceSeconds: 600,
  bodyBytes: 65_536,
  organisationLimit: { requests: 100_000, seconds: 60 },
  strangerLimit: { requests: 100_000, seconds: 60 },
  behindSeconds: 365 * DAY,
  memberSeconds: 0,
  closeSeconds: 2,
  trustedProxies: [],
};

/** The same key for the same name, every time. */
export function person(name: string): PrivateKeyAccount {
  return privateKeyToAccount(keccakOfText(`key of ${name}`));
}

export function addressOf(name: string): Address {
  return person(name).address.toLowerCase() as Address;
}

export interface Stage {
  readonly gateway: Gateway;
  readonly database: Database;
  readonly book: Book;
  /** Where the gateway listens. */
  readonly url: string;
  /** Unix seconds; may be set. */
  now: number;
  /** What was logged, a line each. */
  readonly log: string[];
  client(token?: string): Client<paths>;
  /** Signs in; the organisation is the person unless another is named. */
  signIn(name: string, organisation?: Address): Promise<string>;
  close(): Promise<void>;
}

export type Over = Partial<Omit<GatewayDeps, "config">> & { readonly config?: Partial<GatewayConfig> };

export async function openStage(over: Over = {}): Promise<Stage> {
  const database = over.database ?? (await lendDatabase());
  const log: string[] = [];
  const clock = { now: FIRST_INSTANT + 20 * DAY };
  const gateway = createGateway({
    addresses: addressFile(),
    now: () => clock.now,
    logger: pino(sink(log)),
    metrics: new Registry(),
    tokens: new Map([[KNOWN_TOKEN, { code: "EURX", decimals: 18 }]]),
    portal: undefined,
    simulate: () => Promise.resolve(),
    signedByContract: () => Promise.resolve(false),
    ...over,
    database,
    config: { ...CONFIG, ...over.config },
  });
  const url = `http://127.0.0.1:${await gateway.listen(0)}`;
  const client = (token?: string): Client<paths> =>
    createClient<paths>({
      baseUrl: url,
      fetch: checkedFetch,
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
    });
  return {
    gateway,
    database,
    book: openBook(database),
    url,
    log,
    client,
    get now() {
      return clock.now;
    },
    set now(seconds) {
      clock.now = seconds;
    },
    signIn: (name, organisation) => signInAs(client(), name, clock.now, organisation),
    async close() {
      await gateway.close();
      await database.close();
    },
  };
}

async function signInAs(client: Client<paths>, name: string, now: number, organisation?: Address): Promise<string> {
  const message = await messageFor(client, name, now);
  const signature = await person(name).signMessage({ message });
  const body = { message, signature, ...(organisation === undefined ? {} : { organisation }) };
  const { data, error } = await client.POST("/v1/sessions", { body });
  if (data === undefined) throw new Error(`${name} cannot sign in: ${error.detail}`);
  return data.token;
}

type SiweFields = Parameters<typeof createSiweMessage>[0];

/** A message as a wallet library writes it, with some of it changed. */
export async function messageFor(
  client: Client<paths>,
  name: string,
  now: number,
  over: Partial<SiweFields> = {},
): Promise<string> {
  const { data } = await client.POST("/v1/sessions/nonce");
  if (data === undefined) throw new Error("no nonce was given out");
  const { domain, uri, chainId, nonce } = data;
  const fields = { domain, uri, chainId, nonce, address: person(name).address, version: "1" as const };
  return createSiweMessage({ ...fields, issuedAt: new Date(now * 1000), ...over });
}

function addressFile(): GatewayDeps["addresses"] {
  const lens: Address = `0x${"1f".repeat(20)}`;
  return {
    chainId: CHAIN_ID,
    ledger: LEDGER,
    directory: DIRECTORY,
    lens,
    statements: STATEMENTS,
    factoring: FACTORING,
    collections: COLLECTIONS,
    block: 0,
    blockHash: keccakOfText("block 0"),
  };
}

function sink(log: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(chunk.toString("utf8"));
      done();
    },
  });
}
