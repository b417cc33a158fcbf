/** What an organisation sold and what of it is not paid: facts, and no judgement (R65). */
import { sumOf } from "../../domain/account/standing.ts";
import type { BookedRow } from "../../domain/factoring/bookRows.ts";
import { derecognitionFacts } from "../../domain/factoring/derecognition.ts";
import type { SoldReceivable } from "../../domain/factoring/derecognition.ts";
import { Assignability, decodePolicy } from "../../domain/policy.ts";
import type { ShownDerecognition } from "../../wire/factorBookReports.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import type { ReadBook } from "./reading.ts";
import { amountsIn, shownPart } from "./showing.ts";

/** By factor and currency, in the order of both. */
export function derecognitionOf(book: ReadBook, tokens: Tokens): ShownDerecognition[] {
  const groups = Map.groupBy(book.rows, ({ factor, currency }) => `${factor}/${currency}`);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, rows]) => {
      const [first] = rows;
      return first === undefined ? [] : [shownFacts(book, first, rows, tokens)];
    });
}

function shownFacts(book: ReadBook, first: BookedRow, rows: readonly BookedRow[], tokens: Tokens): ShownDerecognition {
  const { factor, currency } = first;
  const amount = amountsIn(currency, tokens);
  const facts = derecognitionFacts(rows.map((row) => soldReceivable(book, row)));
  const { byRecourse, byLatePayment, recourseShare } = facts;
  const deals = rows.filter((row) => row.kind === "advance");
  return {
    ...{ factor, currency: shownCurrency(currency, tokens), receivables: rows.length },
    ...{ carrying: amount(facts.carrying), recourse: amount(facts.recourse) },
    recourseShare: recourseShare === undefined ? null : shownPart(recourseShare),
    byRecourse: { full: amount(byRecourse.full), part: amount(byRecourse.part), none: amount(byRecourse.none) },
    byLatePayment: {
      ...{ seller: amount(byLatePayment.seller), factor: amount(byLatePayment.factor) },
      shared: amount(byLatePayment.shared),
    },
    transferable: amount(facts.transferable),
    advanced: amount(sumOf(deals, ({ funds }) => funds)),
    feesDue: amount(sumOf(deals, ({ feesDue }) => feesDue)),
    remarks: [...facts.remarks, NO_RISK_OF_LAW],
  };
}

const NO_RISK_OF_LAW =
  "Recourse is for the debtor's default alone: credits and broken warranties go back to the seller in any case. " +
  "Carrying amounts are open amounts, before any allowance.";

/**
 * The seller of a deal loses no more by recourse than what the factor has not got back; while the fee runs, late
 * payment costs the seller its reserve.
 */
function soldReceivable({ state }: ReadBook, row: BookedRow): SoldReceivable {
  const { id, open: carrying } = row;
  if (row.kind === "advance") {
    const owed = row.funds + row.feesDue;
    const recourseCap = row.recourseDays === undefined ? 0n : owed;
    return { id, carrying, recourseCap, latePayment: "seller", factorMaySell: false };
  }
  const policy = state.receivables.get(id)?.agreed?.header.policy;
  const factorMaySell = policy !== undefined && decodePolicy(policy).assignability === Assignability.Freely;
  return { id, carrying, recourseCap: 0n, latePayment: "factor", factorMaySell };
}
