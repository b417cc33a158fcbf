/** What a buyer signs so that somebody may see its trade reference (A18). */
import type { TypedMessage } from "../eip712.ts";
import type { Address } from "../receivable.ts";

export interface ReferenceConsent {
  /** A UUID, made by whoever prepares it. */
  readonly id: string;
  readonly buyer: Address;
  readonly reader: Address;
  /** As the ledger writes them. */
  readonly currencies: readonly Address[];
  /** The first day of a month: invoices that fell due from then on; `YYYY-MM-DD`. */
  readonly from: string;
  /** The last day of a month. */
  readonly to: string;
  /** Last instant, unix seconds. */
  readonly until: number;
}

/** Version 1 of what signing means. */
const TEXT =
  "Countersign trade reference 1. This reader may see how we paid all our suppliers in these currencies, of invoices " +
  "that fell due in this period, in bands and rounded shares, until this instant or until we take this back. " +
  "在此时间之前且我方未撤回时，该读者可查看我方对全部供应商在所列币种、所列到期期间内的付款情况（仅以区间和取整比例显示）。";

/** What a buyer signs. */
export const CONSENT_TYPES = {
  TradeReferenceConsent: [
    { name: "text", type: "string" },
    { name: "id", type: "string" },
    { name: "buyer", type: "address" },
    { name: "reader", type: "address" },
    { name: "currencies", type: "address[]" },
    { name: "from", type: "string" },
    { name: "to", type: "string" },
    { name: "until", type: "uint256" },
  ],
} as const;

export function consentMessage(consent: ReferenceConsent): TypedMessage {
  const { id, buyer, reader, currencies, from, to, until } = consent;
  const message = { text: TEXT, id, buyer, reader, currencies, from, to, until: BigInt(until) };
  return { types: CONSENT_TYPES, primaryType: "TradeReferenceConsent", message };
}
