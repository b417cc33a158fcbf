/** A receivable becomes parts, everything of which follows from it. */
import { isFaceKnown, known, mustOwe, openOf, requires, todayOf } from "./claims.ts";
import { commitmentOf, idOf, termsHash } from "./commitment.ts";
import type { Header } from "./commitment.ts";
import { partOf, wholeOf } from "./derived.ts";
import { dueOn } from "./due.ts";
import { contradiction, differs, exceeds } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import { FIRST_PART, record } from "./foldReceivables.ts";
import { hexOf } from "./hashing.ts";
import type { Hex } from "./hashing.ts";
import { discountStands } from "./history.ts";
import type { Arguments } from "./reading.ts";
import { NOBODY, advicesOf } from "./state.ts";
import type { At, LedgerState, ReceivableRecord } from "./state.ts";

const SPLITTABLE = 4n;
const MOST_PARTS = 100;

/** Whether the receivable may be split as it stands on that day. */
function mustBeSplittable(id: Hex, receivable: ReceivableRecord, at: At): Contradiction | undefined {
  const { header, terms, entries, settled, credited, chargesSettled, writtenOff, disputed } = receivable;
  const day = todayOf(receivable, at.timestamp);
  const due = terms === undefined || day === undefined ? undefined : dueOn(terms, entries, day);
  const slides = terms !== undefined && terms.slidingRate !== 0 && !terms.discountOnParts;
  const discounted = slides && day !== undefined && day < terms.dueDay && settled !== credited;
  return requires("SplitForbidden", id, [
    ["a policy that lets it be split", (header.policy & SPLITTABLE) !== 0n],
    ["no dispute", disputed === 0n],
    ["no advice", advicesOf(receivable) === 0],
    ["not written off", !writtenOff],
    ["no charges", chargesSettled === 0n && (due?.charges ?? 0n) === 0n],
    ["no sliding discount on what was paid", !discounted],
  ]);
}

function mustBeParts(
  id: Hex,
  receivable: ReceivableRecord,
  amounts: readonly bigint[],
  commitments: readonly Hex[],
): Contradiction | undefined {
  const sum = amounts.reduce((left, right) => left + right, 0n);
  const open = openOf(receivable);
  // Without a minimum it is ten to the power of nought: no part is nought.
  const least = 10n ** (receivable.header.policy / 8n);
  const small = amounts.find((amount) => amount < least);
  return (
    (small === undefined ? undefined : contradiction("PartTooSmall", id, small, `at least ${least}`)) ??
    requires("PartsInvalid", id, [
      ["two to a hundred parts", amounts.length >= 2 && amounts.length <= MOST_PARTS],
      ["as many commitments as parts", amounts.length === commitments.length],
    ]) ??
    (isFaceKnown(receivable) ? differs("PartsInvalid", id, sum, open) : exceeds("PartsInvalid", id, sum, open))
  );
}

/** The parts as receivables of their own; where the terms are sealed, their commitments are believed. */
function partsOf(
  id: Hex,
  parent: ReceivableRecord,
  first: Hex,
  amounts: readonly bigint[],
  commitments: readonly Hex[],
  at: At,
): (readonly [Hex, ReceivableRecord])[] {
  const { settled, credited, entries } = parent;
  const discounted = discountStands(entries);
  const open = openOf(parent);
  const whole = parent.terms === undefined ? undefined : wholeOf(parent.terms, { open, settled, credited, discounted });
  let before = 0n;
  return amounts.map((amount, index) => {
    const header: Header = { ...parent.header, invoice: id, line: FIRST_PART + BigInt(index) };
    const terms = whole === undefined ? undefined : partOf(whole, index, before, amount);
    before += amount;
    const { document } = parent;
    const commitment =
      terms === undefined ? (commitments[index] ?? hexOf(0n)) : commitmentOf(header, termsHash(terms), document);
    const known = terms === undefined ? { face: amount } : { terms };
    const part = record({ header, document, commitment, ...known }, at);
    return [idOf(header), { ...part, first, part: true, standing: "accepted" }];
  });
}

/** `ReceivableSplit`. The tokens of the parts were given to the holder just before. */
export function split(state: LedgerState, args: Arguments, at: At): Contradiction | undefined {
  const [id, amounts] = [args.bytes32("id"), args.unsignedList("amounts", 96)];
  const commitments = args.bytes32List("commitments");
  args.address("by");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const impossible =
    mustOwe(id, receivable, ["accepted"]) ??
    mustBeSplittable(id, receivable, at) ??
    mustBeParts(id, receivable, amounts, commitments);
  if (impossible !== undefined) return impossible;
  const first = state.tokens.get(id)?.holder ?? NOBODY;
  const parts = partsOf(id, receivable, first, amounts, commitments, at);
  for (const [index, [partId, { commitment }]] of parts.entries()) {
    const why =
      differs("CommitmentMismatch", partId, commitments[index] ?? "none", commitment) ??
      (state.receivables.has(partId) ? contradiction("AlreadyIssued", partId, commitment, "a new part") : undefined);
    if (why !== undefined) return why;
  }
  receivable.standing = "split";
  for (const [partId, part] of parts) state.receivables.set(partId, part);
  return undefined;
}
