/**
 * A receivable is a fold over its events: what the ledger stores is what follows from what it recorded, and nothing
 * else. This function is the read model and the shortest specification of the ledger; `words.ts` gives the storage
 * words that follow from its result.
 */
import type { LedgerEvent } from "./events.ts";
import { after, partsOf } from "./foldReceivable.ts";
import type { Address, Hex } from "./receivable.ts";
import { UNKNOWN_RECEIVABLE } from "./receivableState.ts";
import type { ReceivableState } from "./receivableState.ts";

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
    case "ReceivableSplit": {
      const whole = receivableOf(ledger, event.id);
      for (const [id, part] of partsOf(whole, event))
        ledger.receivables.set(id, { ...receivableOf(ledger, id), ...part });
      ledger.receivables.set(event.id, after(whole, event));
      break;
    }
    default:
      ledger.receivables.set(event.id, after(receivableOf(ledger, event.id), event));
  }
}

function receivableOf(ledger: Draft, id: Hex): ReceivableState {
  return ledger.receivables.get(id) ?? UNKNOWN_RECEIVABLE;
}
