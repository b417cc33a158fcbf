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
import { expectRowsInOrder, expectSameRows } from "./comparing.ts";
import type { Row } from "./comparing.ts";

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
  await expectEvents(database, events);
  await expectBlocks(database, canon, events, { final, folded });
  const { state, findings } = fold(events, canon.addresses);
  expect(findings, "the events contradict each other").to.deep.equal([]);
  await expectRows(database, "receivables", receivableRows(state, events));
  await expectRows(database, "receipts", receiptRows(state));
  for (const [table, rows] of Object.entries(factRows(state))) await expectRows(database, table, rows);
  await expectFeed(database, events.length);
  return events.length;
}

/** The feed tells what was recorded and what was taken back, and what stands is the chain's. */
async function expectFeed(database: Database, standing: number): Promise<void> {
  const rows = await database.query<{ sequence: number; retracts: number | null }>(
    "select sequence, null::bigint as retracts from events union all select sequence, retracts from retractions",
  );
  const retracted = rows.flatMap(({ retracts }) => retracts ?? []);
  const positions = [...rows.map(({ sequence }) => sequence), ...retracted].toSorted((one, other) => one - other);
  const [head] = await database.query<{ last: number }>("select last from feed_head");
  expect(positions, "positions").to.deep.equal(Array.from({ length: head?.last ?? 0 }, (_, at) => at + 1));
  expect(rows.length - retracted.length, "events that stand in the feed").to.equal(standing);
}

async function expectRows(database: Database, table: string, expected: readonly Row[]): Promise<void> {
  expectSameRows(await database.query<Row>(`select * from ${table}`), expected, table);
}

async function expectEvents(database: Database, events: readonly CanonicalEvent[]): Promise<void> {
  const rows = await database.query<Row>(
    "select block_number, log_index, block_hash, transaction_hash, address, name, receivable_id, body from events " +
      "order by block_number, log_index",
  );
  const told = rows.map(({ body, ...row }) => ({ ...row, body: plain(body) }));
  const expected = events.map((event) => ({
    block_number: event.blockNumber,
    log_index: event.logIndex,
    block_hash: event.blockHash,
    transaction_hash: event.transactionHash,
    address: event.address,
    name: event.name,
    receivable_id: idIn(event) ?? null,
    body: plain({ ...event.args, id: undefined }),
  }));
  expectRowsInOrder(told, expected, "events");
}

/** Values as text, whatever type a decoder gives a number. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint" || typeof value === "number") return value.toString();
  if (typeof value === "string") return value.toLowerCase();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, plain(inner)]));
}

async function expectBlocks(
  database: Database,
  canon: Canon,
  events: readonly CanonicalEvent[],
  { final, folded }: { readonly final: number; readonly folded: number },
): Promise<void> {
  const numbers = new Set(events.map(({ blockNumber }) => blockNumber));
  for (let number = final + 1; number <= folded; number += 1) numbers.add(number);
  const expected: Row[] = [];
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const { hash, parentHash, timestamp } = await canon.block(number);
    expected.push({ number, hash, parent_hash: parentHash, timestamp });
  }
  const rows = await database.query<Row>("select * from blocks order by number");
  expectRowsInOrder(rows, expected, "blocks");
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
