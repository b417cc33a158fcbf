/** What a wallet does with a descriptor, and its own look at what there is to show: written from ERC-7730. */
import { readFileSync } from "node:fs";
import { Interface } from "ethers";
import type { FunctionFragment, ParamType } from "ethers";
import { directoryAbi, ledgerAbi, organisationAbi } from "../../generated/abi.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import type { Descriptor } from "../../src/clients/clearSigning/descriptor.ts";
import type { Display } from "../../src/clients/clearSigning/display.ts";
import { ledgerDescriptors } from "../../src/clients/clearSigning/ledgerDescriptors.ts";
import { organisationDescriptors } from "../../src/clients/clearSigning/organisationDescriptors.ts";
import type { TypedStructs } from "../../src/domain/eip712.ts";
import { MESSAGE_TYPES } from "../../src/domain/messageTypes.ts";
import type { Address } from "../../src/domain/receivable.ts";

export const DEPLOYMENT: Addresses = {
  chainId: 31_337,
  ledger: "0x5fbdb2315678afecb367f032d93f642f64180aa3",
  directory: "0xe7f1725e7734ce288f8367e1bb143e90bb3f0512",
  lens: "0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0",
  block: 1,
  blockHash: `0x${"11".repeat(32)}`,
};

/** Contract accounts whose members read descriptors. */
export const ORGANISATIONS: readonly Address[] = [
  "0x2222222222222222222222222222222222222222",
  "0x52908400098527886E0F7030069857D2E4169EE7",
];

/** A message or a call beside everything that is signed or sent: types by path. */
export interface Subject {
  readonly file: string;
  readonly subject: string;
  /** For people. */
  readonly name: string;
  readonly leaves: ReadonlyMap<string, string>;
}

export interface Case extends Subject {
  readonly display: Display;
  readonly descriptor: Descriptor;
}

const NESTED: ReadonlySet<string> = new Set(["Header", "Terms", "Receivable"]);
const ABIS = {
  "calldata-countersign.json": ledgerAbi,
  "calldata-countersign-directory.json": directoryAbi,
  "calldata-countersign-organisation.json": organisationAbi,
};
/** A token asks an account the one, and the ledger itself makes the other: nobody signs either. */
const UNSIGNED: ReadonlySet<string> = new Set(["onERC721Received", "deliver"]);
/** What ERC-7739 puts behind the contents. */
const ACCOUNT: readonly [path: string, type: string][] = [
  ["name", "string"],
  ["version", "string"],
  ["chainId", "uint256"],
  ["verifyingContract", "address"],
  ["salt", "bytes32"],
];

export function descriptorsOf(): Readonly<Record<string, Descriptor>> {
  return { ...ledgerDescriptors(DEPLOYMENT), ...organisationDescriptors(DEPLOYMENT, ORGANISATIONS) };
}

/** Every message and every call that there is, whether or not a descriptor knows it. */
export function subjects(): readonly Subject[] {
  return [...ledgerMessages(), ...nestedMessages(), ...organisationMessages(), ...calls()];
}

export function cases(): readonly Case[] {
  const descriptors = descriptorsOf();
  return subjects().flatMap((known) => {
    const descriptor = descriptors[known.file];
    const display = descriptor?.display.formats[known.subject];
    return descriptor === undefined || display === undefined ? [] : [{ ...known, descriptor, display }];
  });
}

/** The structs that the account's contract hashes, as its source has written them out, by the name of the first. */
export function organisationStructs(): Readonly<Record<string, TypedStructs>> {
  const source = readFileSync(new URL("../../contracts/accounts/Organisation.sol", import.meta.url), "utf8");
  const texts = [...source.matchAll(/keccak256\(\s*((?:"[^"]*"\s*)+)\)/g)].map(([, text = ""]) =>
    text.replace(/"\s*"|"|\s+$/g, ""),
  );
  return Object.fromEntries(texts.map((text) => [text.slice(0, text.indexOf("(")), structsIn(text)]));
}

function ledgerMessages(): readonly Subject[] {
  return Object.keys(MESSAGE_TYPES)
    .filter((name) => !NESTED.has(name))
    .map((name) => ({
      file: "eip712-countersign.json",
      subject: name,
      name,
      leaves: new Map(structLeaves(MESSAGE_TYPES, name, "")),
    }));
}

function nestedMessages(): readonly Subject[] {
  return ledgerMessages().map(({ name }) => ({
    file: `eip712-countersign-nested-${name.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase()}.json`,
    subject: "TypedDataSign",
    name: `nested ${name}`,
    leaves: new Map([...structLeaves(MESSAGE_TYPES, name, "contents."), ...ACCOUNT]),
  }));
}

function organisationMessages(): readonly Subject[] {
  const structs = Object.entries(organisationStructs());
  const members = new Set(structs.flatMap(([name, types]) => Object.keys(types).filter((other) => other !== name)));
  return structs
    .filter(([name]) => !members.has(name))
    .map(([name, types]) => ({
      file: "eip712-countersign-organisation.json",
      subject: name,
      name,
      leaves: new Map(structLeaves(types, name, "")),
    }));
}

function calls(): readonly Subject[] {
  return Object.entries(ABIS).flatMap(([file, abi]) =>
    changing(abi).map((entry) => ({
      file,
      subject: entry.format("sighash"),
      name: entry.name,
      leaves: new Map(entry.inputs.flatMap((input) => parameterLeaves(input, input.name))),
    })),
  );
}

/** `First(Second[] all)Second(address one)` by name. */
function structsIn(text: string): TypedStructs {
  const structs = [...text.matchAll(/(\w+)\(([^)]*)\)/g)].map(([, struct = "", members = ""]) => [
    struct,
    members.split(",").map((member) => {
      const [type = "", name = ""] = member.split(" ");
      return { name, type };
    }),
  ]);
  return Object.fromEntries(structs) as TypedStructs;
}

function structLeaves(types: TypedStructs, struct: string, before: string): [path: string, type: string][] {
  return (types[struct] ?? []).flatMap(({ name, type }): [string, string][] => {
    const element = type.replace("[]", "");
    const path = `${before}${name}${element === type ? "" : ".[]"}`;
    return element in types ? structLeaves(types, element, `${path}.`) : [[path, element]];
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
    if (!entry.constant && !UNSIGNED.has(entry.name)) found.push(entry);
  });
  return found;
}
