/** What a signer signs, taken apart into its single values. */
import { canonicalType } from "../../chain/parameters.ts";
import type { AbiParameter } from "../../chain/parameters.ts";
import type { TypedStructs } from "../../domain/eip712.ts";

/** One value of a message or of a call. */
export interface Leaf {
  /** From the message or the function's parameters, as ERC-7730 writes paths: `orders.[].opened.terms.amount`. */
  readonly path: string;
  /** The struct that it is a member of; else the message or function itself. */
  readonly owner: string;
  readonly name: string;
  /** Of a single value: an array's path ends with `[]`, and this is the type of its elements. */
  readonly type: string;
}

/** A parameter of a function as the compiler describes it. */
export interface Parameter extends AbiParameter {
  readonly internalType?: string;
  readonly components?: readonly Parameter[];
}

/** A function as the compiler describes it. */
export interface DescribedFunction {
  readonly type: "function";
  readonly name: string;
  readonly stateMutability: string;
  readonly inputs: readonly Parameter[];
  readonly outputs: readonly Parameter[];
}

/** An ABI's entry of any kind. */
export interface AbiEntry {
  readonly type: string;
}

const ARRAY = "[]";

/** Every value of a message of EIP-712. */
export function leavesOfMessage(structs: TypedStructs, primaryType: string): readonly Leaf[] {
  return leavesOfStruct(structs, primaryType, "");
}

/** Every value of a call. */
export function leavesOfFunction({ name, inputs }: DescribedFunction): readonly Leaf[] {
  return leavesOfParameters(name, inputs, "");
}

/** The functions of an ABI that change something. */
export function changingFunctions(abi: readonly AbiEntry[]): readonly DescribedFunction[] {
  return abi.filter(isFunction).filter(({ stateMutability }) => !["view", "pure"].includes(stateMutability));
}

/** The text whose hash begins with a function's selector: `revoke(bytes32)`. */
export function signatureOf({ name, inputs }: DescribedFunction): string {
  return `${name}(${inputs.map(canonicalType).join(",")})`;
}

function isFunction(entry: AbiEntry): entry is DescribedFunction {
  return entry.type === "function";
}

function leavesOfStruct(structs: TypedStructs, owner: string, before: string): readonly Leaf[] {
  return (structs[owner] ?? []).flatMap(({ name, type }) => {
    const { path, element } = placeOf(before, name, type);
    return element in structs ? leavesOfStruct(structs, element, path) : [{ path, owner, name, type: element }];
  });
}

function leavesOfParameters(owner: string, parameters: readonly Parameter[], before: string): readonly Leaf[] {
  return parameters.flatMap(({ name = "", type, internalType, components }) => {
    const { path, element } = placeOf(before, name, type);
    if (components === undefined) return [{ path, owner, name, type: element }];
    return leavesOfParameters(structName(internalType), components, path);
  });
}

function placeOf(before: string, name: string, type: string): { readonly path: string; readonly element: string } {
  const path = before === "" ? name : `${before}.${name}`;
  return type.endsWith(ARRAY)
    ? { path: `${path}.${ARRAY}`, element: type.slice(0, -ARRAY.length) }
    : { path, element: type };
}

/** `struct Terms[]` is of `Terms`, and so is `struct Library.Terms`. */
function structName(internalType = ""): string {
  return /(\w+)(?:\[\])*$/.exec(internalType)?.[1] ?? "";
}
