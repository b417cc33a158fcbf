/** Chain, index, gateway and relayer in one process, and people who reach them over HTTP alone. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "openapi-fetch";
import pino from "pino";
import { createSiweMessage } from "viem/siwe";
import type { components, paths } from "../../generated/openapi.d.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { createBlockEvidence } from "../../src/chain/blockEvidence.ts";
import { createBlockReader } from "../../src/chain/blocks.ts";
import { createFailover } from "../../src/chain/failover.ts";
import { isSignedByContract } from "../../src/chain/erc1271.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import type { Rpc } from "../../src/chain/rpc.ts";
import { ACCOUNT_FACTORY } from "../../src/clients/organisation/passkeyAccounts.ts";
import { readPermit } from "../../src/clients/permits.ts";
import { readCall } from "../../src/clients/readCall.ts";
import { newViewingKey } from "../../src/clients/sealingKeys.ts";
import type { ViewingKeyPair } from "../../src/clients/sealingKeys.ts";
import { simulate } from "../../src/clients/simulate.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { openContents } from "../../src/gateway/contents/opening.ts";
import type { Clock } from "../../src/indexer/deps.ts";
import { createGasAccount } from "../../src/relayer/account.ts";
import { createRelayNode } from "../../src/relayer/node.ts";
import { createRelayer } from "../../src/relayer/relayer.ts";
import type { Relayer } from "../../src/relayer/relayer.ts";
import type { Database } from "../../src/store/database.ts";
import { openStage } from "../gateway/stage.ts";
import { CLOCK, drive } from "../indexer/driving.ts";
import { serveStage } from "../indexer/stage.ts";
import type { ServedStage } from "../indexer/stage.ts";
import { SETTINGS } from "../relayer/settings.ts";
import { accountOf, addressOf, Role, walletOf } from "../support/chain.ts";
import { lendDatabase } from "../store/lending.ts";

export type Intent = components["schemas"]["Intent"];
type Detail = components["schemas"]["ReceivableDetail"];

export interface GatewayWorld {
  readonly stage: ServedStage;
  readonly currency: Address;
  /** The gateway's own. */
  readonly database: Database;
  /** The client of nobody in particular, or of whoever has a session. */
  client(token?: string): Client<paths>;
  /** As the gateway has it, unix seconds. */
  now(): number;
  /** Somebody's client, signed in. */
  as(role: Role): Promise<Client<paths>>;
  /** The client of somebody who is signed in for another's organisation, as a member that it adds. */
  member(role: Role, of: Role): Promise<Client<paths>>;
  /** Signs as a wallet does, and hands the signature in. @returns the intent once it is recorded. */
  carry(role: Role, intent: Intent): Promise<Intent>;
  /** Prepares an act, signs it, and waits until it is recorded. */
  act(role: Role, body: components["schemas"]["Act"]): Promise<Intent>;
  /** Prepares a receivable of the supplier's, signs it, and waits until it is recorded. */
  issue(body: components["schemas"]["NewReceivable"]): Promise<Hex>;
  /** The signature of what an intent or a batch shows. */
  signed(role: Role, message: components["schemas"]["TypedData"] | null): Promise<Hex>;
  detail(role: Role, id: string): Promise<Detail>;
  /** Sends a call as a transaction of one's own. */
  send(role: Role, call: Intent["call"]): Promise<void>;
  /** Lets so many seconds pass on the chain and for the gateway; whoever asks afterwards signs in anew. */
  pass(seconds: number): Promise<void>;
  /** Asks until something holds. */
  until<Value>(read: () => Promise<Value>, holds: (value: Value) => boolean): Promise<Value>;
  close(): Promise<void>;
}

const PATIENCE_MILLISECONDS = 60_000;

/** @param neighbour Another one, whose chain it shares, and which is closed after it. */
export async function openGatewayWorld(neighbour?: GatewayWorld): Promise<GatewayWorld> {
  const stage = neighbour?.stage ?? (await serveStage());
  const { addresses } = stage.chain;
  const currency = stage.chain.currency.toLowerCase() as Address;
  const rpc = createRpc({ url: stage.node.url });
  const database = await lendDatabase();
  const index = drive({ database, addresses, url: stage.node.url });
  const viewingKey = await newViewingKey();
  const clock = movedClock();
  const gateway = await openStage({
    ...{ database, addresses, viewingKey, now: () => clock.now() },
    tokens: tokensOf(stage),
    simulate: (call) => simulate(rpc, call),
    readCall: (call) => readCall(rpc, call),
    permitOf: (token, owner) => readPermit(rpc, { chainId: addresses.chainId, currency: token, owner }),
    blockEvidence: blockEvidenceOf(rpc, addresses),
    signedByContract: (...asked) => isSignedByContract(rpc, ...asked),
    config: { registrars: [addressOf(Role.Registrar)], bodyBytes: 2 ** 20 },
  });
  const relayerName = neighbour === undefined ? "the relayer" : "its neighbour";
  const relayer = await relayerOf({ stage, database, rpc, clock }, relayerName);
  const stopping = new AbortController();
  const relaying = relayer.run(stopping.signal);
  const clients = new Map<Role, Promise<Client<paths>>>();

  const as = (role: Role): Promise<Client<paths>> => {
    const client = clients.get(role) ?? signIn(gateway, role, clock);
    clients.set(role, client);
    return client;
  };
  const until = patience(database, viewingKey, clock);
  const carry = carrying(as, until);
  return {
    ...{ stage, currency, database, as, until, carry, signed, now: () => clock.now() },
    client: (token) => gateway.client(token),
    member: async (role, of) => {
      await addMember(await as(of), role);
      return signIn(gateway, role, clock, addressOf(of));
    },
    act: async (role, body) => carry(role, ok(await (await as(role)).POST("/v1/intents", { body }))),
    issue: async (body) => {
      const intent = ok(await (await as(Role.Supplier)).POST("/v1/receivables", { body }));
      return (await carry(Role.Supplier, intent)).receivable as Hex;
    },
    detail: async (role, id) => ok(await (await as(role)).GET("/v1/receivables/{id}", { params: { path: { id } } })),
    send: (role, call) => sendAs(stage, role, call),
    async pass(seconds) {
      await stage.chain.wait(seconds);
      clock.ahead += seconds;
      clients.clear();
    },
    async close() {
      stopping.abort();
      await relaying;
      await index.stop();
      await gateway.close();
      if (neighbour === undefined) await stage.close();
    },
  };
}

