/** What a contract said when it refused, read from the bytes of the revert. */
import {
  collectionsAbi,
  demoCurrencyAbi,
  deskAbi,
  directoryAbi,
  factoringAbi,
  ledgerAbi,
  organisationAbi,
  statementsAbi,
} from "../../generated/abi.ts";
import { keccakOfText } from "../domain/hash.ts";
import type { Hex } from "../domain/receivable.ts";
import { canonicalType, readParameters } from "./parameters.ts";
import type { AbiParameter, AbiScalar } from "./parameters.ts";

type NamesOf<Abi extends readonly { readonly type: string }[]> = Extract<
  Abi[number],
  { readonly type: "error"; readonly name: string }
>["name"];

/** The errors of an organisation's account. */
export type OrganisationErrorName = NamesOf<typeof organisationAbi>;

/** The errors of statements that are not the ledger's too. */
export type StatementsErrorName = Exclude<NamesOf<typeof statementsAbi>, NamesOf<typeof ledgerAbi>>;

/** The errors of factoring and its desks that neither the ledger nor a currency has. */
export type FactoringErrorName = Exclude<
  NamesOf<typeof factoringAbi> | NamesOf<typeof deskAbi>,
  NamesOf<typeof ledgerAbi> | NamesOf<typeof demoCurrencyAbi>
>;

/** The errors of collections that the ledger does not have. */
export type CollectionsErrorName = Exclude<NamesOf<typeof collectionsAbi>, NamesOf<typeof ledgerAbi>>;

/** The errors of our contracts and of a plain ERC-20 (ERC-6093). */
export type SolidityErrorName =
  | NamesOf<typeof ledgerAbi>
  | NamesOf<typeof directoryAbi>
  | NamesOf<typeof demoCurrencyAbi>
  | OrganisationErrorName
  | StatementsErrorName
  | FactoringErrorName
  | CollectionsErrorName;

/** The error's name and its values by name; `field` and `why` of the ledger's errors as text. */
export interface Revert {
  /** "Error" and "Panic" are Solidity's own; the last two are reverts that say nothing we know. */
  readonly name: SolidityErrorName | "Error" | "Panic" | "UnrecognisedRevert" | "RevertedWithoutReason";
  readonly values: RevertValues;
}

/** No error carries a struct or an array. */
export type RevertValues = Readonly<Record<string, AbiScalar>>;

interface ErrorShape {
  readonly name: Revert["name"];
  readonly inputs: readonly AbiParameter[];
}

type AbiEntry = { readonly type: string; readonly name?: string; readonly inputs?: readonly AbiParameter[] };

const SELECTOR = 10;
/** What the ledger names in a word, left-aligned: "dueDay" and zeros. */
const NAMING = ["field", "why"] as const;
const SOLIDITY_ERRORS: readonly AbiEntry[] = [
  { type: "error", name: "Error", inputs: [{ name: "reason", type: "string" }] },
  { type: "error", name: "Panic", inputs: [{ name: "code", type: "uint256" }] },
];
const SHAPES = shapesOf([
  ...SOLIDITY_ERRORS,
  ...demoCurrencyAbi,
  ...directoryAbi,
  ...organisationAbi,
  ...statementsAbi,
  ...factoringAbi,
  ...deskAbi,
  ...collectionsAbi,
  ...ledgerAbi,
]);

/** Reads a revert. Total: bytes that fit no known error are an `UnrecognisedRevert` with these bytes as `data`. */
export function decodeRevert(data: Hex): Revert {
  if (data === "0x") return { name: "RevertedWithoutReason", values: {} };
  const shape = SHAPES.get(data.slice(0, SELECTOR));
  if (shape === undefined) return { name: "UnrecognisedRevert", values: { data } };
  try {
    const values = readParameters(shape.inputs, `0x${data.slice(SELECTOR)}`) as RevertValues;
    return { name: shape.name, values: withWordsAsText(values) };
  } catch {
    return { name: "UnrecognisedRevert", values: { data } };
  }
}

function shapesOf(abi: readonly AbiEntry[]): ReadonlyMap<string, ErrorShape> {
  const errors = abi.filter(({ type }) => type === "error");
  return new Map(
    errors.map(({ name = "", inputs = [] }) => [
      keccakOfText(`${name}(${inputs.map(canonicalType).join(",")})`).slice(0, SELECTOR),
      { name: name as Revert["name"], inputs },
    ]),
  );
}

function withWordsAsText(values: RevertValues): RevertValues {
  const texts = NAMING.flatMap((name) => {
    const word = values[name];
    return typeof word === "string" ? [[name, textOf(word)] as const] : [];
  });
  return { ...values, ...Object.fromEntries(texts) };
}

function textOf(word: string): string {
  const digits = word.slice(2).replace(/(?:00)+$/, "");
  const letters = digits.match(/../g) ?? [];
  return String.fromCharCode(...letters.map((letter) => parseInt(letter, 16)));
}
