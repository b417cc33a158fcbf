/** Dunning notices made up for tests: the debt of R24, paid in parts, and beside it one that is disputed in part. */
import type { DunningLetter, LetterItem } from "../../src/documents/letters/letter.ts";
import { reckoningEngine } from "../../src/domain/engine.ts";
import { replay } from "../../src/domain/history.ts";
import type { HistoryEntry } from "../../src/domain/history.ts";
import type { LateRate, ReferenceRate } from "../../src/domain/lateRate.ts";
import type { Terms } from "../../src/domain/receivable.ts";
import { workingOf } from "../../src/domain/working.ts";
import { currency, day, heading } from "../domain/accountMovements.ts";
import { decimal } from "../domain/decimals.ts";
import { termsDue } from "../domain/histories.ts";

export const TODAY = day("2026-08-20");

const EU: ReferenceRate = {
  kind: "reference",
  values: [
    { from: day("2026-01-01"), percent: decimal("2.15") },
    { from: day("2026-07-01"), percent: decimal("2.40") },
  ],
  factor: decimal("1"),
  margin: decimal("8"),
  policy: { kind: "float", fixing: "first-day" },
};

/** An item with its interest worked out to today. */
function reckoned(number: string, terms: Terms, rate: LateRate, entries: readonly HistoryEntry[] = []): LetterItem {
  const replayed = replay(terms, entries, reckoningEngine(rate, "act/365"));
  const working = { ...workingOf(replayed, rate, "act/365", TODAY), dayCount: "act/365" as const };
  const open = terms.amount - replayed.position.settled;
  const none = { disputed: 0n, promised: 0n, contingent: 0n };
  return { number, due: terms.dueDay, open, charges: working.charges, working, ...none };
}

const PART: HistoryEntry = { kind: "receipt", day: day("2026-06-14"), cash: 400_000n, reference: "A" };

/** 10,000.00 due on 15 May 2026, of which 4,000.00 came on 14 June: interest first (R24). */
export const PAID_IN_PART = reckoned("INV-2026-104", termsDue("2026-05-15", 1_000_000n), EU, [PART]);

/** 1,000.00 at 10 %, 73 days late: 20.00, a fifth of them on the 200.00 in dispute, and 40.00 agreed beside (R20). */
export const DISPUTED: LetterItem = {
  ...reckoned(
    "INV-2026-117",
    { ...termsDue("2026-06-08", 100_000n), fixedSum: 4_000n },
    { kind: "flat", percent: decimal("10") },
  ),
  disputed: 20_000n,
  contingent: 400n,
};

/** A last reminder of a supplier in Suzhou to a buyer in Hamburg. */
export function letter(over: Partial<DunningLetter> = {}): DunningLetter {
  const { supplier, buyer, account, contact } = heading();
  return {
    reference: "DN-2026-0042",
    stage: "final",
    isDemand: true,
    next: "legal",
    date: TODAY,
    payBy: day("2026-09-03"),
    sender: supplier,
    debtor: buyer,
    attention: "Erika Beispiel",
    currency: currency("EUR"),
    items: [PAID_IN_PART, DISPUTED],
    fee: 1_000n,
    payee: { name: supplier.name, ...(account === undefined ? {} : { account }) },
    paymentReference: "DN-2026-0042",
    ...(contact === undefined ? {} : { contact }),
    answerUrl: "https://ledger.example/v1/dunning/notices/0b6a",
    policy: { name: "Standard 30", version: 3 },
    salt: `0x${"5a".repeat(32)}`,
    ...over,
  };
}

/** A notice before anything is due: nothing is overdue, nothing is added. */
export function preDueLetter(): DunningLetter {
  const item = { number: "INV-2026-131", due: day("2026-08-27"), open: 250_000n };
  const none = { disputed: 0n, promised: 0n, charges: 0n, contingent: 0n };
  const early = { stage: "preDue", isDemand: false, payBy: item.due, fee: 0n } as const;
  return { ...letter(), ...early, next: undefined, items: [{ ...item, ...none }] };
}
