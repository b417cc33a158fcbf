/** What an organisation sold and what of it is not paid: facts, and no judgement (R65). */
import { sumOf } from "../../domain/account/standing.ts";
import type { BookedRow } from "../../domain/factoring/bookRows.ts";
import { derecognitionFacts, variabilityOf } from "../../domain/factoring/derecognition.ts";
import type { LossScenario, SoldReceivable } from "../../domain/factoring/derecognition.ts";
import { Assignability, decodePolicy } from "../../domain/policy.ts";
import type { ShownDerecognition } from "../../wire/factorBookReports.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import type { ReadBook } from "./reading.ts";
import { amountsIn, shownPart } from "./showing.ts";

/** By factor and currency, in the order of both. @param losses That the organisation expects; none for no test. */
export function derecognitionOf(
  book: ReadBook,
  losses: readonly LossScenario[] | undefined,
  tokens: Tokens,
): ShownDerecognition[] {
  const groups = Map.groupBy(book.rows, ({ factor, currency }) => `${factor}/${currency}`);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, rows]) => {
      const [first] = rows;
      if (first === undefined) return [];
      const sold = rows.map((row) => soldReceivable(book, row));
      const variability =
        losses === undefined ? null : shownVariability(sold, losses, amountsIn(first.currency, tokens));
      return [{ ...shownFacts(sold, rows, first, tokens), variability }];
    });
}

function shownVariability(
  sold: readonly SoldReceivable[],
  losses: readonly LossScenario[],
  amount: (units: bigint) => string,
): ShownDerecognition["variability"] {
  const { before, after, passed, passedShare } = variabilityOf(sold, losses);
  return {
    ...{ before: amount(before), after: amount(after), passed: amount(passed) },
    passedShare: passedShare === undefined ? null : shownPart(passedShare),
  };
}

function shownFacts(
  sold: readonly SoldReceivable[],
  rows: readonly BookedRow[],
  first: BookedRow,
  tokens: Tokens,
): Omit<ShownDerecognition, "variability"> {
  const { factor, currency } = first;
  const amount = amountsIn(currency, tokens);
  const facts = derecognitionFacts(sold);
  const { byExposure, byLatePayment, exposureShare } = facts;
  const deals = rows.filter((row) => row.kind === "advance");
  return {
    ...{ factor, currency: shownCurrency(currency, tokens), receivables: rows.length },
    ...{ carrying: amount(facts.carrying), retained: amount(facts.retained), recourse: amount(facts.recourse) },
    ...{
      exposure: amount(facts.exposure),
      exposureShare: exposureShare === undefined ? null : shownPart(exposureShare),
    },
    byExposure: { full: amount(byExposure.full), part: amount(byExposure.part), none: amount(byExposure.none) },
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
 * Of what is open the reserve is the seller's, so that a default takes it first; by recourse the seller pays back what
 * neither cash that the ledger keeps nor anything else covers of funds and fees. Late payment costs the seller its
 * reserve by the fee that runs on, and beyond it the seller only under recourse.
 */
function soldReceivable({ state }: ReadBook, row: BookedRow): SoldReceivable {
  const { id, open: carrying } = row;
  if (row.kind === "advance") {
    const { funds, feesDue, kept, reserve, recourseDays } = row;
    const retained = reserve < carrying ? reserve : carrying;
    const owed = funds + feesDue - kept;
    const bears = recourseDays === undefined ? "shared" : "seller";
    return {
      ...{ id, carrying, retained, recourseCap: recourseDays === undefined || owed < 0n ? 0n : owed },
      ...{ latePayment: retained === 0n && recourseDays === undefined ? "factor" : bears, factorMaySell: false },
    };
  }
  const policy = state.receivables.get(id)?.agreed?.header.policy;
  const factorMaySell = policy !== undefined && decodePolicy(policy).assignability === Assignability.Freely;
  return { id, carrying, retained: 0n, recourseCap: 0n, latePayment: "factor", factorMaySell };
}
