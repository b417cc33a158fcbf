/** What those store whom the ledger calls when somebody pays: the currencies of the tests, and Permit2. */
import { keccakOfWords, wordOf } from "../../src/domain/hash.ts";
import { PERMIT2 } from "../../src/domain/permit2.ts";
import type { Address } from "../../src/domain/receivable.ts";
import type { TestChain } from "../support/chain.ts";
import type { Storage } from "./storage.ts";

/** Slots of OpenZeppelin's ERC-20, and of its extension for permits. */
const [BALANCES, ALLOWANCES, PERMITS] = [0n, 1n, 7n];
/** Permit2's words of 256 nonces. */
const NONCES = 0n;

/** @param parties Everybody who pays or is paid. @param nonces One of each word that Permit2 keeps. */
export function elsewhere(
  { addresses, currency, freezing, permitting }: TestChain,
  parties: readonly Address[],
  nonces: readonly bigint[],
): ReadonlyMap<Address, Storage> {
  const ledger = addresses.ledger.toLowerCase() as Address;
  const erc20 = new Map<bigint, string>();
  for (const account of [...parties, ledger]) {
    erc20.set(mapped(BALANCES, account), "Currency.balances");
    erc20.set(mapped(PERMITS, account), "Currency.nonces");
    for (const spender of [ledger, PERMIT2]) erc20.set(mapped(ALLOWANCES, account, spender), "Currency.allowances");
  }
  const permit2 = new Map<bigint, string>();
  for (const party of parties) {
    for (const nonce of nonces) permit2.set(mapped(NONCES, party, nonce >> 8n), "Permit2.nonces");
  }
  const currencies = [currency, freezing, permitting].map((address) => address.toLowerCase() as Address);
  return new Map([...currencies.map((address) => [address, storageOf(erc20)] as const), [PERMIT2, storageOf(permit2)]]);
}

/** Each word is a field and changes whenever it is written: what was there before may come of other transactions. */
function storageOf(fields: ReadonlyMap<bigint, string>): Storage {
  return {
    changes(slot, word) {
      const field = fields.get(BigInt(slot));
      if (field === undefined) throw new Error(`nobody knows what slot ${slot} is; it holds ${word} now`);
      return [field];
    },
  };
}

/** The slot of a mapping's value; the keys from the outermost mapping inwards. */
function mapped(slot: bigint, ...keys: readonly (Address | bigint)[]): bigint {
  return keys.reduce<bigint>((outer, key) => BigInt(keccakOfWords(wordOf(BigInt(key)), wordOf(outer))), slot);
}
