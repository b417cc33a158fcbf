/** What changes the agreement itself: amendments that parties wrote, and those that the ledger derives. */
import { mustBeAgreeable } from "./agreeable.ts";
import { ACCEPTED, known, mustClose, mustMove, mustOwe, openOf, requires, todayOf } from "./claims.ts";
import { commitmentOf, termsHash } from "./commitment.ts";
import type { OpenedTerms } from "./commitment.ts";
import { dueFrom } from "./derived.ts";
import { contradiction, differs, exceeds } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import { mayDispute } from "./foldDisputes.ts";
import { readTerms, refusedField } from "./foldReceivables.ts";
import type { Hex } from "./hashing.ts";
import { paymentsAmong } from "./history.ts";
import type { Arguments } from "./reading.ts";
import { NOBODY } from "./state.ts";
import type { At, LedgerState, ReceivableRecord } from "./state.ts";
import { MOST_PRINCIPAL } from "./terms.ts";

function isOnWhole({ discountOnParts, discount1, slidingRate }: OpenedTerms): boolean {
  return !discountOnParts && (discount1 !== 0n || slidingRate !== 0);
}

/** What an amendment may not change, and that it raises the revision. */
function mustBeAmendable(
  id: Hex,
  receivable: ReceivableRecord,
  next: { policy: bigint; revision: bigint; terms: OpenedTerms; buyerBy: Hex },
): Contradiction | undefined {
  const { header, standing, settled, chargesSettled, lateDays, terms, entries } = receivable;
  // What was paid under terms without a discount on the whole must not earn one afterwards.
  const newly = terms !== undefined && !isOnWhole(terms) && isOnWhole(next.terms);
  const again = newly && paymentsAmong(entries).some(({ principal }) => principal > 0n);
  const field = refusedField(next);
  const currency = terms?.currency ?? next.terms.currency;
  return (
    (field === undefined ? undefined : contradiction("AmendmentInvalid", id, field, "one that can be issued")) ??
    (next.revision > header.revision
      ? undefined
      : contradiction("AmendmentInvalid", id, next.revision, `a revision after ${header.revision}`)) ??
    exceeds("AmendmentInvalid", id, settled, next.terms.amount) ??
    (settled + chargesSettled === 0n ? undefined : differs("AmendmentInvalid", id, next.terms.currency, currency)) ??
    (standing === "accepted" || lateDays + chargesSettled === 0n
      ? undefined
      : contradiction("AmendmentInvalid", id, lateDays, "no lateness that the buyer never saw")) ??
    (again
      ? contradiction("AmendmentInvalid", id, "a discount on the whole", "none, since something is paid")
      : undefined) ??
    // Before its acceptance the buyer has no say, afterwards nothing changes without it.
    differs("AmendmentInvalid", id, next.buyerBy !== NOBODY, standing === "accepted")
  );
}

/**
 * `ReceivableAmended`. What was queried or rejected is issued again; a consent to a transfer is void; what is disputed
 * is no more than was open before.
 */
export function amended(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, terms, document] = [args.bytes32("id"), readTerms(args.struct("terms")), args.bytes32("document")];
  const [policy, revision] = [args.unsigned("policy", 8), args.unsigned("revision", 32)];
  const [buyerBy, disputed] = [args.address("buyerBy"), args.unsigned("disputed", 256)];
  const closed = args.boolean("closed");
  args.address("by");
  args.address("supplierBy");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const why =
    mustOwe(id, receivable, ["issued", "queried", "rejected", "accepted"]) ??
    mustBeAgreeable(id, terms) ??
    mustBeAmendable(id, receivable, { policy, revision, terms, buyerBy }) ??
    mayDispute(id, receivable, 0n, disputed) ??
    mustClose(id, { ...receivable, terms }, receivable.entries, closed);
  if (why !== undefined) return why;
  receivable.header = { ...receivable.header, policy, revision };
  receivable.terms = terms;
  receivable.document = document;
  receivable.commitment = commitmentOf(receivable.header, termsHash(terms), document);
  if (receivable.standing !== "accepted") receivable.standing = "issued";
  receivable.transferee = NOBODY;
  receivable.disputed = disputed;
  receivable.closed = closed;
  return undefined;
}

