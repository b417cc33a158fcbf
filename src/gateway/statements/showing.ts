/** Statements and their events as the interface writes them. */
import type { Address } from "../../domain/receivable.ts";
import { BalanceReply } from "../../domain/statement.ts";
import type { Roots } from "../../domain/statement.ts";
import { standingOf } from "../../domain/statementFold.ts";
import type { Side } from "../../domain/statementFold.ts";
import { namesOf } from "../../store/captions.ts";
import type { Captions } from "../../store/captions.ts";
import type { Cursor } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import type { NamedStatementEvent, StoredStatementEvent } from "../../store/statementEvents.ts";
import type { StoredStatement } from "../../store/statementRow.ts";
import type { BALANCE_REPLIES, ShownStatement, StatementEntry } from "../../wire/statement.ts";
import { shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { shownDay, shownPlace } from "../receivables/timeline.ts";

/** 9999-12-31T23:59:59Z, after which years have more than four digits. */
const LAST_INSTANT = 253_402_300_799;

/** Who asks, and what parties are called. */
export interface Showing {
  readonly organisation: Address;
  readonly tokens: Tokens;
  readonly names: Pick<Captions, "profiles" | "own">;
}

/** What whoever asks and their counterparties are called. */
export async function namesIn(
  sql: Sql,
  organisation: Address,
  statements: readonly StoredStatement[],
): Promise<Showing["names"]> {
  const parties = statements.flatMap(({ state: { statement } }) => [statement.supplier, statement.buyer]);
  return namesOf(sql, organisation, [...new Set(parties)]);
}

export function shownStatement(
  { state, postedBlock, changedBlock }: StoredStatement,
  { organisation, tokens, names }: Showing,
): ShownStatement {
  const { supplier, buyer, currency, cutOff } = state.statement;
  const nameOf = (party: Address): string | null => names.own.get(party) ?? names.profiles.get(party) ?? null;
  return {
    id: state.id,
    supplier,
    buyer,
    role: supplier === organisation ? "supplier" : "buyer",
    names: { supplier: nameOf(supplier), buyer: nameOf(buyer) },
    currency: shownCurrency(currency, tokens),
    cutOff: shownInstant(cutOff),
    standing: standingOf(state),
    supplierPosting: postingOf(state.supplier),
    buyerPosting: postingOf(state.buyer),
    postedBlock,
    changedBlock,
  };
}

function postingOf(side: Side | undefined): ShownStatement["supplierPosting"] {
  if (side === undefined) return null;
  const { root, version, keys, replyBy, reply, exceptions } = side;
  return {
    root,
    version,
    keys,
    replyBy: shownReplyBy(replyBy),
    reply: REPLIES[reply],
    exceptions: exceptions ?? null,
  };
}

const REPLIES = {
  [BalanceReply.NoReply]: "NO_REPLY",
  [BalanceReply.Agreed]: "AGREED",
  [BalanceReply.AgreedExcept]: "AGREED_EXCEPT",
  [BalanceReply.Rejected]: "REJECTED",
} as const satisfies Readonly<Record<BalanceReply, (typeof BALANCE_REPLIES)[number]>>;

/** What no calendar has would keep everything else from being told; it has no effect anyway. */
function shownReplyBy(replyBy: number): string | null {
  return replyBy === 0 || replyBy > LAST_INSTANT ? null : shownInstant(replyBy);
}

/** @param cursor As of when it was read; undefined for what was taken back. */
export function shownStatementEvent(
  { event, at, timestamp }: StoredStatementEvent,
  cursor: Cursor | undefined,
): StatementEntry {
  const told = { statement: event.id, at: shownPlace(at, timestamp, cursor) };
  switch (event.name) {
    case "StatementPosted": {
      const { name, party, by, root, version, keys, replyBy } = event;
      return { name, ...told, party, by, root, version, keys, replyBy: shownReplyBy(replyBy) };
    }
    case "BalanceAgreed": {
      const { name, party, by, roots, balance } = event;
      return { name, ...told, party, by, roots: shownRoots(roots), balance };
    }
    case "BalanceAgreedExcept": {
      const { name, supplierBy, buyerBy, roots, result, count, balance } = event;
      return { name, ...told, supplierBy, buyerBy, roots: shownRoots(roots), result, count, balance };
    }
    case "BalanceRejected": {
      const { name, party, by, roots, result, count, balance } = event;
      return { name, ...told, party, by, roots: shownRoots(roots), result, count, balance };
    }
    case "DebtAcknowledged":
      return shownDebt({ event, at, timestamp }, cursor);
    case "DemandReceived":
      return shownDemand({ event, at, timestamp }, cursor);
  }
}

export function shownDebt(
  { event, at, timestamp }: NamedStatementEvent<"DebtAcknowledged">,
  cursor: Cursor | undefined,
): Extract<StatementEntry, { name: "DebtAcknowledged" }> {
  const { name, id: statement, debtor, by, roots, debt, payBy } = event;
  return {
    ...{ name, statement, debtor, by, debt },
    roots: shownRoots(roots),
    payBy: payBy === 0 ? null : shownDay(payBy),
    at: shownPlace(at, timestamp, cursor),
  };
}

export function shownDemand(
  { event, at, timestamp }: NamedStatementEvent<"DemandReceived">,
  cursor: Cursor | undefined,
): Extract<StatementEntry, { name: "DemandReceived" }> {
  const { name, id: statement, debtor, by, roots, demand } = event;
  return {
    ...{ name, statement, debtor, by, demand },
    roots: shownRoots(roots),
    at: shownPlace(at, timestamp, cursor),
  };
}

function shownRoots({ supplierRoot, supplierVersion, buyerRoot, buyerVersion }: Roots) {
  return {
    supplierRoot: supplierVersion === 0 ? null : supplierRoot,
    supplierVersion,
    buyerRoot: buyerVersion === 0 ? null : buyerRoot,
    buyerVersion,
  };
}
