/** A block's hash from the fields of its header, for every fork from the first to Amsterdam. */
import { keccakOf } from "../domain/hash.ts";
import type { Hex } from "../domain/receivable.ts";
import { bytesOfHex, bytesOfQuantity, encodeRlp, hexOfBytes } from "./rlp.ts";
import type { Rlp } from "./rlp.ts";

type Kind = "quantity" | "data";

/** The header's fields in their order, by the names that JSON-RPC gives them; each fork appended to what was there. */
const FIELDS: readonly (readonly [name: string, kind: Kind])[] = [
  ["parentHash", "data"],
  ["sha3Uncles", "data"],
  ["miner", "data"],
  ["stateRoot", "data"],
  ["transactionsRoot", "data"],
  ["receiptsRoot", "data"],
  ["logsBloom", "data"],
  ["difficulty", "quantity"],
  ["number", "quantity"],
  ["gasLimit", "quantity"],
  ["gasUsed", "quantity"],
  ["timestamp", "quantity"],
  ["extraData", "data"],
  ["mixHash", "data"],
  ["nonce", "data"],
  // London, EIP-1559.
  ["baseFeePerGas", "quantity"],
  // Shanghai, EIP-4895.
  ["withdrawalsRoot", "data"],
  // Cancun, EIP-4844 and EIP-4788.
  ["blobGasUsed", "quantity"],
  ["excessBlobGas", "quantity"],
  ["parentBeaconBlockRoot", "data"],
  // Prague, EIP-7685; Osaka adds nothing.
  ["requestsHash", "data"],
  // Amsterdam, EIP-7928 and EIP-7843.
  ["blockAccessListHash", "data"],
  ["slotNumber", "quantity"],
];
const FIRST_FORK_FIELDS = FIELDS.findIndex(([name]) => name === "nonce") + 1;

const SHAPES: Readonly<Record<Kind, RegExp>> = { quantity: /^0x[0-9a-f]+$/i, data: /^0x(?:[0-9a-f]{2})*$/i };

/** What is wrong with the fields of a header, so that it has no hash. */
export interface HeaderFault {
  readonly field: string;
}

/**
 * The hash of a header. Fields that the block's fork does not have yet are absent or null.
 * @param fields A block as eth_getBlockByNumber gives it.
 * @returns The hash, or the first field that is missing or no hexadecimal number or data.
 */
export function headerHash(fields: Readonly<Record<string, unknown>>): Hex | HeaderFault {
  const present = FIELDS.findLastIndex(([name]) => fields[name] !== undefined && fields[name] !== null) + 1;
  const header: Rlp[] = [];
  for (const [name, kind] of FIELDS.slice(0, Math.max(present, FIRST_FORK_FIELDS))) {
    const value = fields[name];
    if (typeof value !== "string" || !SHAPES[kind].test(value)) return { field: name };
    header.push(kind === "quantity" ? bytesOfQuantity(value as Hex) : bytesOfHex(value as Hex));
  }
  return hexOfBytes(keccakOf(encodeRlp(header)));
}

/** The fields of a block that its hash commits to, and none beside: those of its fork, as JSON-RPC writes them. */
export function headerFields(block: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    FIELDS.flatMap(([name]) => {
      const value = block[name];
      return typeof value === "string" ? [[name, value.toLowerCase()]] : [];
    }),
  );
}
