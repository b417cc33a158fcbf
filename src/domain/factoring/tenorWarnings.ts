/**
 * Terms that are longer than a law or an insurance policy takes well (R7, R70, R71). They warn and never refuse: which
 * law governs, and whether an exception holds, is for people to say. What the law says stands in the country packs.
 */
import type { DebtorKind, FactSource } from "../risk/countryPack.ts";
import { COUNTRY_PACKS, packWarnings } from "../risk/packCheck.ts";
import { VOUCHERS } from "../risk/packs/cn.ts";

export interface TenorCase {
  readonly law: "eu" | "prc";
  readonly debtor: DebtorKind;
  /** Whether the creditor is a small or medium-sized firm (SME). */
  readonly smallCreditor: boolean;
  /** Whether it is a voucher of the buyer (应收账款电子凭证) and not an invoice alone. */
  readonly voucher: boolean;
  /** Whether a document of the underlying trade is named. */
  readonly tradeNamed: boolean;
  /** Receipt of the invoice (EU), delivery (PRC), or issue of the voucher; the law is that of this day. */
  readonly from: number;
  /** As `from`, days since 1970-01-01. */
  readonly dueDay: number;
  /** The longest term that the credit insurance covers, days from `from`; undefined if there is none. */
  readonly insuredDays: number | undefined;
}

export interface TenorWarning {
  /** Of the pack's fact; "cnVoucherWithoutTrade"; "insuredTerm". */
  readonly code: string;
  /** Law or document, and its article where one is known. */
  readonly source: string;
  /** The last day that is within the cap; undefined where the warning is not about the due day. */
  readonly lastDay: number | undefined;
  /** By how many days the due day is beyond; nought where that is not the point. */
  readonly daysOver: number;
  readonly text: string;
}

const PACK_OF = { eu: COUNTRY_PACKS.EU, prc: COUNTRY_PACKS.CN } as const;

/** Every cap that the case is beyond; a longer cap does not replace a shorter one. */
export function tenorWarnings(found: TenorCase): readonly TenorWarning[] {
  return [...legalWarnings(found), ...insuranceWarnings(found), ...tradeWarnings(found)];
}

function legalWarnings({ law, debtor, smallCreditor, voucher, from, dueDay }: TenorCase): readonly TenorWarning[] {
  const terms = { debtor, isSmallCreditor: smallCreditor, isVoucher: voucher, contractDay: from, from, dueDay };
  return packWarnings(PACK_OF[law], { ...terms, latePpm: 0n, sums: undefined }, from).flatMap((warning) => {
    const { kind, code, source, found, bound, text } = warning;
    if (source === undefined || (kind !== "termCap" && kind !== "voucherTenor")) return [];
    const lastDay = from + Number(bound);
    return [{ code, source: named(source), lastDay, daysOver: Number(found - bound), text }];
  });
}

function insuranceWarnings({ from, dueDay, insuredDays }: TenorCase): readonly TenorWarning[] {
  if (insuredDays === undefined || dueDay <= from + insuredDays) return [];
  const lastDay = from + insuredDays;
  const text = "The policy covers no term as long as this: a sale on it loses cover.";
  const source = "The credit insurance policy (R71)";
  return [{ code: "insuredTerm", source, lastDay, daysOver: dueDay - lastDay, text }];
}

function tradeWarnings({ law, voucher, tradeNamed }: TenorCase): readonly TenorWarning[] {
  if (law !== "prc" || !voucher || tradeNamed) return [];
  const text = "A voucher needs a real trade behind it: name the contract, delivery or invoice.";
  return [{ code: "cnVoucherWithoutTrade", source: named(VOUCHERS), lastDay: undefined, daysOver: 0, text }];
}

function named({ instrument, article }: FactSource): string {
  return article === "" ? instrument : `${instrument}, ${article}`;
}
