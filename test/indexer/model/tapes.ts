/**
 * Transactions of a real ledger, recorded once on Hardhat's chain: whatever a chain of blocks made by a test holds was
 * written by the contracts. Tapes depend on nothing but themselves, so that they may be played in any interleaving,
 * each in its own order.
 */
import { encodeAbiParameters, encodeEventTopics } from "viem";
import type { AbiEvent } from "viem";
import { collectionsAbi, directoryAbi, factoringAbi, ledgerAbi, statementsAbi } from "../../../generated/abi.ts";
import { followedContracts } from "../../../src/chain/addresses.ts";
import type { Addresses } from "../../../src/chain/addresses.ts";
import { decodeLogs } from "../../../src/chain/logs.ts";
import { viemConnection } from "../../../src/clients/viem/connection.ts";
import type { LedgerEvent } from "../../../src/domain/events.ts";
import { EMPTY_LEDGER, fold } from "../../../src/domain/fold.ts";
import { keccakOfText, wordOf } from "../../../src/domain/hash.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { connectViem } from "../../support/chain.ts";
import type { Mirror } from "../../support/mirror.ts";
import { hireAgent } from "../../support/play.ts";
import { SCENES } from "../../support/scenes.ts";
import { address, order, setStage } from "../../support/stage.ts";
import type { Stage } from "../../support/stage.ts";
import { appoint, approve } from "../../support/token.ts";
import { deskOpenedBy } from "../canonical.ts";
import { collectUnderSchedule, collectWithoutSchedule } from "../collectionPlays.ts";
import { factorOutright, factorWithReserve } from "../factoringPlays.ts";
import { agreeOnce, disagree } from "../statementPlays.ts";

