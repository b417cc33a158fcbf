/** How a receivable lies in its row, field by field. */
import type { Hex, Terms } from "../domain/receivable.ts";
import type { Address, Status } from "../domain/receivable.ts";
import type { Agreement, ReceivableState } from "../domain/receivableState.ts";
import { bytes } from "./values.ts";
import type { SqlScalar } from "./values.ts";

/** A receivable as it stands, and which events brought it there. */
export interface StoredState {
  readonly id: Hex;
  readonly state: ReceivableState;
  /** The block of its first event. */
  readonly issuedBlock: number;
  /** Where its last event stands. */
  readonly changedBlock: number;
  readonly changedLog: number;
}

type Column = readonly [name: string, read: (row: StoredState) => SqlScalar];

function agreed(name: string, read: (agreement: Agreement) => SqlScalar): Column {
  return [name, ({ state }) => (state.agreed === undefined ? null : read(state.agreed))];
}

function term(name: string, read: (terms: Terms) => SqlScalar): Column {
  return [name, ({ state }) => (state.agreed?.openTerms === undefined ? null : read(state.agreed.openTerms))];
}

const COLUMNS: readonly Column[] = [
  ["id", ({ id }) => bytes(id)],
  agreed("supplier", ({ header }) => bytes(header.supplier)),
  agreed("buyer", ({ header }) => bytes(header.buyer)),
  agreed("invoice", ({ header }) => bytes(header.invoice)),
  agreed("line", ({ header }) => header.line),
  agreed("policy", ({ header }) => header.policy),
  agreed("revision", ({ header }) => header.revision),
  agreed("terms", ({ terms }) => (terms === undefined ? null : bytes(terms))),
  agreed("document", ({ document }) => bytes(document)),
  agreed("content", ({ content }) => bytes(content)),
  term("currency", ({ currency }) => bytes(currency)),
  term("amount", ({ amount }) => amount),
  term("due_day", ({ dueDay }) => dueDay),
  term("utc_offset", ({ utcOffset }) => utcOffset),
  term("discount_day1", ({ discountDay1 }) => discountDay1),
  term("discount1", ({ discount1 }) => discount1),
  term("discount_day2", ({ discountDay2 }) => discountDay2),
  term("discount2", ({ discount2 }) => discount2),
  term("sliding_rate", ({ slidingRate }) => slidingRate),
  term("discount_on_parts", ({ discountOnParts }) => discountOnParts),
  term("late_rate", ({ lateRate }) => lateRate),
  term("basis", ({ basis }) => basis),
  term("grace_days", ({ graceDays }) => graceDays),
  term("fixed_sum", ({ fixedSum }) => fixedSum),
  term("allocation", ({ allocation }) => allocation),
  term("acceleration_days", ({ accelerationDays }) => accelerationDays),
  term("salt", ({ salt }) => bytes(salt)),
  ["commitment", ({ state }) => bytes(state.commitment)],
  ["status", ({ state }) => state.status],
  ["holder", ({ state }) => bytes(state.holder)],
  ["approved", ({ state }) => bytes(state.approved)],
  ["locked", ({ state }) => state.locked],
  ["transferee", ({ state }) => bytes(state.transferee)],
  ["listening", ({ state }) => state.listening],
  ["closed", ({ state }) => state.closed],
  ["detailed", ({ state }) => state.detailed],
  ["disputed", ({ state }) => state.disputed],
  ["written_off", ({ state }) => state.writtenOff],
  ["part", ({ state }) => state.part],
  ["advices", ({ state }) => state.advices],
  ["settled", ({ state }) => state.settled],
  ["credited", ({ state }) => state.credited],
  ["late_days", ({ state }) => state.lateDays],
  ["charges_settled", ({ state }) => state.chargesSettled],
  ["carry", ({ state }) => state.carry],
  ["discounted", ({ state }) => state.discounted],
  ["issued_block", ({ issuedBlock }) => issuedBlock],
  ["changed_block", ({ changedBlock }) => changedBlock],
  ["changed_log", ({ changedLog }) => changedLog],
];

