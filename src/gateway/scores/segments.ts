/** Segments of scored customers (B02), and what bands told of payment (A09), over HTTP. */
import { segmentOf, sizeOf } from "../../domain/credit/policy.ts";
import type { SegmentFacts } from "../../domain/credit/policy.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { attributesOf } from "../../store/partyFileAttributes.ts";
import { creditPolicyAt } from "../../store/scorePolicies.ts";
import type { StoredCreditPolicy } from "../../store/scorePolicies.ts";
import { lastScoresAfter } from "../../store/scores.ts";
import type { StoredScore } from "../../store/scores.ts";
import { openOfCustomers } from "../../store/scoreSegments.ts";
import type { SCORE_OPERATIONS } from "../../wire/operations/scores.ts";
import type { ShownSegments } from "../../wire/score.ts";
import { atOneInstant } from "../accountStatements/making.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { bandNow } from "./standing.ts";

type Own = "listCreditSegments" | "listSegmentCustomers";

const PAGE = 1_000;
const MOST_CUSTOMERS = 50_000;

export interface SegmentedCustomer extends SegmentFacts {
  readonly customer: Address;
  readonly band: string;
  readonly points: number;
  readonly segment: string | undefined;
}

export function segmentHandlers({
  database,
  config,
  now,
  tokens,
}: GatewayDeps): Pick<Handlers<typeof SCORE_OPERATIONS>, Own> {
  const cursors = createCursors(config.secret);
  return {
    listCreditSegments: async ({ member: { organisation } }) => {
      return { status: 200, body: await atOneInstant(database, (tx) => segmentsOf(tx, organisation, now(), tokens)) };
    },
    listSegmentCustomers: async ({ member: { organisation }, query: { segment, ...query } }) => {
      const list = JSON.stringify(["segment customers", organisation, segment]);
      const at = now();
      const read = (after: Address | null, limit: number) => lastScoresAfter(database, organisation, at, after, limit);
      const placeOf = ({ customer }: StoredScore): Address => customer;
      const { rows, next } = await pageOf({ cursors, list, first: null, placeOf, read }, query);
      const policy = await creditPolicyAt(database, organisation, at);
      const found = policy === undefined ? [] : await segmented(database, policy, rows, at);
      const items = found
        .filter((one) => segment === undefined || one.segment === segment)
        .map((one) => ({
          ...{ customer: one.customer, segment: one.segment ?? null, band: one.band, points: one.points },
          ...{ size: one.size ?? null, industry: one.industry ?? null, country: one.country ?? null },
        }));
      return { status: 200, body: { items, next } };
    },
  };
}

/** Scored customers with what the rules of segments see of them. */
export async function segmented(
  sql: Sql,
  stored: StoredCreditPolicy,
  scores: readonly StoredScore[],
  at: number,
): Promise<readonly SegmentedCustomer[]> {
  const [first] = scores;
  if (first === undefined) return [];
  const customers = scores.map(({ customer }) => customer);
  const attributes = await attributesOf(sql, first.organisation, customers, at);
  return scores.map((score) => {
    const { industry, country, employees } = attributes.get(score.customer) ?? {};
    const { band, points } = bandNow(stored, score, at);
    const size = employees === undefined ? undefined : sizeOf(employees);
    const facts = { band: band.name, size, industry, country };
    return { customer: score.customer, points, ...facts, segment: segmentOf(stored.policy.segments, facts) };
  });
}

interface Sum {
  readonly segment: string | null;
  customers: number;
  readonly bands: Map<string, number>;
  readonly open: Map<Address, bigint>;
}

async function segmentsOf(sql: Sql, organisation: Address, at: number, tokens: Tokens): Promise<ShownSegments> {
  const stored = await creditPolicyAt(sql, organisation, at);
  if (stored === undefined) return { items: [], isCut: false };
  const sums = new Map<string | null, Sum>();
  for (const { name } of stored.policy.segments) sums.set(name, emptySum(name));
  let [after, seen]: [Address | null, number] = [null, 0];
  for (;;) {
    const scores: readonly StoredScore[] = await lastScoresAfter(sql, organisation, at, after, PAGE);
    await addPage(sql, stored, scores, { sums, at });
    seen += scores.length;
    after = scores.at(-1)?.customer ?? null;
    if (scores.length < PAGE || seen >= MOST_CUSTOMERS) break;
  }
  const items = [...sums.values()].map(({ segment, customers, bands, open }) => ({
    ...{ segment, customers, bands: [...bands].map(([band, count]) => ({ band, customers: count })) },
    open: [...open].map(([address, amount]) => {
      const currency = shownCurrency(address, tokens);
      return { currency, amount: shownAmount(amount, currency) };
    }),
  }));
  return { items, isCut: seen >= MOST_CUSTOMERS };
}

async function addPage(
  sql: Sql,
  stored: StoredCreditPolicy,
  scores: readonly StoredScore[],
  { sums, at }: { readonly sums: Map<string | null, Sum>; readonly at: number },
): Promise<void> {
  const customers = scores.map(({ customer }) => customer);
  const open = Map.groupBy(await openOfCustomers(sql, stored.organisation, customers), ({ customer }) => customer);
  for (const { customer, segment, band } of await segmented(sql, stored, scores, at)) {
    const name = segment ?? null;
    const sum = sums.get(name) ?? emptySum(name);
    sums.set(name, sum);
    sum.customers += 1;
    sum.bands.set(band, (sum.bands.get(band) ?? 0) + 1);
    for (const { currency, amount } of open.get(customer) ?? []) {
      sum.open.set(currency, (sum.open.get(currency) ?? 0n) + amount);
    }
  }
}

function emptySum(segment: string | null): Sum {
  return { segment, customers: 0, bands: new Map(), open: new Map() };
}
