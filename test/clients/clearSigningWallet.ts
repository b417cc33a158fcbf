/** What a wallet does with a descriptor, and its own look at what there is to show: written from ERC-7730. */
import { Interface } from "ethers";
import type { FunctionFragment, ParamType } from "ethers";
import { directoryAbi, ledgerAbi } from "../../generated/abi.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { descriptorsOf } from "../../src/clients/clearSigning/descriptor.ts";
import type { Descriptor, Display, Field } from "../../src/clients/clearSigning/descriptor.ts";
import type { TypedStructs } from "../../src/domain/eip712.ts";
import { MESSAGE_TYPES } from "../../src/domain/messageTypes.ts";

export const DEPLOYMENT: Addresses = {
  chainId: 31_337,
  ledger: "0x5fbdb2315678afecb367f032d93f642f64180aa3",
  directory: "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512",
  lens: "0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0",
  block: 1,
  blockHash: `0x${"11".repeat(32)}`,
};

/** A display beside everything that is signed or sent: types by path. */
export interface Case {
  readonly file: string;
  readonly subject: string;
  readonly display: Display;
  readonly leaves: ReadonlyMap<string, string>;
  readonly descriptor: Descriptor;
}

const NESTED: ReadonlySet<string> = new Set(["Header", "Terms", "Receivable"]);
const ABIS = { "calldata-countersign.json": ledgerAbi, "calldata-countersign-directory.json": directoryAbi };

/** Every message and every call that there is, whether or not a descriptor knows it. */
export function subjects(): readonly {
  readonly file: string;
  readonly subject: string;
  readonly leaves: Case["leaves"];
}[] {
  const messages = Object.keys(MESSAGE_TYPES)
    .filter((name) => !NESTED.has(name))
    .map((subject) => ({ file: "eip712-countersign.json", subject, leaves: new Map(structLeaves(subject, "")) }));
  const calls = Object.entries(ABIS).flatMap(([file, abi]) =>
    changing(abi).map((entry) => ({
      file,
      subject: entry.format("sighash"),
      leaves: new Map(entry.inputs.flatMap((input) => parameterLeaves(input, input.name))),
    })),
  );
  return [...messages, ...calls];
}

export function cases(): readonly Case[] {
  const descriptors = descriptorsOf(DEPLOYMENT);
  return subjects().flatMap((known) => {
    const descriptor = descriptors[known.file];
    const display = descriptor?.display.formats[known.subject];
    return descriptor === undefined || display === undefined ? [] : [{ ...known, descriptor, display }];
  });
}

/** What the wallet would write on its screen, a line for each field. @param token Ticker and decimals of any token. */
export function screenOf(
  { display, descriptor }: Pick<Case, "display" | "descriptor">,
  message: unknown,
  token: { readonly ticker: string; readonly decimals: number },
): readonly string[] {
  const lines = display.fields.map((field) => `${field.label}: ${shown(field, valueAt(message, field.path))}`);
  return [display.intent, ...lines];

  function shown({ format, params = {} }: Field, value: unknown): string {
    if (format === "tokenAmount") return shownMoney(value as bigint, params["threshold"], params["message"]);
    if (format === "unit")
      return `${decimal(BigInt(value as number), Number(params["decimals"]))}${String(params["base"])}`;
    if (format === "date") return new Date(Number(value) * 1_000).toISOString();
    if (format !== "enum") return String(value);
    return descriptor.metadata.enums[String(params["$ref"]).split(".").at(-1) ?? ""]?.[String(value)] ?? "unknown";
  }

  function shownMoney(amount: bigint, threshold: unknown, words: unknown): string {
    if (threshold !== undefined && amount >= BigInt(threshold as string)) return String(words);
    return `${token.ticker} ${decimal(amount, token.decimals)}`;
  }
}

function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, "0");
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  const whole = digits.slice(0, digits.length - places);
  return places === 0 || fraction === "" ? whole : `${whole}.${fraction}`;
}

function valueAt(message: unknown, path: string): unknown {
  return path.split(".").reduce((value, step) => (value as Readonly<Record<string, unknown>>)[step], message);
}

function structLeaves(struct: string, before: string): [path: string, type: string][] {
  const types: TypedStructs = MESSAGE_TYPES;
  return (types[struct] ?? []).flatMap(({ name, type }): [string, string][] => {
    const path = `${before}${name}`;
    if (NESTED.has(type)) return structLeaves(type, `${path}.`);
    return type.endsWith("[]") ? [[`${path}.[]`, type.slice(0, -2)]] : [[path, type]];
  });
}

function parameterLeaves({ baseType, type, arrayChildren, components }: ParamType, path: string): [string, string][] {
  if (arrayChildren !== null) return parameterLeaves(arrayChildren, `${path}.[]`);
  if (baseType !== "tuple") return [[path, type]];
  return (components ?? []).flatMap((component) => parameterLeaves(component, `${path}.${component.name}`));
}

function changing(abi: (typeof ABIS)[keyof typeof ABIS]): readonly FunctionFragment[] {
  const found: FunctionFragment[] = [];
  new Interface(abi.filter(({ type }) => type === "function")).forEachFunction((entry) => {
    if (!entry.constant) found.push(entry);
  });
  return found;
}
