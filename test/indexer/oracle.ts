/**
 * What the tables must hold: the auditor's fold over the canonical events, row by row and column by column. Nothing of
 * the index, its decoder or its fold takes part in it.
 */
import { expect } from "chai";
import type { PublicClient } from "viem";
import { termsHash } from "../../src/audit/commitment.ts";
import { fold } from "../../src/audit/fold.ts";
import { isLocked } from "../../src/audit/foldTokens.ts";
import { hexOf } from "../../src/audit/hashing.ts";
import { tokenSlot } from "../../src/audit/slots.ts";
import { advicesOf } from "../../src/audit/state.ts";
import type { LedgerState, ReceiptRecord, ReceivableRecord } from "../../src/audit/state.ts";
import { expectedWords } from "../../src/audit/words.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import type { Database } from "../../src/store/database.ts";
import { canonOf, idIn } from "./canonical.ts";
import type { Canon, CanonicalEvent } from "./canonical.ts";
import { expectBlocks, expectEvents, expectFeed } from "./chainOracle.ts";
import { collectionRows } from "./collectionOracle.ts";
import { expectSameRows } from "./comparing.ts";
import type { Row } from "./comparing.ts";
import { factoringRows } from "./factoringOracle.ts";
import { statementRows } from "./statementOracle.ts";

const STATUS = { issued: 1, queried: 2, rejected: 3, accepted: 4, cancelled: 5, split: 6 } as const;
/** The bit of the token's word that says so; the auditor keeps no field for it. */
const DISCOUNTED = 1n << 253n;
const RECEIPT = { advised: 1, recorded: 2, reversed: 3 } as const;

/**
 * Compares every table with the chain, as far as the cursor says that it was read.
 * @returns How many events there are.
 */
export async function expectTables(database: Database, reader: PublicClient, addresses: Addresses): Promise<number> {
  return expectFold(database, canonOf(reader, addresses));
}

/** As {@link expectTables}, with whatever chain. */
export async function expectFold(database: Database, canon: Canon): Promise<number> {
  const [cursor = {}] = await database.query<Row>("select * from cursor");
  for (const head of ["folded", "safe", "final"]) {
    const { hash } = await canon.block(Number(cursor[`${head}_number`]));
    expect(cursor[`${head}_hash`], `the cursor's ${head} block is on the chain`).to.equal(hash);
  }
  const [folded = 0, safe = 0, final = 0] = ["folded", "safe", "final"].map((head) => Number(cursor[`${head}_number`]));
  expect(final <= safe && safe <= folded, "the cursor's heads are in order").to.equal(true);
  const events = await canon.events(folded);
  const { ledger, directory, statements, collections } = canon.addresses;
  const isOf =
    (...contracts: readonly (string | undefined)[]) =>
    ({ address }: CanonicalEvent): boolean =>
      contracts.some((contract) => contract?.toLowerCase() === address);
  await expectEvents(database, events, canon.addresses);
  await expectBlocks(database, canon, events, { final, folded });
  const [ofBook, ofStatements] = [events.filter(isOf(ledger, directory)), events.filter(isOf(statements))];
  const isOfRest = isOf(ledger, directory, statements, collections);
  const ofFactoring = events.filter((event) => !isOfRest(event));
  const { state, findings } = fold(ofBook, canon.addresses);
  expect(findings, "the events contradict each other").to.deep.equal([]);
  await expectRows(database, "receivables", receivableRows(state, ofBook));
  await expectRows(database, "receipts", receiptRows(state));
  for (const [table, rows] of Object.entries(factRows(state))) await expectRows(database, table, rows);
  for (const [table, rows] of Object.entries(statementRows(ofStatements))) await expectRows(database, table, rows);
  for (const [table, rows] of Object.entries(factoringRows(ofFactoring))) await expectRows(database, table, rows);
  const ofCollections = collectionRows(events.filter(isOf(collections)));
  for (const [table, rows] of Object.entries(ofCollections)) await expectRows(database, table, rows);
  await expectFeed(database, events.length);
  return events.length;
}

async function expectRows(database: Database, table: string, expected: readonly Row[]): Promise<void> {
  expectSameRows(await database.query<Row>(`select * from ${table}`), expected, table);
}

/** What the auditor does not keep of a receivable: what was sealed, and which events were about it. */
interface Told {
  content: Hex;
  /** Of sealed terms, as the supplier told it. */
  termsHash: Hex | null;
  first: CanonicalEvent;
  last: CanonicalEvent;
}

function toldOf(state: LedgerState, events: readonly CanonicalEvent[]): ReadonlyMap<Hex, Told> {
  const told = new Map<Hex, Told>();
  const note = (id: Hex, event: CanonicalEvent): Told => {
    const known = told.get(id) ?? { content: "0x", termsHash: null, first: event, last: event };
    const next = { ...known, last: event };
    told.set(id, next);
    return next;
  };
  for (const event of events) {
    const id = idIn(event);
    if (id === undefined) continue;
    const own = note(id, event);
    const { name, args } = event;
    if (name === "ReceivableSealed") Object.assign(own, { content: args["content"], termsHash: args["terms"] });
    if (name === "ReceivableAmended") own.content = "0x";
    if (["ReceivableAmended", "ReceivableDebited", "ReceivableAccelerated"].includes(name)) own.termsHash = null;
    if (name !== "ReceivableSplit") continue;
    for (const [part, { header }] of state.receivables) {
      if (header.invoice === id) note(part, event).content = own.content;
    }
  }
  return told;
}

