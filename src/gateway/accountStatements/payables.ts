/** What a buyer owes by the receivables that it accepted, each with whom it is owed to and where that one is paid. */
import { numberOfPart } from "../../domain/account/ledgerAccount.ts";
import type { DiscountOffer, Payee } from "../../domain/account/movement.ts";
import type { Payable } from "../../domain/account/payList.ts";
import type { PayableAccount } from "../../domain/account/payRun.ts";
import { afterPayment, allocate, localDay, openPrincipal, quote } from "../../domain/money.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import type { Address, Hex, Position, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { assignmentsOf } from "../../store/assignments.ts";
import type { Assignment } from "../../store/assignments.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { documentFactsOf, payableOf } from "../../store/pairItems.ts";
import type { DocumentFacts } from "../../store/pairItems.ts";
import { lineageOf, statesOf } from "../../store/readModel.ts";
import { ProblemError } from "../http/problems.ts";
import type { LedgerCurrency } from "./currency.ts";
import type { MakingDeps } from "./making.ts";
import { noticeStanding, payableAccountOf, payeeOf } from "./parties.ts";
import { dayOfDocument, factsOf, numberOf } from "./reading.ts";

const MOST_PAYABLES = 5_000;

export interface PayablesAsked {
  readonly buyer: Address;
  /** One supplier alone. */
  readonly supplier: Address | undefined;
  readonly currency: LedgerCurrency;
  /** Of payment, days since 1970-01-01. */
  readonly day: number;
}

/** An item, and whom it is owed to since when. */
export interface AssignedPayable extends Payable {
  readonly supplierAddress: Address;
  /** Null of what its supplier holds and nobody gave notice of. */
  readonly assignment: Assignment | null;
}

export interface AssignedAccount extends PayableAccount {
  readonly items: readonly AssignedPayable[];
}

export interface Payables {
  /** One for each supplier. */
  readonly accounts: readonly AssignedAccount[];
  /** How many cannot be opened here, and are left out. */
  readonly sealed: number;
  /** How many the buyer has advised payments of in full, and which are left out: nothing is paid twice. */
  readonly advised: number;
}

/** @throws ProblemError `AccountTooLong` */
export async function payablesOf(sql: Sql, deps: MakingDeps, asked: PayablesAsked): Promise<Payables> {
  const { buyer, currency, day } = asked;
  const rows = await payableOf(sql, buyer, asked.supplier, MOST_PAYABLES + 1);
  if (rows.length > MOST_PAYABLES) {
    const detail = `more than ${MOST_PAYABLES} receivables are open: name one supplier as the counterparty`;
    throw new ProblemError("AccountTooLong", detail);
  }
  const states = await statesOf(
    sql,
    rows.map(({ id }) => id),
  );
  const known = await captionsOf(sql, [...states.keys()]);
  const assignments = await assignmentsOf(sql, [...states.keys()]);
  const payees = new Map<Address, Payee>();
  const bySupplier = new Map<Address, AssignedPayable[]>();
  let [sealed, advised] = [0, 0];
  for (const { id, issued } of rows) {
    const state = states.get(id)?.state;
    if (state?.agreed === undefined) continue;
    const { supplier } = state.agreed.header;
    const terms = state.agreed.openTerms ?? (await contentOf(sql, state.commitment))?.receivable.terms;
    if (terms === undefined) sealed += 1;
    if (terms?.currency !== currency.address) continue;
    const position = afterAdvices(terms, state);
    if (openPrincipal(terms, position) === 0n) {
      advised += 1;
      continue;
    }
    const assignment = assignments.get(id) ?? null;
    const owner = assignment?.payee ?? state.holder;
    for (const party of [supplier, owner]) {
      const between = { id, supplier, buyer };
      if (!payees.has(party)) payees.set(party, await payableTo(sql, deps, asked, party, between));
    }
    const payee = owner === supplier ? undefined : payees.get(owner);
    const item = payable({ id, issued, state, terms, position }, known.get(id), day);
    const items = bySupplier.get(supplier) ?? [];
    bySupplier.set(supplier, items);
    const noticeRefused = payee !== undefined && assignment !== null && noticeStanding(assignment) === "refused";
    items.push({ ...item, payee, noticeRefused, supplierAddress: supplier, assignment });
  }
  const accounts = [...bySupplier].map(([supplier, items]): AssignedAccount => {
    return { supplier: payees.get(supplier) ?? { name: supplier }, currency, items, unapplied: [] };
  });
  return { accounts, sealed, advised };
}

