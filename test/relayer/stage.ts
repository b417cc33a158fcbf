/** A relayer over Hardhat's chain in this process: calls whose effects can be counted, faults on demand, forks. */
import { randomUUID } from "node:crypto";
import pino from "pino";
import { encodeFunctionData } from "viem";
import { directoryAbi } from "../../generated/abi.ts";
import type { Rpc } from "../../src/chain/rpc.ts";
import { RpcRefused, RpcUnreachable } from "../../src/chain/rpcErrors.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { createGasAccount } from "../../src/relayer/account.ts";
import type { GasAccount } from "../../src/relayer/account.ts";
import type { RelayerDeps, RelaySettings } from "../../src/relayer/deps.ts";
import { createRelayNode } from "../../src/relayer/node.ts";
import { createBoard } from "../../src/relayer/status.ts";
import type { Board } from "../../src/relayer/status.ts";
import { createStepper } from "../../src/relayer/steps.ts";
import type { Stepper } from "../../src/relayer/steps.ts";
import type { Database, Transactions } from "../../src/store/database.ts";
import { queueRelay, relayOf } from "../../src/store/relays.ts";
import type { NewRelay, Relay } from "../../src/store/relays.ts";
import type { TestChain } from "../support/chain.ts";
import { FINALITY, SETTINGS } from "./settings.ts";

export const ETHER = 10n ** 18n;
const START = 1_790_000_000;

/** A process dies here. */
export class Crash extends Error {}

/** What happens around an exchange with node or database; what it throws happens to the relayer. */
export interface Hooks {
  before(what: string, params: readonly unknown[]): unknown;
  after(what: string, params: readonly unknown[]): unknown;
}