function receivableRows(state: LedgerState, events: readonly CanonicalEvent[]): readonly Row[] {
  const told = toldOf(state, events);
  const words = expectedWords(state);
  return [...state.receivables].map(([id, record]) => {
    const { header, standing, settled, credited, lateDays, chargesSettled, carry } = record;
    const { supplier, buyer, invoice } = header;
    const { document, commitment, transferee, closed, detailed, disputed, writtenOff, part } = record;
    const own = told.get(id) ?? expect.fail(`no event tells of ${id}`);
    const token = state.tokens.get(id);
    return {
      ...{ id, supplier, buyer, invoice, document, commitment, transferee, closed, detailed, disputed, part },
      ...{ settled, credited, carry, late_days: lateDays, charges_settled: chargesSettled, written_off: writtenOff },
      ...termColumns(record),
      line: Number(header.line),
      policy: Number(header.policy),
      revision: Number(header.revision),
      terms: record.terms === undefined ? own.termsHash : termsHash(record.terms),
      content: own.content,
      status: STATUS[standing],
      holder: token?.holder,
      approved: token?.approved,
      locked: isLocked(header.policy),
      listening: token?.listening,
      advices: advicesOf(record),
      discounted: (BigInt(words.get(hexOf(tokenSlot(id))) ?? 0n) & DISCOUNTED) !== 0n,
      issued_block: own.first.blockNumber,
      changed_block: own.last.blockNumber,
      changed_log: own.last.logIndex,
    };
  });
}

function termColumns({ terms }: ReceivableRecord): Row {
  return {
    currency: terms?.currency ?? null,
    amount: terms?.amount ?? null,
    due_day: terms?.dueDay ?? null,
    utc_offset: terms?.utcOffset ?? null,
    discount_day1: terms?.discountDay1 ?? null,
    discount1: terms?.discount1 ?? null,
    discount_day2: terms?.discountDay2 ?? null,
    discount2: terms?.discount2 ?? null,
    sliding_rate: terms?.slidingRate ?? null,
    discount_on_parts: terms?.discountOnParts ?? null,
    late_rate: terms?.lateRate ?? null,
    basis: terms?.basis ?? null,
    grace_days: terms?.graceDays ?? null,
    fixed_sum: terms?.fixedSum ?? null,
    allocation: terms?.allocation ?? null,
    acceleration_days: terms?.accelerationDays ?? null,
    salt: terms?.salt ?? null,
  };
}

function receiptRows(state: LedgerState): readonly Row[] {
  return [...state.receivables].flatMap(([id, { receipts }]) =>
    [...receipts].flatMap(([bankRef, receipt]) =>
      receipt.kind === "withdrawn"
        ? []
        : [{ id, bank_ref: bankRef, status: RECEIPT[receipt.kind], ...receiptColumns(receipt) }],
    ),
  );
}

function receiptColumns(receipt: ReceiptRecord): Row {
  const advised = receipt.kind === "advised" ? receipt : undefined;
  const recorded = receipt.kind === "recorded" ? receipt : undefined;
  return {
    cash: advised?.cash ?? null,
    value_day: advised === undefined ? null : Number(advised.valueDay),
    holder: recorded?.holder ?? null,
    principal: recorded?.principal ?? null,
    discount: recorded?.discount ?? null,
    charges: recorded?.charges ?? null,
    late_days: recorded?.lateDays ?? null,
  };
}

function factRows(state: LedgerState): Readonly<Record<string, readonly Row[]>> {
  const { kept, nonces, revokedRoots, operators, vouchers, mandates, viewingKeys } = state;
  return {
    kept_cash: [...kept.values()]
      .filter(({ amount }) => amount !== 0n)
      .map(({ holder, currency, id, amount }) => ({ holder, currency, id, amount })),
    spent_nonces: [...nonces].flatMap(([signer, spent]) => [...spent].map((nonce) => ({ signer, nonce }))),
    revoked_roots: [...revokedRoots].flatMap(([signer, roots]) => [...roots].map((root) => ({ signer, root }))),
    operators: [...operators.values()]
      .filter(({ approved }) => approved)
      .map(({ owner, operator }) => ({ owner, operator })),
    vouchers: [...vouchers.values()].map(({ legalId, channel, since, until, ...rest }) => ({
      ...rest,
      ...{ legal_id: legalId, channel: Number(channel), since: Number(since), until: Number(until) },
    })),
    mandates: [...mandates.values()].map(({ verbs, from, until, ...rest }) => ({
      ...rest,
      ...{ verbs: Number(verbs), since: Number(from), until: Number(until) },
    })),
    viewing_keys: [...viewingKeys].map(([organisation, key]) => ({ organisation, key })),
  };
}
