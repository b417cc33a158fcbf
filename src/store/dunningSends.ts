/**
 * Dunning notices that an organisation has sent, printed or asked a person for: made once, and kept with the bytes that
 * the debtor gets. The row of an item, a level and a cycle is what makes one letter and one fee of any number of
 * schedulers (R28): whoever inserts it first makes the notice, and everybody else finds it there.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Channel, Stage } from "../domain/collections/policy.ts";
import type { Sql, Transaction } from "./database.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

/**
 * Waiting is sent by a notifier; a letter is to be printed, and a call or a visit to be done, by a person. Taken says
 * that a server took it, not that anybody read it.
 */
export type DunningSendState = "waiting" | "toPrint" | "toDo" | "taken" | "printed" | "logged" | "failed" | "withdrawn";

/** How a send of a channel begins. */
const BEGINS: Readonly<Record<Channel, DunningSendState>> = {
  email: "waiting",
  webhook: "waiting",
  sms: "waiting",
  letter: "toPrint",
  phone: "toDo",
  visit: "toDo",
};

/** An item that a notice is about. */
export interface DunnedItem {
  readonly item: Hex;
  /** Which round of the level it is, from 1. */
  readonly cycle: number;
  /** Whom it was owed to, the day it was due (since 1970-01-01), and what was asked for of its principal. */
  readonly holder: Address;
  readonly dueDay: number;
  /** Minor units. */
  readonly asked: bigint;
}

export interface NewDunningSend {
  /** A UUID, unique among all. */
  readonly id: string;
  /** Who sends it, to whom. */
  readonly organisation: Address;
  readonly customer: Address;
  readonly policy: string;
  readonly policyVersion: number;
  readonly level: string;
  readonly stage: Stage;
  readonly channel: Channel;
  /** Who is reached, as the organisation knows them; null where nobody is named. */
  readonly person: string | null;
  /** "" where the channel needs none. */
  readonly target: string;
  readonly template: string;
  readonly language: string;
  readonly currency: Address;
  /** The recovery fee asked for with this notice, minor units (R28). */
  readonly fee: bigint;
  /** What its renderings are made from; may hold bigints. */
  readonly content: unknown;
  /** The very text that the debtor gets. */
  readonly text: string;
  readonly contentHash: Hex;
  readonly salt: Hex;
  /** Unix seconds, as all instants here. */
  readonly made: number;
  /** When it may first be sent. */
  readonly due: number;
}

export interface DunningSend extends NewDunningSend {
  readonly sequence: number;
  readonly state: DunningSendState;
  readonly tries: number;
  readonly tried: number | null;
  readonly ended: number | null;
  /** Which member printed, logged or withdrew it. */
  readonly endedBy: Address | null;
  /** What a server answered last, or why it was withdrawn. */
  readonly status: number | null;
  readonly fault: string | null;
  readonly items: readonly DunnedItem[];
}

/** @returns the items of which the level was sent in that cycle before: nothing is kept then, and none if it is. */
export async function keepDunningSend(
  tx: Transaction,
  send: NewDunningSend,
  items: readonly DunnedItem[],
): Promise<readonly Hex[]> {
  const { id, organisation, customer, policy, policyVersion, level, stage, channel, person, target } = send;
  await tx.query(
    `insert into dunning_sends (id, organisation, customer, policy, policy_version, level, stage, channel, person,
       target, template, language, currency, fee, content, text, content_hash, salt, made, due, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    [
      ...[id, bytes(organisation), bytes(customer), policy, policyVersion, level, stage, channel, person, target],
      ...[send.template, send.language, bytes(send.currency), send.fee, taggedJson(send.content), send.text],
      ...[bytes(send.contentHash), bytes(send.salt), send.made, send.due, BEGINS[channel]],
    ],
  );
  // In one order, so that two schedulers wait for each other and never both.
  const kept = await tx.query<{ readonly item: Hex }>(
    `insert into dunning_send_items (send, item, organisation, level, cycle, holder, due_day, asked, counts)
     select $1::uuid, item, $2::bytea, $3::text, cycle, holder, due_day, asked, true
     from unnest($4::bytea[], $5::bigint[], $6::bytea[], $7::bigint[], $8::numeric[])
       as i (item, cycle, holder, due_day, asked)
     order by item on conflict do nothing returning item`,
    [
      ...[id, bytes(organisation), level, items.map(({ item }) => bytes(item)), items.map(({ cycle }) => cycle)],
      ...[items.map(({ holder }) => bytes(holder)), items.map(({ dueDay }) => dueDay)],
      items.map(({ asked }) => asked),
    ],
  );
  if (kept.length === items.length) return [];
  await tx.query("delete from dunning_send_items where send = $1", [id]);
  await tx.query("delete from dunning_sends where id = $1", [id]);
  const isKept = new Set(kept.map(({ item }) => item));
  return items.map(({ item }) => item.toLowerCase() as Hex).filter((item) => !isKept.has(item));
}

const SEND = `s.sequence, s.id, s.organisation, s.customer, s.policy, s.policy_version as "policyVersion", s.level,
  s.stage, s.channel, s.person, s.target, s.template, s.language, s.currency, s.fee, s.content, s.text,
  s.content_hash as "contentHash", s.salt, s.made, s.state, s.due, s.tries, s.tried, s.ended,
  s.ended_by as "endedBy", s.status, s.fault`;

type SendRow = Omit<DunningSend, "items">;

async function withItems(sql: Sql, rows: readonly SendRow[]): Promise<readonly DunningSend[]> {
  const all = await sql.query<DunnedItem & { readonly send: string }>(
    `select send, item, cycle, holder, due_day as "dueDay", asked from dunning_send_items
     where send = any($1::uuid[]) order by item`,
    [rows.map(({ id }) => id)],
  );
  const bySend = Map.groupBy(all, ({ send }) => send);
  return rows.map((row) => ({
    ...row,
    content: untagged(row.content),
    items: (bySend.get(row.id) ?? []).map(dunnedItemIn),
  }));
}

function dunnedItemIn({ item, cycle, holder, dueDay, asked }: DunnedItem): DunnedItem {
  return { item, cycle, holder, dueDay, asked };
}

/** One send; undefined if there is none of that id. Who may see it is decided by whoever asks. */
export async function dunningSendOf(sql: Sql, id: string): Promise<DunningSend | undefined> {
  return (await withItems(sql, await sql.query<SendRow>(`select ${SEND} from dunning_sends s where id = $1`, [id])))[0];
}

export interface DunningSendFilter {
  readonly customer?: Address;
  readonly item?: Hex;
  readonly states?: readonly DunningSendState[];
}

/** Those of an organisation before a place, the latest first. */
export async function dunningSendsBefore(
  sql: Sql,
  organisation: Address,
  { customer, item, states }: DunningSendFilter,
  before: number,
  limit: number,
): Promise<readonly DunningSend[]> {
  const rows = await sql.query<SendRow>(
    `select ${SEND} from dunning_sends s where s.organisation = $1 and ($2::bytea is null or s.customer = $2)
       and ($3::bytea is null or exists (select from dunning_send_items i where i.send = s.id and i.item = $3))
       and ($4::text[] is null or s.state = any($4)) and s.sequence < $5 order by s.sequence desc limit $6`,
    [
      ...[bytes(organisation), customer === undefined ? null : bytes(customer)],
      ...[item === undefined ? null : bytes(item), states ?? null, before, limit],
    ],
    "anew",
  );
  return withItems(sql, rows);
}
