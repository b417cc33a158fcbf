/**
 * Terms that are longer than a law or an insurance policy takes well (R7, R70, R71). They warn and never refuse: which
 * law governs, and whether an exception holds, is for people to say.
 */
import { monthsAfter } from "../months.ts";
import { dateOfDay, dayNumber } from "../terms.ts";

export type TenorCode =
  | "euBusiness60"
  | "euPublic30"
  | "euPublic60"
  | "prcPublic30"
  | "prcPublic60"
  | "prcSmall60"
  | "prcVoucherSixMonths"
  | "prcVoucherOneYear"
  | "prcVoucherWithoutTrade"
  | "insuredTerm";

export interface TenorCase {
  readonly law: "eu" | "prc";
  readonly debtor: "publicBody" | "largeFirm" | "otherFirm";
  /** Whether the creditor is a small or medium-sized firm (SME). */
  readonly smallCreditor: boolean;
  /** Whether it is a voucher of the buyer (应收账款电子凭证) and not an invoice alone. */
  readonly voucher: boolean;
  /** Whether a document of the underlying trade is named. */
  readonly tradeNamed: boolean;
  /** Receipt of the invoice (EU), delivery (PRC), or issue of the voucher. Days since 1970-01-01. */
  readonly from: number;
  readonly dueDay: number;
  /** The longest term that the credit insurance covers, days from `from`; undefined if there is none. */
  readonly insuredDays: number | undefined;
}

export interface TenorWarning {
  readonly code: TenorCode;
  /** Law or document, its article where one is known, and since when it is in force. */
  readonly source: string;
  /** The last day that is within the cap; undefined where the warning is not about the due day. */
  readonly lastDay: number | undefined;
  /** By how many days the due day is beyond; nought where that is not the point. */
  readonly daysOver: number;
  readonly text: string;
}

const EU = "Directive 2011/7/EU, in force in the member states since 2013-03-16";
const PRC_TERMS = "保障中小企业款项支付条例 (State Council Order 802), in force since 2025-06-01";
const PRC_VOUCHERS = "银发〔2025〕77号, in force since 2025-06-15";

interface Cap extends Pick<TenorWarning, "code" | "source" | "text"> {
  readonly applies: (found: TenorCase) => boolean;
  readonly lastDay: (found: TenorCase) => number;
}

const CAPS: readonly Cap[] = [
  {
    code: "euBusiness60",
    source: EU,
    applies: ({ law, debtor }) => law === "eu" && debtor !== "publicBody",
    lastDay: afterDays(60),
    text: "Between firms more than 60 days hold only if expressly agreed and not grossly unfair to the creditor.",
  },
  {
    code: "euPublic30",
    source: EU,
    applies: ({ law, debtor }) => law === "eu" && debtor === "publicBody",
    lastDay: afterDays(30),
    text: "A public body has 30 days; up to 60 need an exception.",
  },
  {
    code: "euPublic60",
    source: EU,
    applies: ({ law, debtor }) => law === "eu" && debtor === "publicBody",
    lastDay: afterDays(60),
    text: "A public body has at most 60 days, even by exception.",
  },
  {
    code: "prcPublic30",
    source: PRC_TERMS,
    applies: ({ law, debtor }) => law === "prc" && debtor === "publicBody",
    lastDay: afterDays(30),
    text: "A public body pays within 30 days of delivery; up to 60 have to be agreed.",
  },
  {
    code: "prcPublic60",
    source: PRC_TERMS,
    applies: ({ law, debtor }) => law === "prc" && debtor === "publicBody",
    lastDay: afterDays(60),
    text: "A public body has at most 60 days from delivery.",
  },
  {
    code: "prcSmall60",
    source: `${PRC_TERMS}, art. 9`,
    applies: ({ law, debtor, smallCreditor }) => law === "prc" && debtor === "largeFirm" && smallCreditor,
    lastDay: afterDays(60),
    text: "A large firm pays a small or medium-sized one within 60 days of delivery, and not only when it is paid.",
  },
  {
    code: "prcVoucherSixMonths",
    source: PRC_VOUCHERS,
    applies: ({ law, voucher }) => law === "prc" && voucher,
    lastDay: afterMonths(6),
    text: "A voucher runs at most six months in principle.",
  },
  {
    code: "prcVoucherOneYear",
    source: PRC_VOUCHERS,
    applies: ({ law, voucher }) => law === "prc" && voucher,
    lastDay: afterMonths(12),
    text: "A voucher never runs more than one year.",
  },
  {
    code: "insuredTerm",
    source: "The credit insurance policy (R71)",
    applies: ({ insuredDays }) => insuredDays !== undefined,
    lastDay: (found) => afterDays(found.insuredDays ?? 0)(found),
    text: "The policy covers no term as long as this: a sale on it loses cover.",
  },
];

/** Every cap that the case is beyond; a longer cap does not replace a shorter one. */
export function tenorWarnings(found: TenorCase): readonly TenorWarning[] {
  const caps = CAPS.filter(({ applies }) => applies(found)).flatMap(
    ({ code, source, text, lastDay }): TenorWarning[] => {
      const last = lastDay(found);
      return found.dueDay > last ? [{ code, source, lastDay: last, daysOver: found.dueDay - last, text }] : [];
    },
  );
  return [...caps, ...tradeWarnings(found)];
}

function tradeWarnings({ law, voucher, tradeNamed }: TenorCase): readonly TenorWarning[] {
  if (law !== "prc" || !voucher || tradeNamed) return [];
  const text = "A voucher needs a real trade behind it: name the contract, delivery or invoice.";
  return [{ code: "prcVoucherWithoutTrade", source: PRC_VOUCHERS, lastDay: undefined, daysOver: 0, text }];
}

function afterDays(days: number): (found: TenorCase) => number {
  return ({ from }) => from + days;
}

/** By the calendar: six months after 31 August end on the last day of February (R4). */
function afterMonths(months: number): (found: TenorCase) => number {
  return ({ from }) => dayNumber(monthsAfter(dateOfDay(from), months));
}