export interface TapedLog {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

export interface TapedTransaction {
  readonly hash: Hex;
  readonly logs: readonly TapedLog[];
  /** When it was recorded, unix seconds; what the ledger wrote hangs on the day. */
  readonly instant: number;
}

export type Tape = readonly TapedTransaction[];

export interface Tapes {
  readonly ledger: Address;
  readonly directory: Address;
  readonly lens: Address;
  readonly statements: Address;
  readonly factoring: Address;
  readonly collections: Address;
  readonly tapes: readonly Tape[];
}

const HASH = keccakOfText("a paper");
const FAR = 4_000_000_000;
let recording: Promise<Tapes> | undefined;

/** Records when it is first asked. */
export function recordedTapes(): Promise<Tapes> {
  return (recording ??= record());
}

async function record(): Promise<Tapes> {
  const stage = await setStage(connectViem);
  const { reader, addresses } = stage.chain;
  const mirror = createMirror(stage);
  const tapes: Tape[] = [];
  let seen = Number(await reader.getBlockNumber());
  const plays = [hireAgent, payAndDispute, keepAndClaim, others, ...SCENES, agreeOnce, disagree];
  for (const play of [...plays, collectUnderSchedule, collectWithoutSchedule, factorWithReserve, factorOutright]) {
    await play(stage, mirror);
    const height = Number(await reader.getBlockNumber());
    const tape = await taped(stage, seen + 1, height);
    tapes.push(tape.filter(({ logs }) => logs.some(isOf(addresses, tape))));
    seen = height;
  }
  await stage.chain.close();
  const [ledger, directory, lens] = [lower(addresses.ledger), lower(addresses.directory), lower(addresses.lens)];
  const [statements, factoring] = [lower(addresses.statements ?? "0x"), lower(addresses.factoring ?? "0x")];
  const collections = lower(addresses.collections ?? "0x");
  return { ledger, directory, lens, statements, factoring, collections, tapes };
}

function lower(text: Address): Address {
  return text.toLowerCase() as Address;
}

/** Of our contracts, or of a desk that was opened on the tape. */
function isOf(addresses: Addresses, tape: Tape): (log: TapedLog) => boolean {
  const desks = tape.flatMap(({ logs }) => logs.flatMap((log) => deskOpenedBy(log, addresses) ?? []));
  const ours = new Set([...followedContracts(addresses), ...desks].map(lower));
  return ({ address: emitter }) => ours.has(emitter);
}

async function taped({ chain: { reader } }: Stage, from: number, to: number): Promise<Tape> {
  const tape: TapedTransaction[] = [];
  for (let number = from; number <= to; number += 1) {
    const { transactions, timestamp } = await reader.getBlock({ blockNumber: BigInt(number) });
    for (const hash of transactions) {
      const { logs } = await reader.getTransactionReceipt({ hash });
      const plain = logs.map((log) => ({ address: lower(log.address), topics: [...log.topics], data: log.data }));
      tape.push({ hash, logs: plain, instant: Number(timestamp) });
    }
  }
  return tape;
}

/** Folds what the ledger wrote, and compares nothing. */
function createMirror({ chain: { reader, addresses } }: Stage): Mirror {
  const connection = viemConnection({ reader });
  let [state, next] = [EMPTY_LEDGER, 0];
  const follow = async (): Promise<void> => {
    const latest = Number(await reader.getBlockNumber());
    const logs = next > latest ? [] : await connection.logs([addresses.ledger], next, latest);
    state = fold(
      state,
      decodeLogs(addresses, logs).map(({ event }) => event as LedgerEvent),
    );
    next = latest + 1;
  };
  return { seen: new Set(), state: () => state, follow, compareAll: follow };
}

async function payAndDispute(stage: Stage): Promise<void> {
  const { supplier, buyer } = stage;
  const item = await stage.accepted({ terms: { discountOnParts: true, discount1: 333n } });
  await buyer.pay(order(item, 500n));
  await buyer.dispute({ receivable: item.receivable, amount: 70n, code: 1, evidence: HASH });
  await supplier.credit({ id: item.id, opened: item.terms, amount: 9n, reason: HASH });
  await approve(stage.chain, address.supplier, address.relayer, item.id);
  await stage.relayer.transfer(item.id, address.factor, address.supplier);
  await buyer.pay(order(item));
}

async function keepAndClaim(stage: Stage): Promise<void> {
  const { supplier, buyer, factor, relayer, chain } = stage;
  const item = await stage.accepted({ terms: { currency: chain.freezing } });
  await supplier.transfer(item.id, address.factor);
  await chain.freeze(address.factor, true);
  await buyer.pay(order(item, 500n));
  await buyer.payMany([order(item, 501n), order(item, 502n)]);
  await chain.freeze(address.factor, false);
  await relayer.claim(item.id, address.factor, chain.freezing);
  await factor.listen(item.id);
  await buyer.pay(order(item, 503n));
  await factor.transfer(item.id, address.supplier);
}

async function others({ supplier, buyer, registrar, chain }: Stage): Promise<void> {
  await appoint(chain, address.supplier, address.relayer, true);
  await buyer.spendNonce(256n);
  await buyer.revoke(HASH);
  const voucher = { legalId: HASH, evidence: HASH, enroller: address.agent, channel: 1, until: FAR };
  await registrar.directory.vouch(address.buyer, voucher);
  await appoint(chain, address.supplier, address.relayer, false);
  await supplier.directory.setViewingKey(HASH);
  await registrar.directory.withdrawVoucher(address.buyer, HASH);
  await supplier.directory.setViewingKey(`0x${"00".repeat(32)}`);
}

/**
 * A transaction that writes one log of each contract; another for each number. All but the directory spend
 * a nonce of one signer each, and not the same.
 */
export function filler(
  { ledger, directory, statements, factoring, collections }: Tapes,
  number: number,
): TapedTransaction {
  const signer = address.stranger;
  const logs = [
    logOf(ledger, ledgerAbi, "NonceSpent", { signer, nonce: BigInt(number) }),
    logOf(directory, directoryAbi, "ViewingKeySet", { organisation: signer, key: wordOf(number) }),
    logOf(statements, statementsAbi, "NonceSpent", { signer, nonce: BigInt(number) + 2n ** 64n }),
    logOf(factoring, factoringAbi, "NonceSpent", { signer, nonce: BigInt(number) + 2n ** 65n }),
    logOf(collections, collectionsAbi, "NonceSpent", { signer, nonce: BigInt(number) + 2n ** 66n }),
  ];
  return { hash: keccakOfText(`filler ${number}`), logs, instant: 1_800_000_000 };
}

/** A transaction that others wrote; what it holds is none of the index's. */
export function foreign(number: number): TapedTransaction {
  const log = { address: `0x${"f0".repeat(20)}` as const, topics: [keccakOfText("Elsewhere()")], data: "0x" as const };
  return { hash: keccakOfText(`foreign ${number}`), logs: number % 2 === 0 ? [log] : [], instant: 1_800_000_000 };
}

function logOf(
  emitter: Address,
  abi: readonly { readonly type: string; readonly name?: string }[],
  name: string,
  args: Readonly<Record<string, unknown>>,
): TapedLog {
  const event = abi.find((entry) => entry.type === "event" && entry.name === name) as AbiEvent | undefined;
  if (event === undefined) throw new Error(`no event is called ${name}`);
  const topics = encodeEventTopics({ abi: [event], eventName: name, args }) as readonly Hex[];
  const plain = event.inputs.filter(({ indexed }) => indexed !== true);
  return {
    address: emitter,
    topics,
    data: encodeAbiParameters(
      plain,
      plain.map(({ name: own = "" }) => args[own]),
    ),
  };
}
