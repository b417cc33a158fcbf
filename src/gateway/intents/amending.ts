/** A receivable as its parties agree on it anew. */
import { nameOf, Status } from "../../domain/receivable.ts";
import type { Receivable, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { ActOnReceivable } from "../../wire/act.ts";
import type { AmendedTerms } from "../../wire/amendment.ts";
import { ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { randomHash, rate } from "./agreeing.ts";
import { minorUnits } from "./amounts.ts";
import { policyBits } from "./policyBits.ts";

type Amendment = Extract<ActOnReceivable, { verb: "amend" }>;

/**
 * The next revision: what is not named stays, and the salt is a new one. The document stays too, since it is of an
 * invoice that was issued once.
 * @throws ProblemError for amounts that the currency does not have, and for a policy that says nothing
 */
export function amendedBy(
  { terms: changes, policy }: Amendment,
  { header, terms, document }: Receivable,
  tokens: Tokens,
): Receivable {
  return {
    header: {
      ...header,
      policy: policy === undefined ? header.policy : policyBits(policy, terms.currency, tokens),
      revision: header.revision + 1,
    },
    terms: { ...terms, ...changed(changes, terms, tokens), salt: randomHash() },
    document,
  };
}

function changed(changes: AmendedTerms, { currency }: Terms, tokens: Tokens): Partial<Terms> {
  const { amount, dueDate, discounts, slidingRate, lateRate, fixedSum, settlesFirst, accelerationDays } = changes;
  const { utcOffset, discountOnParts, basis, graceDays } = changes;
  const units = (text: string, field: string): bigint => minorUnits(text, currency, tokens, `body.terms.${field}`);
  return present({
    amount: amount === undefined ? undefined : units(amount, "amount"),
    dueDay: dueDate === undefined ? undefined : dayNumber(dueDate, "dueDate"),
    ...(discounts === undefined ? {} : tiersOf(discounts, units)),
    slidingRate: slidingRate === undefined ? undefined : rate(slidingRate, "slidingRate"),
    lateRate: lateRate === undefined ? undefined : rate(lateRate, "lateRate"),
    fixedSum: fixedSum === undefined ? undefined : units(fixedSum, "fixedSum"),
    allocation: settlesFirst === undefined ? undefined : settlesFirst === "principal" ? 1 : 0,
    accelerationDays: accelerationDays === null ? 0 : accelerationDays,
    ...{ utcOffset, discountOnParts, basis, graceDays },
  });
}

function tiersOf(
  discounts: NonNullable<AmendedTerms["discounts"]>,
  units: (text: string, field: string) => bigint,
): Partial<Terms> {
  const [first, second] = discounts.map(({ until, sum }, index) => ({
    day: dayNumber(until, `discounts.${index}.until`),
    sum: units(sum, `discounts.${index}.sum`),
  }));
  return {
    ...{ discountDay1: first?.day ?? 0, discount1: first?.sum ?? 0n },
    ...{ discountDay2: second?.day ?? 0, discount2: second?.sum ?? 0n },
  };
}

/** Without the fields that have no value, which would take the place of what there is. */
function present<Fields extends object>(fields: { readonly [Name in keyof Fields]: Fields[Name] | undefined }): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

const AMENDABLE: ReadonlySet<Status> = new Set([Status.Issued, Status.Queried, Status.Rejected, Status.Accepted]);

function isOnWhole({ discountOnParts, discount1, slidingRate }: Terms): boolean {
  return !discountOnParts && (discount1 > 0n || slidingRate > 0);
}

function faultOf(before: Terms, after: Terms, state: ReceivableState): [string, string] | undefined {
  const { status, settled, credited, lateDays, chargesSettled } = state;
  if (after.amount < settled) return ["terms.amount", "the amount is below what is settled already: give that or more"];
  if (status !== Status.Accepted && (lateDays > 0n || chargesSettled > 0n)) {
    return ["receivable", "something was late before the buyer accepted anything: reverse what was recorded first"];
  }
  if (isOnWhole(before) || !isOnWhole(after) || settled === credited) return undefined;
  const why = "principal is paid already, and would earn a discount on the whole afterwards";
  return ["terms.discountOnParts", `${why}: agree one on parts, or credit the sum`];
}

/**
 * Keeps parties from signing, one after the other, what the ledger refuses in the end.
 * @throws ProblemError `StatusForbids`, `AlreadyClosed` or `AmendmentInvalid`
 */
export function checkAmendable(
  verb: "amend" | "debit",
  agreed: { readonly before: Terms; readonly after: Terms } | undefined,
  state: ReceivableState,
): void {
  const { status, closed } = state;
  const isOpenTo = verb === "amend" ? AMENDABLE.has(status) : status === Status.Accepted;
  if (!isOpenTo) {
    throw new ProblemError("StatusForbids", `the receivable is ${nameOf(Status, status)}: nobody can ${verb} it`);
  }
  if (closed) throw new ProblemError("AlreadyClosed", "nothing is due on it any more: issue another for what is");
  const [field, message] = (agreed && faultOf(agreed.before, agreed.after, state)) ?? [];
  if (field === undefined || message === undefined) return;
  throw new ProblemError("AmendmentInvalid", message, { faults: [{ at: `body.${field}`, message }] });
}
