/** Who plays before the table's rows, what a row is, and how a receivable comes to each of the table's columns. */
import { ClarificationAction, ClarificationReason } from "../../src/domain/clarification.ts";
import type { LedgerClient, ReceivableView } from "../../src/clients/port.ts";
import { idOf, openHeader, openTerms } from "../../src/domain/commitment.ts";
import type { Validity } from "../../src/domain/messages.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Header, Receivable, Terms } from "../../src/domain/receivable.ts";
import { addressOf, Role } from "../support/chain.ts";
import type { TestChain } from "../support/chain.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import type { State } from "./table.ts";

export interface Cast {
  readonly chain: TestChain;
  readonly supplier: LedgerClient;
  readonly buyer: LedgerClient;
  readonly stranger: LedgerClient;
  /** Days since 1970-01-01 where the receivables are due. */
  readonly today: number;
}

/** A row of the specification's table as something that can be done. */
export interface Deed {
  /** Who may; undefined where anyone may. */
  readonly party: Role | undefined;
  /** How a stranger is refused where the party is not. */
  readonly refusal: "NotAuthorised" | "NotOwnerNorApproved" | "ListeningForbidden";
  /** What the receivable must be like for the deed to be possible at all. */
  readonly over?: (cast: Cast) => { readonly header?: Partial<Header>; readonly terms?: Partial<Terms> };
  /** What must have happened to it while it was issued. */
  readonly prepare?: (cast: Cast, receivable: Receivable) => Promise<unknown>;
  /** Whether nothing may be disputed; elsewhere a disputed amount is there wherever one can be. */
  readonly undisputed?: true;
  readonly acts: readonly ((client: LedgerClient, receivable: Receivable, cast: Cast) => Promise<unknown>)[];
  /** What the table says it does, from the state before and after. */
  readonly effect: (before: ReceivableView, after: ReceivableView, receivable: Receivable, cast: Cast) => unknown;
}

const CLARIFICATION = { reason: ClarificationReason.PRI, action: ClarificationAction.PIN, text: ZERO_HASH };
let nonce = 0n;

/** A nonce that nobody has used, and long enough. */
export function nextValidity(): Validity {
  nonce += 1n;
  return { nonce, deadline: 4_000_000_000n };
}

/** Brings new receivables into each status of a column. */
export async function reach(cast: Cast, deed: Deed, state: State): Promise<readonly Receivable[]> {
  const { buyer } = cast;
  switch (state) {
    case "–":
      return [draft(cast, deed.over?.(cast))];
    case "I":
      return [await issued(cast, deed)];
    case "Q":
      return [await queried(cast, deed)];
    case "I or Q, closed": {
      const receivables = [await issued(cast, deed), await queried(cast, deed)];
      for (const receivable of receivables) await close(cast, receivable);
      return receivables;
    }
    case "J": {
      const receivable = await issued(cast, deed);
      await buyer.reject({ opened: openHeader(receivable), clarification: CLARIFICATION });
      return [receivable];
    }
    case "A":
      return [await accepted(cast, deed)];
    case "A, closed": {
      const receivable = await accepted(cast, deed);
      await close(cast, receivable);
      return [receivable];
    }
    case "X, S":
      return [await cancelled(cast), await split(cast)];
  }
}

function draft({ chain, today }: Cast, over: ReturnType<NonNullable<Deed["over"]>> = {}): Receivable {
  const header = headerOf(addressOf(Role.Supplier), addressOf(Role.Buyer), over.header);
  return receivableOf(header, termsOf(chain.currency, today, over.terms));
}

async function issued(cast: Cast, { over, prepare }: Deed): Promise<Receivable> {
  const receivable = draft(cast, over?.(cast));
  await cast.supplier.issue(receivable);
  await prepare?.(cast, receivable);
  return receivable;
}

async function queried(cast: Cast, deed: Deed): Promise<Receivable> {
  const receivable = await issued(cast, deed);
  await cast.buyer.query({ opened: openHeader(receivable), clarification: CLARIFICATION });
  return receivable;
}

async function accepted(cast: Cast, deed: Deed): Promise<Receivable> {
  const receivable = await issued(cast, deed);
  await cast.buyer.accept(receivable);
  if (deed.undisputed) return receivable;
  await cast.buyer.dispute({ receivable, amount: 1n, code: 1, evidence: ZERO_HASH });
  return receivable;
}

async function close({ supplier }: Cast, receivable: Receivable): Promise<void> {
  const id = idOf(receivable.header);
  const amount = receivable.terms.amount - (await supplier.stateOf(id)).settled;
  await supplier.credit({ id, opened: openTerms(receivable), amount, reason: ZERO_HASH });
}

async function cancelled(cast: Cast): Promise<Receivable> {
  const receivable = draft(cast);
  await cast.supplier.issue(receivable);
  await cast.supplier.cancel({ opened: openHeader(receivable), reason: ZERO_HASH });
  return receivable;
}

async function split(cast: Cast): Promise<Receivable> {
  const receivable = draft(cast, { header: { policy: 4 } });
  await cast.supplier.issue(receivable);
  await cast.buyer.accept(receivable);
  await cast.supplier.split({ receivable, amounts: [1n, receivable.terms.amount - 1n] });
  return receivable;
}