export const STATE_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/** The values of {@link STATE_COLUMNS}. */
export function rowOfState(stored: StoredState): readonly SqlScalar[] {
  return COLUMNS.map(([, read]) => read(stored));
}

/** A row of {@link STATE_COLUMNS}; the columns that are null before the issue, or while the terms are sealed. */
export interface StateRow {
  readonly id: Hex;
  readonly supplier: Address | null;
  readonly buyer: Address;
  readonly invoice: Hex;
  readonly line: number;
  readonly policy: number;
  readonly revision: number;
  readonly terms: Hex | null;
  readonly document: Hex;
  readonly content: Hex;
  readonly currency: Address | null;
  readonly amount: bigint;
  readonly due_day: number;
  readonly utc_offset: number;
  readonly discount_day1: number;
  readonly discount1: bigint;
  readonly discount_day2: number;
  readonly discount2: bigint;
  readonly sliding_rate: number;
  readonly discount_on_parts: boolean;
  readonly late_rate: number;
  readonly basis: number;
  readonly grace_days: number;
  readonly fixed_sum: bigint;
  readonly allocation: number;
  readonly acceleration_days: number;
  readonly salt: Hex;
  readonly commitment: Hex;
  readonly status: Status;
  readonly holder: Address;
  readonly approved: Address;
  readonly locked: boolean;
  readonly transferee: Address;
  readonly listening: boolean;
  readonly closed: boolean;
  readonly detailed: boolean;
  readonly disputed: bigint;
  readonly written_off: boolean;
  readonly part: boolean;
  readonly advices: number;
  readonly settled: bigint;
  readonly credited: bigint;
  readonly late_days: bigint;
  readonly charges_settled: bigint;
  readonly carry: bigint;
  readonly discounted: boolean;
  readonly issued_block: number;
  readonly changed_block: number;
  readonly changed_log: number;
}

/** The receivable of a row; what became of its bank references lies in a table of its own. */
export function stateOfRow(row: StateRow, receipts: ReceivableState["receipts"]): StoredState {
  const state: ReceivableState = {
    agreed: agreementOf(row),
    commitment: row.commitment,
    status: row.status,
    holder: row.holder,
    approved: row.approved,
    locked: row.locked,
    transferee: row.transferee,
    listening: row.listening,
    closed: row.closed,
    detailed: row.detailed,
    disputed: row.disputed,
    writtenOff: row.written_off,
    part: row.part,
    advices: row.advices,
    receipts,
    settled: row.settled,
    credited: row.credited,
    lateDays: row.late_days,
    chargesSettled: row.charges_settled,
    carry: row.carry,
    discounted: row.discounted,
  };
  const { id, issued_block: issuedBlock, changed_block: changedBlock, changed_log: changedLog } = row;
  return { id, state, issuedBlock, changedBlock, changedLog };
}

function agreementOf(row: StateRow): Agreement | undefined {
  const { supplier, buyer, invoice, line, policy, revision, terms, document, content } = row;
  if (supplier === null) return undefined;
  const header = { supplier, buyer, invoice, line, policy, revision };
  return { header, terms: terms ?? undefined, document, openTerms: termsOf(row), content };
}

function termsOf({ currency, ...row }: StateRow): Terms | undefined {
  if (currency === null) return undefined;
  return {
    currency,
    amount: row.amount,
    dueDay: row.due_day,
    utcOffset: row.utc_offset,
    discountDay1: row.discount_day1,
    discount1: row.discount1,
    discountDay2: row.discount_day2,
    discount2: row.discount2,
    slidingRate: row.sliding_rate,
    discountOnParts: row.discount_on_parts,
    lateRate: row.late_rate,
    basis: row.basis,
    graceDays: row.grace_days,
    fixedSum: row.fixed_sum,
    allocation: row.allocation,
    accelerationDays: row.acceleration_days,
    salt: row.salt,
  };
}
