/** Calls that a party sends itself, taken apart by the ABI of the contract that they go to. */
import { decodeFunctionData, encodeFunctionData } from "viem/utils";
import type { Abi } from "viem";
import {
  collectionsAbi,
  deskAbi,
  directoryAbi,
  factoringAbi,
  ledgerAbi,
  statementsAbi,
} from "../../../../generated/abi.ts";
import { changingFunctions } from "../../../clients/clearSigning/leaves.ts";
import type { DescribedFunction } from "../../../clients/clearSigning/leaves.ts";
import type { Address, Hex } from "../../../domain/receivable.ts";
import { UnreadableError } from "./reading.ts";
import type { CurrencyOf, Known } from "./reading.ts";
import type { Value, Values } from "./values.ts";

export interface Call {
  readonly to: string;
  readonly data: string;
}

/** What a call does: a function and its parameters by name. */
export interface Decoded {
  readonly to: Address;
  readonly contract: Contract;
  readonly entry: DescribedFunction;
  readonly values: Values;
}

/** Which of the contracts of a ledger; a currency is any other that is known as one. */
export type Contract = "ledger" | "directory" | "statements" | "factoring" | "collections" | "desk" | "currency";

/** All that is ever asked of a currency: an allowance. */
const APPROVE = [
  {
    type: "function",
    name: "approve",
    stateMutability: "nonpayable",
    inputs: [
      { name: "spender", type: "address", internalType: "address" },
      { name: "amount", type: "uint256", internalType: "uint256" },
    ],
    outputs: [{ name: "", type: "bool", internalType: "bool" }],
  },
] as const;

const ABIS: Readonly<Record<Contract, Abi>> = {
  ledger: ledgerAbi,
  directory: directoryAbi,
  statements: statementsAbi,
  factoring: factoringAbi,
  collections: collectionsAbi,
  desk: deskAbi,
  currency: APPROVE,
};

/** Where calls may go. */
export interface Places {
  readonly known: Known;
  readonly currencyOf: CurrencyOf;
}

/** @throws UnreadableError for a call of a contract that is not known, or of no function of it, and for more data */
export function decoded({ to: written, data: sent }: Call, places: Places): Decoded {
  const to = written.toLowerCase() as Address;
  const data = sent.toLowerCase() as Hex;
  const contract = contractAt(to, places);
  const abi = ABIS[contract];
  const { functionName, args = [] } = decodedData(abi, data);
  const [entry, ...others] = changingFunctions(abi).filter(({ name }) => name === functionName);
  // Functions of one name differ in how many parameters they have.
  const found = [entry, ...others].find((one) => one?.inputs.length === args.length);
  if (found === undefined) throw new UnreadableError(`${functionName} changes nothing`);
  if (encodeFunctionData({ abi, functionName, args }).toLowerCase() !== data) {
    throw new UnreadableError(`the call of ${functionName} holds more than its parameters`);
  }
  const values = found.inputs.map(({ name = "" }, index) => [name, plain(args[index])]);
  return { to, contract, entry: found, values: Object.fromEntries(values) as Values };
}

function contractAt(to: Address, { known, currencyOf }: Places): Contract {
  const { ledger, directory, statements, factoring, collections, desks = [] } = known;
  const one = Object.entries({ ledger, directory, statements, factoring, collections }).find(
    ([, address]) => address?.toLowerCase() === to,
  );
  if (one !== undefined) return one[0] as Contract;
  if (desks.some((desk) => desk.toLowerCase() === to)) return "desk";
  if (currencyOf(to) !== undefined) return "currency";
  throw new UnreadableError(`${to} is no contract of this ledger`);
}

function decodedData(abi: Abi, data: Hex): { readonly functionName: string; readonly args?: readonly unknown[] } {
  try {
    const { functionName, args } = decodeFunctionData({ abi, data });
    return { functionName, ...(args === undefined ? {} : { args }) };
  } catch {
    throw new UnreadableError(`${data.slice(0, 10)} is no function of this contract`);
  }
}

/** Small integers come as numbers, addresses with a checksum. */
function plain(value: unknown): Value {
  if (typeof value === "number") return BigInt(value);
  if (typeof value === "string") return /^0x[0-9a-fA-F]*$/.test(value) ? value.toLowerCase() : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value as Value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