export interface Logged {
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** One relayer's account with its clock; what happens to it. */
export interface World {
  readonly deps: RelayerDeps;
  readonly account: GasAccount;
  /** The account's key. */
  readonly key: Hex;
  readonly database: Database;
  readonly board: Board;
  readonly rpc: Rpc;
  readonly logged: readonly Logged[];
  /** Around every question to the node and every transaction of the database. */
  hooks: Partial<Hooks>;
  /** Unix seconds. */
  now: number;
  /** A process that begins anew on the same tables. */
  start(): Stepper;
  step(): Promise<void>;
  /** A relay whose effect is an event of its own. */
  draft(organisation?: Address): NewRelay;
  queue(organisation?: Address): Promise<NewRelay>;
  fateOf(relay: Pick<NewRelay, "id">): Promise<Relay>;
  /** How often the chain has seen the relay's effect. */
  effectsOf(relay: NewRelay): Promise<number>;
  /** Steps and mines until nothing is open any more. */
  finish(): Promise<void>;
}

export interface Ground {
  readonly chain: TestChain;
  ask<Answer>(method: string, ...params: readonly unknown[]): Promise<Answer>;
  /** A block with what fits of the waiting transactions; no two blocks ever have the same time. */
  mine(blocks?: number): Promise<void>;
  /** Remembers the chain; what it gives puts the chain back, with the transactions that waited then. */
  bookmark(): Promise<() => Promise<void>>;
  world(database: Database, over?: Partial<RelaySettings>): Promise<World>;
  /** The same key on a database that was opened again. */
  again(world: World, database: Database): World;
}

export const ORGANISATION: Address = `0x${"a1".repeat(20)}`;
export const OTHER: Address = `0x${"b2".repeat(20)}`;

let worlds = 0;

/** @param chain Blocks come when the test says so, from here on. */
export async function groundOf(chain: TestChain): Promise<Ground> {
  const ask: Ground["ask"] = async <Answer>(method: string, ...params: readonly unknown[]) =>
    (await chain.provider.request({ method, params })) as Answer;
  await ask("evm_setAutomine", false);
  let time = await chain.now();
  const ground: Ground = {
    chain,
    ask,
    async mine(blocks = 1) {
      for (let block = 0; block < blocks; block += 1) {
        time += 10;
        await ask("evm_setNextBlockTimestamp", time);
        await ask("evm_mine");
      }
    },
    async bookmark() {
      const point = await ask<string>("evm_snapshot");
      return async () => {
        await ask("evm_revert", point);
      };
    },
    async world(database, over) {
      worlds += 1;
      const key = keccakOfText(`gas key ${worlds}`);
      await ask("hardhat_setBalance", createGasAccount(key).address, `0x${(100n * ETHER).toString(16)}`);
      return worldOf(ground, database, key, over);
    },
    again: ({ key }, database) => worldOf(ground, database, key),
  };
  return ground;
}

function worldOf(ground: Ground, database: Database, key: Hex, over: Partial<RelaySettings> = {}): World {
  const account = createGasAccount(key);
  const logged: Logged[] = [];
  const { directory, ledger } = ground.chain.addresses;
  const rpc: Rpc = {
    name: "hardhat",
    async request(method, params) {
      await world.hooks.before?.(method, params);
      const result = await ground.ask(method, ...params).catch((error: unknown) => refused(method, error));
      await world.hooks.after?.(method, params);
      return result;
    },
  };
  const deps: RelayerDeps = {
    database,
    node: createRelayNode({ rpcs: [rpc], chainId: ground.chain.addresses.chainId, finalityDepth: FINALITY }),
    account,
    destinations: new Set([directory.toLowerCase() as Address, ledger.toLowerCase() as Address]),
    clock: { now: () => world.now, sleep: () => new Promise((resolve) => setTimeout(resolve, 1)) },
    logger: pino({ level: "info" }, { write: (line: string) => logged.push(JSON.parse(line) as Logged) }),
    settings: { ...SETTINGS, ...over },
  };
  const board = createBoard(account.address);
  const leader = hookedTransactions(database, () => world.hooks);
  const start = (): Stepper => createStepper(deps, leader, board);
  let stepper = start();
  let drafts = 0;
  const world: World = {
    deps,
    account,
    key,
    database,
    board,
    rpc,
    logged,
    hooks: {},
    now: START,
    start: () => (stepper = start()),
    step: () => stepper.step(new AbortController().signal),
    draft(organisation = ORGANISATION) {
      drafts += 1;
      const args = [keccakOfText(`key ${account.address} ${drafts}`)] as const;
      const data = encodeFunctionData({ abi: directoryAbi, functionName: "setViewingKey", args });
      return { id: randomUUID(), organisation, to: directory.toLowerCase() as Address, data, created: world.now };
    },
    async queue(organisation) {
      const relay = world.draft(organisation);
      await queueRelay(database, relay);
      return relay;
    },
    async fateOf({ id }) {
      const relay = await relayOf(database, id);
      if (relay === undefined) throw new Error(`there is no relay ${id}`);
      return relay;
    },
    effectsOf: ({ data }) => effectsIn(ground, account.address, data),
    finish: () => finish(ground, world),
  };
  return world;
}

/** How many logs of the directory an account's call has left. */
async function effectsIn(ground: Ground, account: Address, data: Hex): Promise<number> {
  const filter = { address: ground.chain.addresses.directory, fromBlock: "0x0", toBlock: "latest" };
  const logs = await ground.ask<{ readonly data: Hex; readonly topics: readonly Hex[] }[]>("eth_getLogs", filter);
  const key = data.slice(-64);
  const own = account.slice(2);
  return logs.filter((log) => {
    const text = [...log.topics, log.data].join(" ");
    return text.includes(key) && text.includes(own);
  }).length;
}

function hookedTransactions(database: Database, hooks: () => Partial<Hooks>): Transactions {
  return {
    async transaction(work) {
      await hooks().before?.("transaction", []);
      const result = await database.transaction(work);
      await hooks().after?.("transaction", []);
      return result;
    },
  };
}

function refused(method: string, error: unknown): never {
  const { code, data, message } = error as {
    readonly code?: number;
    readonly data?: unknown;
    readonly message: string;
  };
  throw new RpcRefused("hardhat", method, `it refuses (${code ?? 0}): ${message}`, code ?? 0, { data });
}

/** The node says no. */
export function refusal(words: string): RpcRefused {
  return new RpcRefused("hardhat", "any", `it refuses (-32000): ${words}`, -32_000);
}

/** The node falls silent. */
export function silence(method: string): never {
  throw new RpcUnreachable("hardhat", method, "the connection failed (ECONNRESET)");
}

const ROUNDS = 60;

async function finish(ground: Ground, world: World): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await world.step();
    const { rows } = await open(world);
    const { queued } = world.board.read();
    if (rows === 0 && queued === 0) return;
    world.now += 20;
    await ground.mine();
  }
  throw new Error(`something stays open: ${JSON.stringify(world.logged.slice(-5))}`);
}

async function open({ database }: World): Promise<{ readonly rows: number }> {
  const [row] = await database.query<{ rows: number }>("select count(*) as rows from relay_nonces where open");
  return row ?? { rows: 0 };
}
