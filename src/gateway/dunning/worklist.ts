/** The worklist over HTTP: a page of what is open, the most urgent first, each row explained. */
import type { z } from "zod";
import type { Address } from "../../domain/receivable.ts";
import { namesOf } from "../../store/captions.ts";
import type { Sql } from "../../store/database.ts";
import { dunningActsSince } from "../../store/dunningActs.ts";
import { failedLooks } from "../../store/dunningItems.ts";
import { reachedSince } from "../../store/dunningReach.ts";
import { worklistAfter, worklistSums } from "../../store/dunningWorklist.ts";
import type { WorklistPlace, WorklistRow } from "../../store/dunningWorklist.ts";
import { documentFactsOf } from "../../store/pairItems.ts";
import type { DocumentFacts } from "../../store/pairItems.ts";
import type { ShownWorklistItem, worklist, WorklistQuery } from "../../wire/dunningWorklist.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import type { GatewayDeps } from "../deps.ts";
import { pageOf } from "../http/paging.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { shownAmount, shownInstant } from "../receivables/showing.ts";
import type { ShownCurrency } from "../receivables/showing.ts";
import { shownDay } from "../receivables/timeline.ts";
import { nextOf } from "./findings.ts";
import type { Explained } from "./ranking.ts";

const DAY = 86_400;
const WEEK_DAYS = 7;
const MONTH_DAYS = 30;
const MOST_FAULTS = 20;

/** @throws ProblemError `CursorInvalid`, `CurrencyUnknown` */
export async function worklistOf(
  { database, now, tokens }: Pick<GatewayDeps, "database" | "now" | "tokens">,
  cursors: Cursors,
  organisation: Address,
  { currency: asked, owner, customer, stage, placements, ...query }: WorklistQuery,
): Promise<z.output<typeof worklist>> {
  const { address, code, exponent } = currencyFrom(asked, tokens);
  const filter = { currency: address, ...(owner && { owner }), ...(customer && { customer }), ...(stage && { stage }) };
  const list = JSON.stringify(["worklist", organisation, filter, placements]);
  const read = (after: WorklistPlace | undefined, limit: number): Promise<readonly WorklistRow[]> =>
    worklistAfter(database, organisation, filter, after, { limit, now: now(), placements });
  const placeOf = ({ score, asked: units, dueDay, id }: WorklistRow): WorklistPlace => {
    return [score.toString(), units.toString(), dueDay, `\\x${id.slice(2)}`];
  };
  const { rows, next } = await pageOf({ cursors, list, first: undefined, placeOf, read }, query);
  const sums = await worklistSums(database, organisation, filter);
  const shown: ShownCurrency = { address, code, decimals: exponent };
  const amount = (units: bigint): string => shownAmount(units, shown);
  const beside = await besideOf(database, organisation, rows, now());
  return {
    ...{ currency: code, decimals: exponent },
    sums: {
      ...{ items: sums.items, open: amount(sums.open), overdue: amount(sums.overdue) },
      ...{ disputed: amount(sums.disputed), promised: amount(sums.promised) },
    },
    items: rows.map((row) => shownRow(row, beside)),
    faults: [...(await failedLooks(database, organisation, MOST_FAULTS))],
    next,
  };
}

/** What a page needs beside its rows. */
interface Beside {
  readonly facts: ReadonlyMap<string, DocumentFacts>;
  readonly nameOf: (customer: Address) => string | null;
  readonly contacts: ReadonlyMap<Address, readonly number[]>;
  readonly week: number;
}

async function besideOf(sql: Sql, organisation: Address, rows: readonly WorklistRow[], now: number): Promise<Beside> {
  const customers = [...new Set(rows.map(({ customer }) => customer))];
  const since = now - MONTH_DAYS * DAY;
  const sent = await reachedSince(sql, organisation, customers, since);
  const acts = await dunningActsSince(sql, organisation, customers, since);
  const reached = [...sent.filter(({ channel }) => channel !== "webhook"), ...acts.filter(({ send }) => send === null)];
  const byCustomer = Map.groupBy(reached, ({ customer }) => customer);
  const { profiles, own } = await namesOf(sql, organisation, customers);
  return {
    facts: await documentFactsOf(
      sql,
      rows.map(({ id }) => id),
    ),
    nameOf: (customer) => profiles.get(customer) ?? own.get(customer) ?? null,
    contacts: new Map([...byCustomer].map(([customer, contacts]) => [customer, contacts.map(({ at }) => at)])),
    week: now - WEEK_DAYS * DAY,
  };
}

function shownRow(row: WorklistRow, beside: Beside): ShownWorklistItem {
  // Only what `keepWorklist` made is kept there.
  const { perWeek, ...explained } = row.body as Explained;
  const contacts = beside.contacts.get(row.customer) ?? [];
  return {
    number: beside.facts.get(row.id)?.number ?? null,
    customerName: beside.nameOf(row.customer),
    ...{ owner: row.owner, stage: row.stage, dueDate: shownDay(row.dueDay) },
    pressure: { week: contacts.filter((at) => at >= beside.week).length, month: contacts.length, perWeek },
    ...{ ...explained, next: nextOf(explained.finding) },
    looked: shownInstant(row.looked),
  };
}