function blockEvidenceOf(rpc: Rpc, { chainId, ledger }: Addresses): ReturnType<typeof createBlockEvidence> {
  return createBlockEvidence(createFailover([rpc], chainId), createBlockReader({ rpcs: [rpc], addresses: [ledger] }));
}

/** Signs an intent and waits until it is recorded. */
function carrying(as: GatewayWorld["as"], until: GatewayWorld["until"]): GatewayWorld["carry"] {
  return async (role, intent) => {
    const client = await as(role);
    const params = { path: { id: intent.id } };
    const body = { signature: await signed(role, intent.message) };
    ok(await client.POST("/v1/intents/{id}/signature", { params, body }));
    const read = async (): Promise<Intent> => ok(await client.GET("/v1/intents/{id}", { params }));
    const over = await until(read, ({ state }) => state === "recorded" || state === "refused");
    if (over.state === "recorded") return over;
    throw new Error(`${intent.verb} was refused: ${over.error ?? ""} ${over.detail ?? ""}`);
  };
}

/** The clock of the machine, and how far the story has gone ahead of it; seconds. */
interface MovedClock extends Clock {
  ahead: number;
}

function movedClock(): MovedClock {
  const clock: MovedClock = { ...CLOCK, ahead: 0, now: () => CLOCK.now() + clock.ahead };
  return clock;
}

function tokensOf({ chain }: ServedStage): ReadonlyMap<Address, { code: string; decimals: number }> {
  return new Map([
    [chain.currency.toLowerCase() as Address, { code: "DEM", decimals: 2 }],
    [chain.permitting.toLowerCase() as Address, { code: "PER", decimals: 2 }],
  ]);
}

/** Asks again and again; what is sealed is opened meanwhile, as the served process does. */
function patience(database: Database, viewingKey: ViewingKeyPair, clock: Clock): GatewayWorld["until"] {
  return async (read, holds) => {
    const latest = Date.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const value = await read();
      if (holds(value)) return value;
      if (Date.now() > latest) throw new Error(`it stays at ${JSON.stringify(value)}`);
      await openContents({ database, viewingKey, now: () => clock.now(), logger: pino({ level: "silent" }) });
      await sleep(10);
    }
  };
}

async function sendAs({ chain }: ServedStage, role: Role, call: Intent["call"]): Promise<void> {
  const { to, data } = { to: call?.to as Address, data: call?.data as Hex };
  await walletOf(chain.provider, role).sendTransaction({ to, data, chain: null });
}

interface RelayPlace {
  readonly stage: ServedStage;
  readonly database: Database;
  readonly rpc: Rpc;
  readonly clock: Clock;
}

async function relayerOf({ stage, database, rpc, clock }: RelayPlace, name: string): Promise<Relayer> {
  const { node, chain } = stage;
  const account = createGasAccount(keccakOfText(`the key of ${name}`));
  await node.request("hardhat_setBalance", account.address, "0x56bc75e2d63100000");
  const { chainId, ledger, statements, factoring, collections } = chain.addresses;
  return createRelayer({
    database,
    node: createRelayNode({ rpcs: [rpc], chainId, finalityDepth: 40 }),
    account,
    destinations: new Set(
      [ledger, statements, factoring, collections, ACCOUNT_FACTORY].filter((contract) => contract !== undefined),
    ),
    clock,
    logger: pino({ level: "silent" }),
    settings: SETTINGS,
  });
}

/** What a request answered. */
export function ok<Data>(answer: { readonly data?: Data; readonly error?: { type: string; detail: string } }): Data {
  if (answer.data !== undefined) return answer.data;
  throw new Error(`${answer.error?.type ?? "no answer"}: ${answer.error?.detail ?? ""}`);
}

async function signed(role: Role, message: components["schemas"]["TypedData"] | null): Promise<Hex> {
  if (message === null) throw new Error("there is nothing to sign");
  return accountOf(role).signTypedData(
    message as unknown as Parameters<ReturnType<typeof accountOf>["signTypedData"]>[0],
  );
}

async function addMember(client: Client<paths>, role: Role): Promise<void> {
  ok(await client.POST("/v1/members", { body: { account: addressOf(role), role: "preparer" } }));
}

async function signIn(
  gateway: Awaited<ReturnType<typeof openStage>>,
  role: Role,
  clock: Clock,
  organisation?: Address,
): Promise<Client<paths>> {
  const { domain, uri, chainId, nonce } = ok(await gateway.client().POST("/v1/sessions/nonce"));
  const place = { domain, uri, chainId, nonce, version: "1" as const };
  const issuedAt = new Date(clock.now() * 1000);
  const message = createSiweMessage({ ...place, address: accountOf(role).address, issuedAt });
  const signature = await accountOf(role).signMessage({ message });
  const of = organisation === undefined ? {} : { organisation };
  const { token } = ok(await gateway.client().POST("/v1/sessions", { body: { message, signature, ...of } }));
  return gateway.client(token);
}
