/** Money that moved outside the chain: advised by the buyer, recorded by the holder, taken back by the bank. */
import { LIVE, carryMissing, known, mustClose, mustMove, mustOwe, mustStand, openOf, todayOf } from "./claims.ts";
import { dueOn } from "./due.ts";
import { contradiction, differs, exceeds } from "./findings.ts";
import type { Contradiction } from "./findings.ts";
import { readSettled, settleTold } from "./foldMoney.ts";
import type { Hex } from "./hashing.ts";
import type { Arguments } from "./reading.ts";
import { advicesOf } from "./state.ts";
import type { At, LedgerState, ReceivableRecord } from "./state.ts";

const MOST_ADVICES = 63n;

function mustHaveMoved(
  id: Hex,
  receivable: ReceivableRecord,
  valueDay: bigint,
  timestamp: number | undefined,
): Contradiction | undefined {
  const today = todayOf(receivable, timestamp);
  return today === undefined ? undefined : exceeds("ValueDayImpossible", id, valueDay, BigInt(today));
}

/** Nobody advises more than what is open and the charges of that day. */
function mostAdvised({ terms, entries, ...receivable }: ReceivableRecord, valueDay: bigint): bigint {
  if (terms === undefined) return openOf({ ...receivable, entries }) + 2n ** 96n;
  const { open, charges } = dueOn(terms, entries, Number(valueDay));
  return open + charges;
}

/** `ReceiptAdvised`; cash of nought takes an advice back. */
export function advised(state: LedgerState, args: Arguments, { timestamp }: At): Contradiction | undefined {
  const [id, bankRef] = [args.bytes32("id"), args.bytes32("bankRef")];
  const [cash, valueDay] = [args.unsigned("cash", 96), args.unsigned("valueDay", 32)];
  args.address("by");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const before = receivable.receipts.get(bankRef)?.kind ?? "withdrawn";
  const why =
    cash === 0n
      ? (mustStand(id, receivable, LIVE) ?? differs("ReceiptUnknown", bankRef, before, "advised"))
      : (mustOwe(id, receivable, LIVE) ??
        (before === "withdrawn" ? undefined : contradiction("ReceiptKnown", bankRef, before, "a new reference")) ??
        exceeds("AdvicesTooMany", id, BigInt(advicesOf(receivable)) + 1n, MOST_ADVICES) ??
        mustHaveMoved(id, receivable, valueDay, timestamp) ??
        exceeds("SettledTooMuch", id, cash, mostAdvised(receivable, valueDay)));
  if (why !== undefined) return why;
  receivable.receipts.set(bankRef, cash === 0n ? { kind: "withdrawn" } : { kind: "advised", cash, valueDay });
  return undefined;
}

/** `ReceiptRecorded`: reckoned on its value day, on what was recorded before it. */
export function recorded(state: LedgerState, args: Arguments, { timestamp }: At): Contradiction | undefined {
  const [id, holder, bankRef] = [args.bytes32("id"), args.address("holder"), args.bytes32("bankRef")];
  const [valueDay, told, answers] = [args.unsigned("valueDay", 32), readSettled(args), args.boolean("advised")];
  args.address("by");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const before = receivable.receipts.get(bankRef)?.kind ?? "withdrawn";
  const { principal, discount, charges, lateDays } = told;
  const cash = principal - discount + charges;
  const why =
    mustStand(id, receivable, LIVE) ??
    (before === "recorded" || before === "reversed"
      ? contradiction("ReceiptKnown", bankRef, before, "a new reference")
      : undefined) ??
    differs("ReceiptMismatch", bankRef, answers, before === "advised") ??
    mustOwe(id, receivable, LIVE) ??
    differs("HolderMismatch", id, holder, state.tokens.get(id)?.holder ?? "nobody") ??
    mustHaveMoved(id, receivable, valueDay, timestamp) ??
    mustMove(id, cash) ??
    settleTold(
      id,
      receivable,
      told,
      // The reference of the entry is what a reversal names.
      { kind: "receipt", day: Number(valueDay), cash, reference: bankRef },
      bankRef,
    );
  if (why !== undefined) return why;
  receivable.receipts.set(bankRef, { kind: "recorded", holder, principal, discount, charges, lateDays });
  return undefined;
}

/** `ReceiptReversed`: what that receipt settled is open again, unless nothing is due even so. */
export function reversed(state: LedgerState, args: Arguments): Contradiction | undefined {
  const [id, bankRef] = [args.bytes32("id"), args.bytes32("bankRef")];
  const [principal, discount] = [args.unsigned("principal", 256), args.unsigned("discount", 256)];
  const charges = args.unsigned("charges", 256);
  const [lateDays, closed] = [args.unsigned("lateDays", 256), args.boolean("closed")];
  args.address("by");
  args.bytes32("evidence");
  const receivable = known(state, id);
  if ("kind" in receivable) return receivable;
  const receipt = receivable.receipts.get(bankRef);
  const stands = mustStand(id, receivable, ["issued", "queried", "rejected", "accepted"]);
  if (stands !== undefined) return stands;
  if (receipt?.kind !== "recorded") {
    return contradiction("ReceiptUnknown", bankRef, receipt?.kind ?? "nothing", "a receipt that stands recorded");
  }
  const { entries } = receivable;
  const entry = { kind: "returned", reference: bankRef, closed } as const;
  const why =
    differs("ReceiptMismatch", `${bankRef} principal`, principal, receipt.principal) ??
    differs("ReceiptMismatch", `${bankRef} discount`, discount, receipt.discount) ??
    differs("ReceiptMismatch", `${bankRef} charges`, charges, receipt.charges) ??
    differs("ReceiptMismatch", `${bankRef} late days`, lateDays, receipt.lateDays) ??
    carryMissing(id, receivable) ??
    mustClose(id, receivable, [...entries, entry], closed);
  if (why !== undefined) return why;
  receivable.receipts.set(bankRef, { kind: "reversed" });
  entries.push(entry);
  receivable.settled -= principal;
  receivable.chargesSettled -= charges;
  receivable.lateDays -= lateDays;
  receivable.closed = closed;
  return undefined;
}
