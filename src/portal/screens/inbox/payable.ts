/** What a line of the pay list comes to: the discount that is still to be had, and what it is worth a year (R9). */
import { costOfMissing } from "../../../domain/discountCost.ts";
import type { Schemas } from "../../data/gateway.ts";
import { unitsOf } from "../receivable/detail.ts";
import type { Row } from "../receivable/detail.ts";
import { daysBetween } from "./days.ts";

export type Payable = Schemas["Payable"];

export interface Offer {
  readonly sum: string;
  readonly until: string;
  /** Parts per million a year, simple; undefined where paying later gains no time. */
  readonly yearly: string | undefined;
}

/** Hundredths of a per cent are so many parts per million. */
const PPM = 100n;

interface Tier {
  readonly sum: string;
  readonly until: string;
}

interface Claim {
  readonly open: string;
  /** YYYY-MM-DD. */
  readonly due: string;
}

/** The first discount that has not ended. @param day YYYY-MM-DD */
export function firstOf(tiers: readonly Tier[], { open, due }: Claim, day: string): Offer | undefined {
  const tier = tiers.find(({ sum, until }) => sum !== "" && until !== "" && until >= day);
  if (tier === undefined) return undefined;
  const { sum, until } = tier;
  const cost = costOfMissing(unitsOf(open), unitsOf(sum), daysBetween(until, due));
  return { sum, until, yearly: cost === undefined ? undefined : (cost.simple * PPM).toString() };
}

/** That of a line of the pay list. */
export function offerOf(item: Payable, day: string): Offer | undefined {
  const { discount, discountUntil, discount2, discount2Until } = item;
  const tiers = [
    { sum: discount, until: discountUntil },
    { sum: discount2, until: discount2Until },
  ];
  return firstOf(tiers, item, day);
}

/** The receivable of a line: the pay list names it by its number and the supplier's name, as a bank does. */
export function receivableOf({ number, supplier }: Payable, owed: readonly Row[]): Row | undefined {
  const same = owed.filter((row) => row.invoiceNumber === number);
  const named = same.filter((row) => row.names.supplier === supplier || row.supplier === supplier);
  if (named.length === 1) return named[0];
  // Lines of one invoice, or names that differ: which one is meant nobody can say.
  return same.length === 1 ? same[0] : undefined;
}

export type PayWarning = "noAccount" | "payeeChanged" | "noticeNone" | "noticeRefused";

/** Why to stop and ask before this is paid. */
export function warningsOf(item: Payable): readonly PayWarning[] {
  const account = item.payee === "" ? item.supplierAccount : item.payeeAccount;
  return [
    ...(account === "" ? (["noAccount"] as const) : []),
    ...(item.payeeChanged === "yes" ? (["payeeChanged"] as const) : []),
    ...(item.payeeNotice === "none" ? (["noticeNone"] as const) : []),
    ...(item.payeeNotice === "refused" ? (["noticeRefused"] as const) : []),
  ];
}
