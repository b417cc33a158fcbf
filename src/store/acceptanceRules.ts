/**
 * By which rules a buyer accepts what equals order and receipt, and what came of it. The rules choose; who accepts is
 * an agent of the buyer, with a key of its own.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import { Status, Verb } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const ACCEPTANCE_RULE_TABLES: readonly string[] = [
  `create table acceptance_rules (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    agent bytea not null,
    hash bytea not null,
    body jsonb not null,
    set_by bytea not null,
    since bigint not null,
    ended bigint,
    unique (organisation, id)
  )`,
  `create table acceptance_matches (
    organisation bytea not null,
    commitment bytea not null,
    receivable bytea not null,
    rule uuid,
    intent text,
    reasons jsonb not null,
    lines jsonb not null,
    at bigint not null,
    primary key (organisation, commitment)
  )`,
];

export interface AcceptanceRule {
  /** A UUID, unique among those of the organisation. */
  readonly id: string;
  /** Who signs what the rule chooses. */
  readonly agent: Address;
  /** Of the body. */
  readonly hash: Hex;
  readonly body: unknown;
  readonly setBy: Address;
  /** Unix seconds. */
  readonly since: number;
  readonly ended: number | null;
}

const RULE = 'id, agent, hash, body, set_by as "setBy", since, ended';

/** False where there is one of that id. A rule is ended and never changed. */
export async function addAcceptanceRule(
  sql: Sql,
  organisation: Address,
  { id, agent, hash, body, setBy, since }: Omit<AcceptanceRule, "ended">,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into acceptance_rules (organisation, id, agent, hash, body, set_by, since)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [bytes(organisation), id, bytes(agent), bytes(hash), JSON.stringify(body), bytes(setBy), since],
  );
  return rows.length === 1;
}

/** All of an organisation's rules, ended ones too, in their order. */
export async function acceptanceRulesOf(sql: Sql, organisation: Address): Promise<readonly AcceptanceRule[]> {
  const text = `select ${RULE} from acceptance_rules where organisation = $1 order by number limit 500`;
  return sql.query<AcceptanceRule>(text, [bytes(organisation)]);
}

/** @returns whether there is such a rule. */
export async function endAcceptanceRule(sql: Sql, organisation: Address, id: string, now: number): Promise<boolean> {
  const text =
    "update acceptance_rules set ended = coalesce(ended, $3) where organisation = $1 and id = $2 returning id";
  return (await sql.query(text, [bytes(organisation), id, now])).length === 1;
}

/** Whether an agent may sign acceptances: its mandate is in force, for that verb, and without a cap. */
export async function mayAccept(
  sql: Sql,
  organisation: Address,
  agent: Address,
  now: number,
  uncapped: bigint,
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as one from mandates where organisation = $1 and agent = $2 and verbs & $3::bigint <> 0
       and $4::bigint between since and until and cap >= $5::numeric`,
    [bytes(organisation), bytes(agent), 1 << Verb.Accept, now, uncapped],
  );
  return rows.length === 1;
}

/** What waits for a buyer's answer, those first that were looked at longest ago. */
export async function toEvaluate(
  sql: Sql,
  organisation: Address,
  limit: number,
): Promise<readonly { readonly id: Hex; readonly commitment: Hex }[]> {
  return sql.query(
    `select r.id, r.commitment from receivables r
     left join acceptance_matches m on m.organisation = $1 and m.commitment = r.commitment
     where r.buyer = $1 and r.status = $2 and not r.part and m.intent is null
     order by coalesce(m.at, 0), r.issued_block, r.id limit $3`,
    [bytes(organisation), Status.Issued, limit],
  );
}

/** So much of an order line goes into an invoice. */
export interface MatchedLine {
  readonly party: string;
  readonly purchaseOrder: string;
  readonly line: string;
  readonly quantity: string;
}

export interface Match {
  readonly commitment: Hex;
  readonly receivable: Hex;
  /** The rule that chose it; null where none did. */
  readonly rule: string | null;
  /** What the agent signs. */
  readonly intent: string | null;
  /** Why nothing chose it. */
  readonly reasons: readonly { readonly reason: string; readonly detail: string }[];
  readonly lines: readonly MatchedLine[];
  readonly at: number;
}

export async function keepMatch(sql: Sql, organisation: Address, match: Match): Promise<void> {
  const { commitment, receivable, rule, intent, reasons, lines, at } = match;
  await sql.query(
    `insert into acceptance_matches (organisation, commitment, receivable, rule, intent, reasons, lines, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (organisation, commitment) do update set rule = excluded.rule, intent = excluded.intent,
       reasons = excluded.reasons, lines = excluded.lines, at = excluded.at`,
    [
      ...[bytes(organisation), bytes(commitment), bytes(receivable), rule, intent],
      ...[JSON.stringify(reasons), JSON.stringify(lines), at],
    ],
  );
}

/** Lines of orders that went into other invoices, which stand: accepted by a rule, or offered to be. */
export async function usedLines(sql: Sql, organisation: Address, except: Hex): Promise<readonly MatchedLine[]> {
  const rows = await sql.query<{ lines: readonly MatchedLine[] }>(
    `select m.lines from acceptance_matches m join receivables r on r.id = m.receivable
     where m.organisation = $1 and m.intent is not null and m.receivable <> $2 and r.status = any($3)`,
    [bytes(organisation), bytes(except), [Status.Issued, Status.Queried, Status.Accepted, Status.Split]],
  );
  return rows.flatMap(({ lines }) => lines);
}

/** Invoices that wait to be accepted: chosen and not signed yet, or chosen by no rule. The oldest first. */
export async function matchesOf(
  sql: Sql,
  organisation: Address,
  outcome: "ready" | "unmatched",
  limit: number,
): Promise<readonly Match[]> {
  const which =
    outcome === "ready"
      ? "exists (select from intents i where i.id = m.intent and i.signer is null and i.withdrawn is null)"
      : "m.intent is null";
  return sql.query<Match>(
    `select m.commitment, m.receivable, m.rule, m.intent, m.reasons, m.lines, m.at
     from acceptance_matches m join receivables r on r.id = m.receivable and r.commitment = m.commitment
     where m.organisation = $1 and r.status = $2 and ${which} order by m.at, m.commitment limit $3`,
    [bytes(organisation), Status.Issued, limit],
  );
}
