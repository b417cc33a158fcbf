/** One receivable as it follows from its events. */
import type {
  ReceivableAccelerated,
  ReceivableAmended,
  ReceivableDebited,
  ReceivableSplit,
} from "./agreementEvents.ts";
import { commitmentOfHeader, idOf, termsHash } from "./commitment.ts";
import { accelerated, debited, partHeader, parts, revised } from "./derived.ts";
import type { LedgerEvent, ReceivableIssued, ReceivableSealed } from "./events.ts";
import { isLocked } from "./policy.ts";
import { ReceiptStatus } from "./receipts.ts";
import type { ReceiptState } from "./receipts.ts";
import { Status, ZERO_ADDRESS } from "./receivable.ts";
import type { Header, Hex, Position, Receivable } from "./receivable.ts";
import type { Agreement, ReceivableState } from "./receivableState.ts";

/** The events that are about one receivable. */
export type EventOfReceivable = Exclude<
  LedgerEvent,
  { name: "CashKept" | "CashClaimed" | "NonceSpent" | "RootRevoked" | "ApprovalForAll" }
>;

/** What settled principal and charges with cash. */
type Settled = Pick<Position, "lateDays" | "discounted"> & {
  readonly principal: bigint;
  readonly charges: bigint;
  readonly closed: boolean;
};

/** A receivable after one of its events; the parts of a split are {@link partsOf}. */
export function after(before: ReceivableState, event: EventOfReceivable): ReceivableState {
  switch (event.name) {
    case "Transfer":
      return { ...before, holder: event.to, approved: ZERO_ADDRESS, transferee: ZERO_ADDRESS, listening: false };
    case "Approval":
      return { ...before, approved: event.account };
    case "TransferConsented":
      return { ...before, transferee: event.to };
    case "ListeningBegun":
      return { ...before, listening: true };
    case "ReceivableIssued":
      return issued(before, event, { terms: termsHash(event.terms), openTerms: event.terms, content: "0x" });
    case "ReceivableSealed":
      return issued(before, event, { terms: event.terms, openTerms: undefined, content: event.content });
    case "ReceivableAccepted":
      return { ...before, status: Status.Accepted };
    case "ReceivableQueried":
      return { ...before, status: Status.Queried };
    case "ReceivableRejected":
      return { ...before, status: Status.Rejected };
    case "ReceivableCancelled":
      return { ...before, status: Status.Cancelled };
    case "ReceivableSplit":
      return { ...before, status: Status.Split };
    case "ReceivableWrittenOff":
      return { ...before, writtenOff: true };
    case "ReceivableAmended":
      return amended(before, event);
    case "ReceivableDebited":
      return { ...derived(before, event, (whole) => debited(whole, event.amount)), disputed: event.disputed };
    case "ReceivableAccelerated":
      return derived(before, event, (receivable) => accelerated(receivable, event.dueDay));
    case "ReceivableDisputed":
    case "DisputeResolved":
      return { ...before, disputed: event.disputed };
    default:
      return afterMoney(before, event);
  }
}

type MoneyEvent = Extract<
  LedgerEvent,
  {
    name:
      | "ReceivablePaid"
      | "DiscountCarried"
      | "ReceiptAdvised"
      | "ReceiptRecorded"
      | "ReceiptReversed"
      | "ReceivableCredited"
      | "ChargesWaived";
  }
>;

function afterMoney(before: ReceivableState, event: MoneyEvent): ReceivableState {
  switch (event.name) {
    case "ReceivablePaid":
      return settled(before, { ...event, discounted: before.discounted || event.discount !== 0n });
    case "DiscountCarried":
      return { ...before, carry: event.carry, detailed: true };
    case "ReceivableCredited": {
      const { principal, closed } = event;
      return { ...before, settled: before.settled + principal, credited: before.credited + principal, closed };
    }
    case "ChargesWaived": {
      const chargesSettled = before.chargesSettled + event.charges;
      return { ...before, chargesSettled, detailed: true, closed: event.closed };
    }
    case "ReceiptAdvised": {
      const { bankRef, cash, valueDay } = event;
      return withReceipt(
        before,
        bankRef,
        cash === 0n ? undefined : { status: ReceiptStatus.Advised, advice: { bankRef, cash, valueDay } },
      );
    }
    case "ReceiptRecorded": {
      const { bankRef, holder, principal, discount, charges, lateDays } = event;
      const recorded = { bankRef, holder, principal, discount, charges, lateDays };
      const discounted = before.discounted || discount !== 0n;
      return withReceipt(settled(before, { ...event, discounted }), bankRef, {
        status: ReceiptStatus.Recorded,
        recorded,
      });
    }
    case "ReceiptReversed": {
      const { principal, discount, charges, lateDays, closed } = event;
      const reopened = settled(before, {
        principal: -principal,
        charges: -charges,
        lateDays: -lateDays,
        discounted: before.discounted && discount === 0n,
        closed,
      });
      return withReceipt(reopened, event.bankRef, { status: ReceiptStatus.Reversed });
    }
  }
}

