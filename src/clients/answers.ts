/** What the contracts answer, in the port's words. */
import type { Mandate, Voucher } from "../domain/directory.ts";
import type { ReceiptStatus } from "../domain/receipts.ts";
import type { Hex, Quote, Status } from "../domain/receivable.ts";
import type { BalanceReply, Posted } from "../domain/statement.ts";
import type { DealTerms } from "../domain/factoring/deal.ts";
import type { DealView } from "./desk.ts";
import type { ReceivableView } from "./port.ts";

/** A struct as a library gives it: hex as text, and integers as it likes. */
type Answer<Shape> = {
  readonly [Field in keyof Shape]: Shape[Field] extends Hex
    ? string
    : Shape[Field] extends boolean
      ? boolean
      : bigint | number;
};

export function viewOf(answer: Answer<ReceivableView>): ReceivableView {
  return {
    commitment: hex(answer.commitment),
    status: Number(answer.status) as Status,
    holder: hex(answer.holder),
    closed: answer.closed,
    locked: answer.locked,
    settled: BigInt(answer.settled),
    credited: BigInt(answer.credited),
    disputed: BigInt(answer.disputed),
    lateDays: BigInt(answer.lateDays),
    chargesSettled: BigInt(answer.chargesSettled),
    carry: BigInt(answer.carry),
    discounted: answer.discounted,
    advices: Number(answer.advices),
    writtenOff: answer.writtenOff,
    part: answer.part,
    transferee: hex(answer.transferee),
    listening: answer.listening,
  };
}

export function quoteOf({ open, discount, charges, payoff, daysLate }: Quote): Quote {
  return { open, discount, charges, payoff, daysLate };
}

export function receiptStatusOf(answer: bigint | number): ReceiptStatus {
  return Number(answer) as ReceiptStatus;
}

export function postedOf({ root, version, reply }: Answer<Posted>): Posted {
  return { root: hex(root), version: Number(version), reply: Number(reply) as BalanceReply };
}

export function dealViewOf([terms, funds, fees]: readonly [Answer<DealTerms>, bigint, bigint]): DealView {
  const { seller, feeRate, basis, recourseDays, utcOffset } = terms;
  const rates = { feeRate: Number(feeRate), basis: Number(basis), recourseDays: Number(recourseDays) };
  return { terms: { seller: hex(seller), ...rates, utcOffset: Number(utcOffset) }, funds, fees };
}

export function voucherOf(answer: Answer<Voucher>): Voucher {
  return {
    legalId: hex(answer.legalId),
    evidence: hex(answer.evidence),
    enroller: hex(answer.enroller),
    channel: Number(answer.channel),
    since: Number(answer.since),
    until: Number(answer.until),
  };
}

export function mandateOf(answer: Answer<Mandate>): Mandate {
  return {
    verbs: Number(answer.verbs),
    from: Number(answer.from),
    until: Number(answer.until),
    cap: BigInt(answer.cap),
    currency: hex(answer.currency),
    document: hex(answer.document),
  };
}

/** In lower case, as events have it, whatever case the library likes. */
export function hex(text: string): Hex {
  return text.toLowerCase() as Hex;
}
