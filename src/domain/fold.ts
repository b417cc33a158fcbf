/**
 * A receivable is a fold over its events: what the ledger stores is what follows from what it recorded, and nothing
 * else. This function is the read model and the shortest specification of the ledger; `words.ts` gives the storage
 * words that follow from its result.
 */
import { commitmentOfHeader, termsHash } from "./commitment.ts";
import type { LedgerEvent, ReceivableIssued, ReceivableSealed } from "./events.ts";
import { isLocked } from "./policy.ts";
import { Status, ZERO_ADDRESS, ZERO_HASH } from "./receivable.ts";
import type { Address, Header, Hex, OpenHeader, Position, Terms } from "./receivable.ts";

/** What was agreed, as far as the chain says. */
export interface Agreement extends OpenHeader {
  /** The opened terms; undefined if they are sealed. */
  readonly openTerms: Terms | undefined;
  /** What was sealed to the readers; "0x" if the terms are in the open. */
  readonly content: Hex;
}

/** A receivable as it stands. Amounts are minor units. */
export interface ReceivableState extends Position {
  /** Undefined before it is issued. */
  readonly agreed: Agreement | undefined;
  readonly commitment: Hex;
  readonly status: Status;
  /** Whom the open amount is owed to. */
  readonly holder: Address;
  /** Who else may transfer it; zero for nobody. */
  readonly approved: Address;
  /** Whether it cannot change hands. */
  readonly locked: boolean;
  /** Whether nothing is due any more. */
  readonly closed: boolean;
  /** Whether late days, charges or a carried discount were ever recorded. */
  readonly detailed: boolean;
  /** As last recorded; what was paid since is no longer disputed. */
  readonly disputed: bigint;
}

/** Cash that waits for a holder that could not be paid. */
export interface KeptCash {
  readonly id: Hex;
  readonly holder: Address;
  readonly currency: Address;
  readonly amount: bigint;
}

/** All that the ledger knows. Keys of pairs and triples are their parts joined by {@link keyOf}. */
export interface LedgerState {
  readonly receivables: ReadonlyMap<Hex, ReceivableState>;
  readonly kept: ReadonlyMap<string, KeptCash>;
  readonly spentNonces: ReadonlyMap<string, { readonly signer: Address; readonly nonce: bigint }>;
  readonly revokedRoots: ReadonlyMap<string, { readonly signer: Address; readonly root: Hex }>;
  readonly operators: ReadonlyMap<string, { readonly owner: Address; readonly operator: Address }>;
}

/** A receivable that nobody has issued. */
export const UNKNOWN_RECEIVABLE: ReceivableState = {
  agreed: undefined,
  commitment: ZERO_HASH,
  status: Status.None,
  holder: ZERO_ADDRESS,
  approved: ZERO_ADDRESS,
  locked: false,
  closed: false,
  detailed: false,
  disputed: 0n,
  settled: 0n,
  credited: 0n,
  lateDays: 0n,
  chargesSettled: 0n,
  carry: 0n,
};

/** The ledger before its first event. */
export const EMPTY_LEDGER: LedgerState = {
  receivables: new Map(),
  kept: new Map(),
  spentNonces: new Map(),
  revokedRoots: new Map(),
  operators: new Map(),
};

type Draft = {
  readonly [Table in keyof LedgerState]: LedgerState[Table] extends ReadonlyMap<infer Key, infer Row>
    ? Map<Key, Row>
    : never;
};
type EventOfReceivable = Exclude<
  LedgerEvent,
  { name: "CashKept" | "CashClaimed" | "NonceSpent" | "RootRevoked" | "ApprovalForAll" }
>;

/** The key of several addresses, hashes or numbers. */
export function keyOf(...parts: readonly (Hex | bigint)[]): string {
  return parts.map((part) => part.toString().toLowerCase()).join("/");
}

/**
 * The ledger after some more events, in the order of the chain. The given state stays as it is. Total: whatever the
 * ledger recorded is taken as it is.
 */
export function fold(state: LedgerState, events: Iterable<LedgerEvent>): LedgerState {
  const next: Draft = {
    receivables: new Map(state.receivables),
    kept: new Map(state.kept),
    spentNonces: new Map(state.spentNonces),
    revokedRoots: new Map(state.revokedRoots),
    operators: new Map(state.operators),
  };
  for (const event of events) record(next, event);
  return next;
}

function record(ledger: Draft, event: LedgerEvent): void {
  switch (event.name) {
    case "CashKept": {
      const { id, holder, currency } = event;
      const key = keyOf(holder, currency, id);
      const amount = (ledger.kept.get(key)?.amount ?? 0n) + event.amount;
      ledger.kept.set(key, { id, holder, currency, amount });
      break;
    }
    case "CashClaimed":
      ledger.kept.delete(keyOf(event.holder, event.currency, event.id));
      break;
    case "NonceSpent":
      ledger.spentNonces.set(keyOf(event.signer, event.nonce), { signer: event.signer, nonce: event.nonce });
      break;
    case "RootRevoked":
      ledger.revokedRoots.set(keyOf(event.signer, event.root), { signer: event.signer, root: event.root });
      break;
    case "ApprovalForAll": {
      const { owner, operator, isApproved } = event;
      if (isApproved) ledger.operators.set(keyOf(owner, operator), { owner, operator });
      else ledger.operators.delete(keyOf(owner, operator));
      break;
    }
    default:
      ledger.receivables.set(event.id, after(ledger.receivables.get(event.id) ?? UNKNOWN_RECEIVABLE, event));
  }
}

/** One receivable after one of its events. */
function after(before: ReceivableState, event: EventOfReceivable): ReceivableState {
  switch (event.name) {
    case "Transfer":
      return { ...before, holder: event.to, approved: ZERO_ADDRESS };
    case "Approval":
      return { ...before, approved: event.account };
    case "ReceivableIssued":
      return issued(before, event, { terms: termsHash(event.terms), openTerms: event.terms, content: "0x" });
    case "ReceivableSealed":
      return issued(before, event, { terms: event.terms, openTerms: undefined, content: event.content });
    case "ReceivableAccepted":
      return { ...before, status: Status.Accepted };
    case "ReceivablePaid":
      return {
        ...before,
        settled: before.settled + event.principal,
        lateDays: before.lateDays + event.lateDays,
        chargesSettled: before.chargesSettled + event.charges,
        detailed: before.detailed || event.lateDays + event.charges !== 0n,
        closed: event.closed,
      };
    case "DiscountCarried":
      return { ...before, carry: event.carry, detailed: true };
    case "ReceivableCredited":
      return {
        ...before,
        settled: before.settled + event.principal,
        credited: before.credited + event.principal,
        closed: event.closed,
      };
    case "ReceivableDisputed":
    case "DisputeResolved":
      return { ...before, disputed: event.disputed };
  }
}

function issued(
  before: ReceivableState,
  { supplier, buyer, invoice, line, policy, revision, document }: ReceivableIssued | ReceivableSealed,
  terms: Pick<Agreement, "terms" | "openTerms" | "content">,
): ReceivableState {
  const header: Header = { supplier, buyer, invoice, line, policy, revision };
  const agreed: Agreement = { header, document, ...terms };
  return { ...before, agreed, commitment: commitmentOfHeader(agreed), status: Status.Issued, locked: isLocked(policy) };
}