function settled(before: ReceivableState, told: Settled): ReceivableState {
  const { principal, charges, lateDays, discounted, closed } = told;
  return {
    ...before,
    settled: before.settled + principal,
    lateDays: before.lateDays + lateDays,
    discounted,
    chargesSettled: before.chargesSettled + charges,
    detailed: before.detailed || lateDays !== 0n || charges !== 0n,
    closed,
  };
}

function withReceipt(before: ReceivableState, bankRef: Hex, receipt: ReceiptState | undefined): ReceivableState {
  const receipts = new Map(before.receipts);
  if (receipt === undefined) receipts.delete(bankRef);
  else receipts.set(bankRef, receipt);
  const advices = [...receipts.values()].filter(({ status }) => status === ReceiptStatus.Advised).length;
  return { ...before, advices, receipts };
}

function issued(
  before: ReceivableState,
  { supplier, buyer, invoice, line, policy, revision, document }: ReceivableIssued | ReceivableSealed,
  terms: Pick<Agreement, "openTerms" | "content"> & { readonly terms: Hex },
): ReceivableState {
  const header: Header = { supplier, buyer, invoice, line, policy, revision };
  const agreed = { header, document, ...terms };
  return { ...before, agreed, commitment: commitmentOfHeader(agreed), status: Status.Issued, locked: isLocked(policy) };
}

/** The agreement is in the open from now on. */
function amended(before: ReceivableState, event: ReceivableAmended): ReceivableState {
  if (before.agreed === undefined) return before;
  const { policy, revision, terms: openTerms, document, disputed, closed } = event;
  const header = { ...before.agreed.header, policy, revision };
  const agreed = { header, terms: termsHash(openTerms), document, openTerms, content: "0x" } as const;
  return {
    ...before,
    agreed,
    commitment: commitmentOfHeader(agreed),
    status: before.status === Status.Accepted ? Status.Accepted : Status.Issued,
    locked: isLocked(policy),
    transferee: ZERO_ADDRESS,
    disputed,
    closed,
  };
}

function derived(
  before: ReceivableState,
  { commitment }: ReceivableDebited | ReceivableAccelerated,
  revise: (receivable: Receivable) => Receivable,
): ReceivableState {
  if (before.agreed === undefined) return { ...before, commitment };
  const { header, openTerms: terms, document } = before.agreed;
  const openTerms = terms && revise({ header, terms, document }).terms;
  const agreed = { ...before.agreed, header: revised(header), openTerms, terms: openTerms && termsHash(openTerms) };
  return { ...before, agreed, commitment };
}

/** What a split makes of its parts, by their ids; none if nobody has issued what is split. */
export function partsOf(
  whole: ReceivableState,
  { amounts, commitments }: ReceivableSplit,
): ReadonlyMap<Hex, Pick<ReceivableState, "agreed" | "commitment" | "status" | "locked" | "part">> {
  if (whole.agreed === undefined) return new Map();
  const { header: parent, openTerms: terms, document, content } = whole.agreed;
  const opened = terms && parts({ header: parent, terms, document }, whole, amounts);
  return new Map(
    commitments.map((commitment, index) => {
      const header = partHeader(parent, index);
      const openTerms = opened?.[index]?.terms;
      const agreed: Agreement = { header, terms: openTerms && termsHash(openTerms), document, openTerms, content };
      const { locked } = whole;
      return [idOf(header), { agreed, commitment, status: Status.Accepted, locked, part: true }];
    }),
  );
}