/** What people call a receivable; of a part, after the document of the whole. */
interface Called {
  readonly number: string;
  readonly facts: DocumentFacts | undefined;
}

async function captionsOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, Called>> {
  const lineage = await lineageOf(sql, ids);
  const [states, facts] = [await statesOf(sql, lineage), await documentFactsOf(sql, lineage)];
  const calledBy = (id: Hex): Called => {
    const { agreed, part = false } = states.get(id)?.state ?? {};
    const { invoice = id, line = 0 } = agreed?.header ?? {};
    if (agreed === undefined || !part) {
      const said = factsOf(facts.get(id), invoice);
      return { number: numberOf(said, { id, line }), facts: said };
    }
    const whole = calledBy(invoice);
    return { ...whole, number: numberOfPart(whole.number, agreed.header) };
  };
  return new Map(ids.map((id) => [id, calledBy(id)]));
}

/** Where the money stands once the holder records what the buyer has advised: that is on its way. */
function afterAdvices(terms: Terms, state: ReceivableState): Position {
  const advices = [...state.receipts.values()].flatMap((receipt) =>
    receipt.status === ReceiptStatus.Advised ? [receipt.advice] : [],
  );
  return advices
    .toSorted((left, right) => left.valueDay - right.valueDay)
    .reduce<Position>((position, { cash, valueDay }) => {
      return cash === 0n ? position : afterPayment(position, allocate(terms, position, valueDay, cash));
    }, state);
}

async function payableTo(
  sql: Sql,
  { now, secret }: MakingDeps,
  { buyer, currency }: PayablesAsked,
  party: Address,
  between: Parameters<typeof payeeOf>[3],
): Promise<Payee> {
  const payee = await payeeOf(sql, buyer, party, between);
  const question = { payee: party, asking: buyer, currency: currency.code, now: now(), secret };
  const account = await payableAccountOf(sql, question);
  return { ...payee, ...(account === undefined ? {} : { account }) };
}

interface Owed {
  readonly id: Hex;
  readonly issued: number;
  readonly state: ReceivableState;
  readonly terms: Terms;
  /** With what was advised. */
  readonly position: Position;
}

function payable({ id, issued, state, terms, position }: Owed, called: Called | undefined, day: number): Payable {
  const rest = openPrincipal(terms, position);
  return {
    kind: "invoice",
    number: called?.number ?? numberOf(undefined, { id, line: 0 }),
    day: dayOfDocument(called?.facts) ?? localDay(terms, issued),
    ...{ due: terms.dueDay, amount: terms.amount, rest, payee: undefined },
    disputed: state.disputed < rest ? state.disputed : rest,
    discounts: offersOf(terms, position, day),
  };
}

/** What the ledger would grant on the day and on each later day on which a tier ends, as long as it falls. */
function offersOf(terms: Terms, position: Position, day: number): readonly DiscountOffer[] {
  const days = [day, terms.discountDay1, terms.discountDay2].filter((until) => until >= day);
  const offers = [...new Set(days)]
    .toSorted((left, right) => left - right)
    .map((until): DiscountOffer => ({ until, sum: quote(terms, position, until).discount }))
    .filter(({ sum }) => sum > 0n);
  // Of equal sums the last day counts.
  return offers.filter(({ sum }, place) => sum !== offers[place + 1]?.sum);
}
