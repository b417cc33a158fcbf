/** What the clocks of two-factor business go by (R64), from what was recorded of receivables. */
import { localDay, openPrincipal } from "../money.ts";
import { Status } from "../receivable.ts";
import type { Hex } from "../receivable.ts";
import type { ReceivableState } from "../receivableState.ts";
import { termsIn, walkBook } from "./book.ts";
import type { BookHistory } from "./book.ts";
import type { TwoFactorCase } from "./bookClocks.ts";

const OVER: ReadonlySet<Status> = new Set([Status.Rejected, Status.Cancelled, Status.Split]);

/** By receivable, those alone whose terms are known. */
export function clockCases(history: BookHistory): ReadonlyMap<Hex, Omit<TwoFactorCase, "approved">> {
  const disputes = new Map<Hex, number>();
  const state = walkBook(history, ({ id, before, now, recorded }) => {
    if (id === undefined || isDisputed(before, history) || !isDisputed(now, history)) return;
    disputes.set(id, recorded.timestamp);
  });
  const cases = new Map<Hex, Omit<TwoFactorCase, "approved">>();
  for (const [id, receivable] of state.receivables) {
    const terms = termsIn(receivable, history.opened);
    if (terms === undefined) continue;
    const began = disputes.get(id);
    cases.set(id, {
      dueDay: terms.dueDay,
      disputedOn: began === undefined ? undefined : localDay(terms, began),
      isDisputed: isDisputed(receivable, history),
      isPaid: receivable.closed || OVER.has(receivable.status),
    });
  }
  return cases;
}

/** What was paid or credited is disputed no more. */
function isDisputed(receivable: ReceivableState, { opened }: BookHistory): boolean {
  if (receivable.closed || receivable.disputed === 0n) return false;
  const terms = termsIn(receivable, opened);
  return terms === undefined || openPrincipal(terms, receivable) > 0n;
}
