/** What the tables must hold of the chain itself: its events, its blocks, and the feed of what came and went. */
import { expect } from "chai";
import type { Addresses } from "../../src/chain/addresses.ts";
import type { Database } from "../../src/store/database.ts";
import { idIn } from "./canonical.ts";
import type { Canon, CanonicalEvent } from "./canonical.ts";
import { expectRowsInOrder } from "./comparing.ts";
import type { Row } from "./comparing.ts";

/** The feed tells what was recorded and what was taken back, and what stands is the chain's. */
export async function expectFeed(database: Database, standing: number): Promise<void> {
  const rows = await database.query<{ sequence: number; retracts: number | null }>(
    "select sequence, null::bigint as retracts from events union all select sequence, retracts from retractions",
  );
  const retracted = rows.flatMap(({ retracts }) => retracts ?? []);
  const positions = [...rows.map(({ sequence }) => sequence), ...retracted].toSorted((one, other) => one - other);
  const [head] = await database.query<{ last: number }>("select last from feed_head");
  expect(positions, "positions").to.deep.equal(Array.from({ length: head?.last ?? 0 }, (_, at) => at + 1));
  expect(rows.length - retracted.length, "events that stand in the feed").to.equal(standing);
}

export async function expectEvents(
  database: Database,
  events: readonly CanonicalEvent[],
  { ledger, directory, statements, factoring, collections }: Addresses,
): Promise<void> {
  const rows = await database.query<Row>(
    "select block_number, log_index, block_hash, transaction_hash, address, name, receivable_id, statement_id, " +
      "deal_id, notice_id, collection_id, body from events order by block_number, log_index",
  );
  const told = rows.map(({ body, ...row }) => ({ ...row, body: plain(body) }));
  const isOf = ({ address }: CanonicalEvent, ...contracts: readonly (string | undefined)[]): boolean =>
    contracts.some((contract) => contract?.toLowerCase() === address);
  const isOfDesk = (event: CanonicalEvent): boolean =>
    !isOf(event, ledger, directory, statements, factoring, collections);
  const expected = events.map((event) => ({
    block_number: event.blockNumber,
    log_index: event.logIndex,
    block_hash: event.blockHash,
    transaction_hash: event.transactionHash,
    address: event.address,
    name: event.name,
    receivable_id: isOf(event, ledger) ? (idIn(event) ?? null) : null,
    statement_id: isOf(event, statements) ? (idIn(event) ?? null) : null,
    deal_id: isOfDesk(event) ? (idIn(event) ?? null) : null,
    notice_id: isOf(event, factoring) ? (event.args["notice"] ?? null) : null,
    collection_id: isOf(event, collections) ? (idIn(event) ?? null) : null,
    body: plain({ ...event.args, id: undefined }),
  }));
  expectRowsInOrder(told, expected, "events");
}

/** Values as text, whatever type a decoder gives a number. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint" || typeof value === "number") return value.toString();
  if (typeof value === "string") return value.replaceAll("\0", "\ufffd").toLowerCase();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  // Texts lie apart from what could be taken for a number.
  if ("text" in value && Object.keys(value).length === 1) return plain(value.text);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([name, inner]) => [name, plain(inner)]));
}

export async function expectBlocks(
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
