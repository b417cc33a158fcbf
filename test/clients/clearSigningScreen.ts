/** The screen of a wallet that follows ERC-7730: what a descriptor makes of a message or a call. */
import { decodeFunctionData, keccak256 } from "viem";
import type { Abi } from "viem";
import type { Field } from "../../src/clients/clearSigning/display.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import type { Case } from "./clearSigningWallet.ts";
import { descriptorsOf } from "./clearSigningWallet.ts";

interface Token {
  readonly ticker: string;
  readonly decimals: number;
}

/** A value, and which elements of arrays lead to it. */
interface Found {
  readonly value: unknown;
  readonly indices: readonly number[];
}

const ETHER = { ticker: "ETH", decimals: 18 };

/**
 * What the wallet would write, a line for each value. @param token Ticker and decimals of any token.
 * @param to Where what is shown is sent to, or who verifies it.
 */
export function screenOf(
  { display, descriptor }: Pick<Case, "display" | "descriptor">,
  message: unknown,
  token: Token,
  to?: Address,
): readonly string[] {
  const lines = display.fields.flatMap((field) =>
    found(message, field.path).flatMap((each) =>
      field.format === "calldata" ? call(field, each) : [`${field.label}: ${shown(field, each.value)}`],
    ),
  );
  return [display.intent, ...lines];

  function call({ label, params = {} }: Field, { value, indices }: Found): readonly string[] {
    const data = value as Hex;
    const path = String(params["calleePath"]);
    const read = (): unknown => (path === "@.to" ? to : elementAt(message, path, indices));
    const callee = (params["callee"] ?? read()) as Address;
    const [inner, ...rest] = screenOfCall(callee, data, token) ?? [`${keccak256(data)} to ${callee}`];
    return [`${label}: ${inner ?? ""}`, ...rest.map((line) => `  ${line}`)];
  }

  function shown({ format, params = {} }: Field, value: unknown): string {
    if (format === "amount") return money(value as bigint, ETHER);
    if (format === "tokenAmount") {
      const { threshold, message: words } = params;
      const unlimited = threshold !== undefined && (value as bigint) >= BigInt(threshold as string);
      return unlimited ? String(words) : money(value as bigint, token);
    }
    if (format === "unit")
      return `${decimal(BigInt(value as number), Number(params["decimals"]))}${String(params["base"])}`;
    if (format === "date") return new Date(Number(value) * 1_000).toISOString();
    if (format !== "enum") return String(value);
    return descriptor.metadata.enums[String(params["$ref"]).split(".").at(-1) ?? ""]?.[String(value)] ?? "unknown";
  }
}

/** What a call shows by the descriptor of whoever is called; undefined if nobody described it. */
function screenOfCall(callee: Address, data: Hex, token: Token): readonly string[] | undefined {
  for (const descriptor of Object.values(descriptorsOf())) {
    const { contract } = descriptor.context as { contract?: { deployments: { address: string }[]; abi: Abi } };
    const isBound = contract?.deployments.some(({ address }) => BigInt(address) === BigInt(callee));
    if (contract === undefined || isBound !== true) continue;
    const { functionName, args = [] } = decodeFunctionData({ abi: contract.abi, data });
    const subject = Object.entries(descriptor.display.formats).find(([key]) => key.startsWith(`${functionName}(`));
    const entry = contract.abi.find((known) => known.type === "function" && known.name === functionName);
    if (subject === undefined || entry?.type !== "function") return undefined;
    const message = Object.fromEntries(entry.inputs.map(({ name = "" }, place) => [name, args[place]]));
    return screenOf({ display: subject[1], descriptor }, message, token, callee);
  }
  return undefined;
}

function money(amount: bigint, { ticker, decimals }: Token): string {
  return `${ticker} ${decimal(amount, decimals)}`;
}

function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, "0");
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  const whole = digits.slice(0, digits.length - places);
  return places === 0 || fraction === "" ? whole : `${whole}.${fraction}`;
}

function found(message: unknown, path: string): readonly Found[] {
  return path.split(".").reduce<readonly Found[]>(
    (all, step) =>
      all.flatMap(({ value, indices }) => {
        if (step !== "[]") return [{ value: (value as Readonly<Record<string, unknown>>)[step], indices }];
        return (value as readonly unknown[]).map((element, index) => ({
          value: element,
          indices: [...indices, index],
        }));
      }),
    [{ value: message, indices: [] }],
  );
}

/** The value at a path whose arrays are gone through by the same indices. */
function elementAt(message: unknown, path: string, indices: readonly number[]): unknown {
  return found(message, path).find((each) => String(each.indices) === String(indices))?.value;
}
