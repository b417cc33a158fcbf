/** What a buyer owes by the receivables that it accepted, each with whom it is owed to and where that one is paid. */
import type { DiscountOffer, Payee } from "../../domain/account/movement.ts";
import type { Payable } from "../../domain/account/payList.ts";
import type { PayableAccount } from "../../domain/account/payRun.ts";
import { localDay, openPrincipal, quote } from "../../domain/money.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { contentOf } from "../../store/contents.ts";
import type { Sql } from "../../store/database.ts";
import { documentFactsOf, payableOf } from "../../store/pairItems.ts";
import type { DocumentFacts } from "../../store/pairItems.ts";
import { statesOf } from "../../store/readModel.ts";
import { ProblemError } from "../http/problems.ts";
import type { LedgerCurrency } from "./currency.ts";
import type { MakingDeps } from "./making.ts";
import { payableAccountOf, payeeOf } from "./parties.ts";
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

export interface Payables {
  /** One for each supplier. */
  readonly accounts: readonly PayableAccount[];
  /** How many cannot be opened here, and are left out. */
  readonly sealed: number;
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
  const known = await documentsOf(
    sql,
    [...states.values()].map(({ id, state }) => documentOf(id, state)),
  );
  const payees = new Map<Address, Payee>();
  const bySupplier = new Map<Address, Payable[]>();
  let sealed = 0;
  for (const { id, issued } of rows) {
    const state = states.get(id)?.state;
    if (state?.agreed === undefined) continue;
    const { supplier } = state.agreed.header;
    const terms = state.agreed.openTerms ?? (await contentOf(sql, state.commitment))?.receivable.terms;
    if (terms === undefined) sealed += 1;
    if (terms?.currency !== currency.address) continue;
    for (const party of [supplier, state.holder]) {
      const between = { id, supplier, buyer };
      if (!payees.has(party)) payees.set(party, await payableTo(sql, deps, asked, party, between));
    }
    const payee = state.holder === supplier ? undefined : payees.get(state.holder);
    const item = payable({ id, issued, state, terms }, known.get(documentOf(id, state)), day);
    const items = bySupplier.get(supplier) ?? [];
    bySupplier.set(supplier, items);
    items.push({ ...item, payee });
  }
  const accounts = [...bySupplier].map(([supplier, items]): PayableAccount => {
    return { supplier: payees.get(supplier) ?? { name: supplier }, currency, items, unapplied: [] };
  });
  return { accounts, sealed };
}

/** The receivable whose document tells what one is called: of a part, the one that was split. */
function documentOf(id: Hex, { agreed, part }: ReceivableState): Hex {
  return part && agreed !== undefined ? agreed.header.invoice : id;
}

async function documentsOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, DocumentFacts>> {
  const wholes = await statesOf(sql, ids);
  const known = new Map<Hex, DocumentFacts>();
  for (const [id, facts] of await documentFactsOf(sql, ids)) {
    const said = factsOf(facts, wholes.get(id)?.state.agreed?.header.invoice ?? id);
    if (said !== undefined) known.set(id, said);
  }
  return known;
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
}

function payable({ id, issued, state, terms }: Owed, facts: DocumentFacts | undefined, day: number): Payable {
  const rest = openPrincipal(terms, state);
  const line = state.agreed?.header.line ?? 0;
  const number = state.part && facts !== undefined ? `${facts.number ?? ""}-P${line - FIRST_PART + 1}` : undefined;
  return {
    kind: "invoice",
    number: number ?? numberOf(facts, { id, line }),
    day: dayOfDocument(facts) ?? localDay(terms, issued),
    ...{ due: terms.dueDay, amount: terms.amount, rest, payee: undefined },
    disputed: state.disputed < rest ? state.disputed : rest,
    discounts: offersOf(terms, state, day),
  };
}

/** The line of a split's first part. */
const FIRST_PART = 10_000;

/** What the ledger would grant on the day and on each later day on which a tier ends, as long as it falls. */
function offersOf(terms: Terms, state: ReceivableState, day: number): readonly DiscountOffer[] {
  const days = [day, terms.discountDay1, terms.discountDay2].filter((until) => until >= day);
  const offers = [...new Set(days)]
    .toSorted((left, right) => left - right)
    .map((until): DiscountOffer => ({ until, sum: quote(terms, state, until).discount }))
    .filter(({ sum }) => sum > 0n);
  // Of equal sums the last day counts.
  return offers.filter(({ sum }, place) => sum !== offers[place + 1]?.sum);
}