/** The next revision under terms that the ledger derived; where they are sealed, its commitment is believed. */
function revise(
  id: Hex,
  receivable: ReceivableRecord,
  derive: (terms: OpenedTerms) => OpenedTerms,
  commitment: Hex,
): Contradiction | undefined {
  const header = { ...receivable.header, revision: receivable.header.revision + 1n };
  const terms = receivable.terms === undefined ? undefined : derive(receivable.terms);
  const field = refusedField(header);
  const derived = terms === undefined ? commitment : commitmentOf(header, termsHash(terms), receivable.document);
  const why =
    (field === undefined ? undefined : contradiction("AmendmentInvalid", id, field, "one that can be issued")) ??
    differs("CommitmentMismatch", id, commitment, derived);
  if (why !== undefined) return why;
  Object.assign(receivable, { header, commitment }, terms === undefined ? {} : { terms });
  return undefined;
}

/** `ReceivableDebited`: the same terms with a higher amount; what is disputed is no more than was open before. */
export function debited(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, amount, disputed] = [args.bytes32("id"), args.unsigned("amount", 256), args.unsigned("disputed", 256)];
  const commitment = args.bytes32("commitment");
  args.address("by");
  args.address("buyerBy");
  args.bytes32("reason");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const { terms, face } = receivable;
  const before = terms?.amount ?? face;
  const why =
    mustOwe(id, receivable, ACCEPTED) ??
    mustMove(id, amount) ??
    exceeds("DebitTooLarge", id, (before ?? 0n) + amount, MOST_PRINCIPAL) ??
    mayDispute(id, receivable, 0n, disputed) ??
    revise(id, receivable, (agreed) => ({ ...agreed, amount: agreed.amount + amount }), commitment);
  if (why !== undefined) return why;
  receivable.disputed = disputed;
  if (face !== undefined) receivable.face = face + amount;
  return undefined;
}

/** What of the earlier line is open and undisputed; what is wholly disputed is not in default (R39). */
function undisputedOf(overdue: ReceivableRecord): bigint {
  const open = openOf(overdue);
  return open > overdue.disputed ? open - overdue.disputed : 0n;
}

function mustBeInDefault(
  id: Hex,
  { header, terms }: ReceivableRecord,
  overdue: ReceivableRecord,
  dueDay: number,
  at: At,
): Contradiction | undefined {
  const line = overdue.header;
  const today = todayOf(overdue, at.timestamp);
  const lastDay = (overdue.terms?.dueDay ?? 0) + (terms?.accelerationDays ?? 0);
  return requires("AccelerationForbidden", id, [
    ["agreed acceleration", terms?.accelerationDays !== 0],
    ["a line of the same parties", line.supplier === header.supplier && line.buyer === header.buyer],
    ["a line of the same invoice", line.invoice === header.invoice],
    ["an earlier line", line.line < header.line],
    ["an earlier line that was accepted", overdue.standing === "accepted"],
    ["an earlier line that is open and undisputed", undisputedOf(overdue) > 0n],
    ["an earlier line that is long overdue", terms === undefined || today === undefined || today > lastDay],
    ["a line that is not due yet", terms === undefined || dueDay < terms.dueDay],
  ]);
}

/** `ReceivableAccelerated`: the same terms, due on the day of the block. */
export function accelerated(state: LedgerState, args: Arguments, at: At): Contradiction | undefined {
  const [id, earlier, commitment] = [args.bytes32("id"), args.bytes32("overdue"), args.bytes32("commitment")];
  const dueDay = args.small("dueDay", 32);
  args.address("by");
  const [receivable, overdue] = [known(state, id), known(state, earlier)];
  if ("kind" in receivable) return receivable;
  if ("kind" in overdue) return overdue;
  const today = todayOf(receivable, at.timestamp) ?? dueDay;
  return (
    mustOwe(id, receivable, ACCEPTED) ??
    mustBeInDefault(id, receivable, overdue, dueDay, at) ??
    differs("AccelerationForbidden", id, String(dueDay), String(today)) ??
    revise(id, receivable, (terms) => dueFrom(terms, dueDay), commitment)
  );
}
