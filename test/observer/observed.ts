/** Everything that transactions show to whoever reads the chain: calldata, logs, and what they wrote. */
import { expect } from "chai";
import { decodeEventLog, decodeFunctionData, encodeAbiParameters, encodeFunctionData, erc20Abi } from "viem";
import type { Abi, AbiEvent, AbiParameter, Hash, Log } from "viem";
import { ledgerAbi } from "../../generated/abi.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import type { TestChain } from "../support/chain.ts";
import type { Slots, Storage } from "./storage.ts";
import type { Sight } from "./table.ts";

/** What one or more transactions showed. */
export interface Observation {
  readonly sights: ReadonlySet<Sight>;
  /** Every byte string: inputs, log data and topics, slots and words. */
  readonly bytes: readonly Hex[];
}

export interface Observer {
  /** What the transactions since the last look showed. */
  look(): Promise<Observation>;
}

interface Step {
  readonly op: string;
  readonly depth: number;
  readonly stack: readonly string[];
}

/** A struct whose members are told from others of their name; every other one is taken apart. */
const OWN_NAMES: ReadonlySet<string> = new Set(["Terms", "Consent", "Permit2Consent"]);
const ABI: Abi = ledgerAbi;

/** @param slots What the slots of the ledger mean. @param elsewhere And those of whom the ledger calls. */
export async function createObserver(
  { reader, provider, addresses }: TestChain,
  slots: Slots,
  elsewhere: ReadonlyMap<Address, Storage>,
): Promise<Observer> {
  const storages = new Map<Address, Storage>([[addresses.ledger.toLowerCase() as Address, slots], ...elsewhere]);
  let seen = await reader.getBlockNumber();
  return {
    async look() {
      const sights = new Set<Sight>();
      const bytes: Hex[] = [];
      const latest = await reader.getBlockNumber();
      for (let number = seen + 1n; number <= latest; number += 1n) {
        const { transactions } = await reader.getBlock({ blockNumber: number });
        for (const hash of transactions) await lookAt(hash, sights, bytes);
      }
      seen = latest;
      return { sights, bytes };
    },
  };

  async function lookAt(hash: Hash, sights: Set<Sight>, bytes: Hex[]): Promise<void> {
    const { to, input } = await reader.getTransaction({ hash });
    if (to?.toLowerCase() !== addresses.ledger.toLowerCase()) return;
    for (const field of calldataFields(input)) sights.add(`calldata ${field}`);
    bytes.push(input);
    const { logs } = await reader.getTransactionReceipt({ hash });
    for (const log of logs) {
      for (const field of logFields(log, addresses.ledger)) sights.add(`log ${field}`);
      bytes.push(log.data, ...log.topics);
    }
    const options = { disableMemory: true, disableStorage: true };
    const trace = await provider.request({ method: "debug_traceTransaction", params: [hash, options] });
    const { structLogs } = trace as { readonly structLogs: readonly Step[] };
    for (const [owner, slot, word] of writesOf(structLogs, addresses.ledger)) {
      const storage = storages.get(owner);
      if (storage === undefined) throw new Error(`nobody knows what ${owner} stores; it wrote ${word} to ${slot}`);
      for (const field of storage.changes(slot, word)) sights.add(`storage ${field}`);
      bytes.push(slot, word);
    }
  }
}

/** The fields of a call. Nothing is hidden beside them: encoded again they are the calldata. */
export function calldataFields(input: Hex): readonly string[] {
  const { functionName, args = [] } = decodeFunctionData({ abi: ABI, data: input });
  expect(encodeFunctionData({ abi: ABI, functionName, args })).to.equal(input);
  if (functionName === "multicall") return (args[0] as Hex[]).flatMap(calldataFields);
  const entry = ABI.find(
    (known) => known.type === "function" && known.name === functionName && known.inputs.length === args.length,
  );
  if (entry?.type !== "function") throw new Error(`${functionName} is no function of the ledger`);
  return entry.inputs.flatMap((parameter, index) => fieldsOf(parameter, args[index]));
}

/** Every field that a call could have, arrays taken for one element; by the parameters that lead there. */
export function possibleFields(parameter: AbiParameter): readonly string[] {
  return fieldsOf(parameter, undefined);
}

/** @param value Undefined for whatever it may be. */
function fieldsOf(parameter: AbiParameter, value: unknown): readonly string[] {
  const { name = "", type, internalType = "" } = parameter;
  if (type.endsWith("[]")) {
    const element = { ...parameter, type: type.slice(0, -2) };
    if (value === undefined) return fieldsOf(element, undefined);
    return [...new Set((value as unknown[]).flatMap((item) => fieldsOf(element, item)))];
  }
  if (!("components" in parameter)) return [name];
  const struct = /(\w+)(?:\[\])*$/.exec(internalType)?.[1] ?? "";
  const before = OWN_NAMES.has(struct) ? `${struct}.` : "";
  const values = value as Readonly<Record<string, unknown>> | undefined;
  return parameter.components.flatMap((component) =>
    fieldsOf(component, values?.[component.name ?? ""]).map((field) => `${before}${field}`),
  );
}

function logFields({ address, data, topics }: Log, ledger: Address): readonly string[] {
  if (address.toLowerCase() !== ledger.toLowerCase()) {
    const { eventName, args } = decodeEventLog({ abi: erc20Abi, data, topics });
    return Object.keys(args).map((field) => `${eventName}.${field}`);
  }
  const { eventName, args } = decodeEventLog({ abi: ABI, data, topics, strict: true });
  const event = ABI.find((entry): entry is AbiEvent => entry.type === "event" && entry.name === String(eventName));
  const values = args as unknown as Readonly<Record<string, unknown>>;
  const unindexed = event?.inputs.filter(({ indexed = false }) => !indexed) ?? [];
  expect(
    encodeAbiParameters(
      unindexed,
      unindexed.map(({ name = "" }) => values[name]),
    ),
  ).to.equal(data);
  return event?.inputs.flatMap((parameter) => fieldsOf(parameter, values[parameter.name ?? ""])) ?? [];
}

/** What a transaction to a contract wrote into whose storage, in order, in whatever code did it. */
function* writesOf(
  steps: readonly Step[],
  contract: Address,
): Generator<readonly [owner: Address, slot: Hex, word: Hex]> {
  const called = contract.toLowerCase() as Address;
  const owners: Address[] = [called];
  for (const [index, { op, depth, stack }] of steps.entries()) {
    const owner = owners[depth - 1] ?? called;
    const next = steps[index + 1];
    if (next !== undefined && next.depth > depth) {
      owners[depth] = op === "DELEGATECALL" ? owner : `0x${wordOf(stack.at(-2)).slice(-40)}`;
    }
    if (op === "SSTORE") yield [owner, wordOf(stack.at(-1)), wordOf(stack.at(-2))];
  }
}

function wordOf(digits = "0"): Hex {
  return `0x${digits.replace(/^0x/, "").padStart(64, "0")}`;
}
