/**
 * Calls by which receivables are offered, sold and bought: pure calldata, for whoever sends them from its own account.
 */
import { deskAbi, factoringAbi, ledgerAbi } from "../../generated/abi.ts";
import type { Discount, Sale } from "../domain/factoring/offer.ts";
import type { Address, Hex, Receivable } from "../domain/receivable.ts";
import { encoding } from "./shared.ts";
import { encode } from "./viem/encode.ts";
import { encodeSale } from "./viem/factoring.ts";

/**
 * Sends a receivable to a desk with the offer that it is sold under. @throws LedgerError for values that do not fit.
 */
export function saleTransfer(seller: Address, desk: Address, sale: Sale): Promise<Hex> {
  return encoding(() => encodeSale(seller, desk, sale));
}

/** Lets a desk fetch one receivable, which it does in `purchase` alone. */
export function deskApproval(desk: Address, id: Hex): Promise<Hex> {
  return encoding(() => encode(ledgerAbi, "approve", [desk, BigInt(id)]));
}

/** Several calls of the ledger in one transaction: all of them or none. */
export function ledgerMulticall(calls: readonly Hex[]): Promise<Hex> {
  return encoding(() => encode(ledgerAbi, "multicall", [calls]));
}

/** Sells one receivable outright, once its desk is approved; a call of the desk. */
export function purchaseCall(receivable: Receivable, discount: Discount, signature: Hex): Promise<Hex> {
  return encoding(() => encode(deskAbi, "purchase", [receivable, discount, signature]));
}

/** The factor voids numbers of offers; a call of its desk. */
export function spendNoncesCall(first: bigint, count: number): Promise<Hex> {
  return encoding(() => encode(deskAbi, "spendNonces", [first, BigInt(count)]));
}

/** Opens the desk of a factor; a call of the factoring contract that anybody may send. */
export function openDeskCall(factor: Address): Promise<Hex> {
  return encoding(() => encode(factoringAbi, "open", [factor]));
}
