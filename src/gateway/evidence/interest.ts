/** What is due of a receivable on the day of its evidence, with the working, in minor units. */
import { localDay, quote } from "../../domain/money.ts";
import { Status } from "../../domain/receivable.ts";
import type { Terms } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { workingOf } from "../../domain/working.ts";
import { historyOf } from "../receivables/settledHistory.ts";
import type { Evidence } from "./reading.ts";

/** Per cent of parts per million. */
const RATE_SCALE = 4;
const PARTS_PER_MILLION = 1_000_000n;
const FALLS_DUE: ReadonlySet<Status> = new Set([Status.Issued, Status.Queried, Status.Accepted]);

/** Undefined of what is not owed any more, or of which the terms are unknown. @param now Unix seconds. */
export function interestOn(
  { id, stored, events }: Evidence,
  terms: Terms | undefined,
  now: number,
): object | undefined {
  const { state } = stored;
  if (terms === undefined || !FALLS_DUE.has(state.status)) return undefined;
  const day = localDay(terms, now);
  const due = quote(terms, state, day);
  const count = terms.basis === 360 ? "act/360" : "act/365";
  const own = events.flatMap(({ event, timestamp }) =>
    "id" in event && event.id === id ? [{ event, timestamp }] : [],
  );
  const history = historyOf({ terms, position: state, closed: state.closed, events: own });
  const percent = { units: BigInt(terms.lateRate), scale: RATE_SCALE };
  const { segments, numerator, denominator } = workingOf(history, { kind: "flat", percent }, count, day);
  const principalDays = state.lateDays + (terms.amount - state.settled) * due.daysLate;
  const basis = terms.basis === 360 ? 360n : 365n;
  const exact = { numerator: BigInt(terms.lateRate) * principalDays, denominator: PARTS_PER_MILLION * basis };
  // An amendment may have moved the due date after something was settled late: no single one tells the working then.
  const isWhole = numerator * exact.denominator === exact.numerator * denominator;
  return {
    ...{ day: dateOfDay(day), open: due.open, discount: due.discount, charges: due.charges, payoff: due.payoff },
    interest: (2n * exact.numerator + exact.denominator) / (2n * exact.denominator),
    settledCharges: state.chargesSettled,
    daysLate: Number(due.daysLate),
    segments: !isWhole
      ? null
      : segments.map(({ from, to, days, principal, numerator: interest }) => ({
          ...{ from: dateOfDay(from + 1), to: dateOfDay(to), days, principal },
          ...{ ratePpm: terms.lateRate, numerator: interest, denominator },
        })),
  };
}
