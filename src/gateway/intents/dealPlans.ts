/**
 * What an intent at a factor's desk is called as. Nobody signs it: the party's own account sends it, or anybody where
 * it does not matter who does.
 */
import { deskAbi, factoringAbi, ledgerAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { erc20Abi } from "../../chain/erc20.ts";
import { encoding } from "../../clients/shared.ts";
import { encode } from "../../clients/viem/encode.ts";
import type { Mandate } from "../../domain/directory.ts";
import { Recipient } from "../../domain/factoring/deal.ts";
import type { ClaimReason, DealReceipt } from "../../domain/factoring/deal.ts";
import type { Receipt, RecordedReceipt } from "../../domain/receipts.ts";
import type { Address, Hex, OpenTerms } from "../../domain/receivable.ts";
import { factoringOf } from "./factoringPlace.ts";
import type { PlannedCall } from "./signables.ts";

/** Of one receivable of a deal. */
interface OfDeal {
  readonly id: Hex;
  readonly opened: OpenTerms;
}

export type DealDeed =
  | { readonly verb: "openDesk" }
  | (OfDeal & { readonly verb: "repay"; readonly maxCash: bigint })
  | (OfDeal & { readonly verb: "buyBack"; /** What it can come to. */ readonly most: bigint })
  | (OfDeal & { readonly verb: "reassign" })
  | {
      readonly verb: "credit" | "waive" | "resolve" | "agreeAct";
      readonly id: Hex;
      /** Of the ledger, with the desk as the holder. */
      readonly call: Hex;
    }
  | (OfDeal & {
      readonly verb: "recordReceipt";
      readonly receipt: Receipt;
      readonly recipient: Recipient;
      /** What a seller that turns it over may have to hand over. */
      readonly most: bigint;
    })
  | (OfDeal & {
      readonly verb: "reverseReceipt";
      readonly recorded: RecordedReceipt;
      readonly receipt: DealReceipt;
      readonly evidence: Hex;
    })
  | (OfDeal & { readonly verb: "chargeBack"; readonly reason: ClaimReason; readonly evidence: Hex })
  | { readonly verb: "withdraw"; readonly account: Address; readonly currency: Address }
  | { readonly verb: "spendNonces"; readonly first: bigint; readonly count: number }
  | { readonly verb: "giveDeskMandate"; readonly agent: Address; readonly mandate: Mandate }
  | { readonly verb: "revokeDeskMandate"; readonly agent: Address }
  | { readonly verb: "claim" | "collect"; readonly id: Hex; readonly holder: Address; readonly currency: Address }
  | { readonly verb: "transfer"; readonly id: Hex; readonly holder: Address; readonly to: Address };

/** Everything that the call is made of. */
export interface DealPlan {
  readonly deed: DealDeed;
  /** Whose call it is, or at whose desk. */
  readonly desk: Address;
  /** Whose desk it is; of what is about no desk, a claim or a transfer, who holds the receivable. */
  readonly factor: Address;
  /** The seller of the deal, or whoever else it is with; null of what concerns the desk alone. */
  readonly other: Address | null;
  readonly party: Address;
}

/** What anybody may send, since it hands something to those whose it is and to nobody else. */
const ANYBODYS: ReadonlySet<DealDeed["verb"]> = new Set(["openDesk", "withdraw", "claim", "collect"]);

/** A factor reassigns by its own call: of a deal that ever took in a receipt the desk lets nobody else. */
export function isAnybodys({ deed, factor, party }: DealPlan): boolean {
  return ANYBODYS.has(deed.verb) || (deed.verb === "reassign" && party !== factor);
}

/** One side's word for a call of the ledger, which the other side's does. */
export function actCall(id: Hex, call: Hex): Hex {
  return encode(deskAbi, "act", [id, call]);
}

/** The data of the call. @throws LedgerError for values that do not fit the call. */
export function callOf({ deed, factor }: DealPlan): Promise<Hex> {
  return encoding(() => {
    switch (deed.verb) {
      case "openDesk":
        return encode(factoringAbi, "open", [factor]);
      case "repay":
        return encode(deskAbi, "repay", [deed.id, deed.opened, deed.maxCash]);
      case "buyBack":
      case "reassign":
        return encode(deskAbi, deed.verb, [deed.id, deed.opened]);
      case "recordReceipt":
        return encode(deskAbi, "recordReceipt", [deed.id, deed.opened, deed.receipt, deed.recipient]);
      case "reverseReceipt": {
        const { id, opened, recorded, receipt, evidence } = deed;
        return encode(deskAbi, "reverseReceipt", [id, opened, recorded, receipt, evidence]);
      }
      case "chargeBack":
        return encode(deskAbi, "chargeBack", [deed.id, deed.opened, deed.reason, deed.evidence]);
      case "withdraw":
        return encode(deskAbi, "withdraw", [deed.account, deed.currency]);
      case "spendNonces":
        return encode(deskAbi, "spendNonces", [deed.first, deed.count]);
      case "giveDeskMandate":
        return encode(deskAbi, "giveMandate", [deed.agent, deed.mandate]);
      case "revokeDeskMandate":
        return encode(deskAbi, "revokeMandate", [deed.agent]);
      case "credit":
      case "waive":
      case "resolve":
      case "agreeAct":
        return actCall(deed.id, deed.call);
      case "claim":
        return encode(ledgerAbi, "claim", [deed.id, deed.holder, deed.currency]);
      case "collect":
        return encode(deskAbi, "collect", [deed.id, deed.currency]);
      case "transfer":
        // Not `safeTransferFrom`, which calls the next holder, a stranger's code it may be.
        return encode(ledgerAbi, "transferFrom", [deed.holder, deed.to, BigInt(deed.id)]);
    }
  });
}

/** Whom the call is sent to. @throws RefusedError for the opening of a desk at a ledger that has no factoring. */
export function contractOf({ deed, desk }: DealPlan, addresses: Addresses): Address {
  if (deed.verb === "claim" || deed.verb === "transfer") return addresses.ledger;
  return deed.verb === "openDesk" ? factoringOf(addresses) : desk;
}

/**
 * The allowance that the call draws on, unless it is there already. The factor's own stands for its advances, and one
 * for a single call would take its place.
 */
export function callsBefore({ deed, desk, factor, party }: DealPlan): readonly PlannedCall[] {
  const most = party === factor ? 0n : drawnBy(deed);
  if (most === 0n || !("opened" in deed)) return [];
  return [{ to: deed.opened.terms.currency, data: encode(erc20Abi, "approve", [desk, most]) }];
}

function drawnBy(deed: DealDeed): bigint {
  switch (deed.verb) {
    case "repay":
      return deed.maxCash;
    case "buyBack":
      return deed.most;
    case "recordReceipt":
      return deed.recipient === Recipient.SellerTurnedOver ? deed.most : 0n;
    default:
      return 0n;
  }
}

export function otherParty({ other, factor }: DealPlan, party: Address): Address | null {
  return party === other ? factor : other;
}
