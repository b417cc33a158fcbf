/**
 * Sees payments that went to whoever had a receivable before instead of whom it is assigned to: in the bank files of
 * the one that assigned it, by advices of its debtor, by claims of its factor. Each is opened once, and told to both.
 */
import { randomUUID } from "node:crypto";
import { currencyByCode } from "../../domain/currency.ts";
import { keccakOfText } from "../../domain/hash.ts";
import type { Address } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { CashRule } from "../../domain/cashMatch.ts";
import type { Decision } from "../../reconciliation/cash/model.ts";
import { SAFE_POLICY } from "../../reconciliation/cash/policy.ts";
import { holdingsOf } from "../../store/assignments.ts";
import type { ListedEntry } from "../../store/cashEntries.ts";
import type { Sql } from "../../store/database.ts";
import { feedHead } from "../../store/feed.ts";
import { lockIndirectHead, moveIndirectHead } from "../../store/indirectPayments.ts";
import type { IndirectHead, NewIndirectPayment } from "../../store/indirectPayments.ts";
import { incomingAfter, incomingOf, signsIn } from "../../store/indirectSigns.ts";
import type { Sign } from "../../store/indirectSigns.ts";
import { assignedItemsOf } from "../cash/assignedItems.ts";
import type { AssignedItem } from "../cash/assignedItems.ts";
import { IN_THREADS } from "../cash/inThread.ts";
import { loadItems } from "../cash/items.ts";
import { CashRefused } from "../cash/refused.ts";
import type { CashTasks } from "../cash/tasks.ts";
import type { GatewayDeps } from "../deps.ts";
import { shownCurrency } from "../receivables/showing.ts";
import { openAndTell } from "./opening.ts";

const DAY = 86_400;
const MOST_EVENTS = 10_000;
const MOST_ENTRIES = 1_000;
const MOST_ALIKE = 1_000;
const MOST_UNITS = BigInt(Number.MAX_SAFE_INTEGER);

type WatchingDeps = Pick<GatewayDeps, "database" | "now" | "tokens">;

/** Looks at what is new. @returns whether there was anything; false when there is nothing left to look at */
export async function watchIndirectPayments(deps: WatchingDeps, tasks: CashTasks = IN_THREADS): Promise<boolean> {
  const { database } = deps;
  const head = await database.transaction(lockIndirectHead);
  const last = await feedHead(database);
  // An index that was built anew counts from the beginning.
  const after = head.feed > last ? 0 : head.feed;
  const through = Math.min(last, after + MOST_EVENTS);
  const entries = await incomingAfter(database, head.entry, MOST_ENTRIES);
  if (through === head.feed && entries.length === 0) return false;
  const seen = [
    ...(await seenInFeed(deps, await signsIn(database, { after, through }))),
    ...(await seenInFiles(deps, entries, tasks)),
  ];
  const next: IndirectHead = { feed: through, entry: entries.at(-1)?.number ?? head.entry };
  await database.transaction(async (tx) => {
    const now = await lockIndirectHead(tx);
    // Somebody else looked at the same meanwhile.
    if (now.feed !== head.feed || now.entry !== head.entry) return;
    for (const payment of seen) await openAndTell(tx, payment);
    await moveIndirectHead(tx, next);
  });
  return true;
}

async function seenInFeed(
  { database, tokens, now }: WatchingDeps,
  signs: readonly Sign[],
): Promise<NewIndirectPayment[]> {
  const seen: NewIndirectPayment[] = [];
  for (const sign of signs) {
    const { receivable, bankRef, supplier, buyer: debtor, payee: factor, currency, cash: amount, recorded } = sign;
    if (currency === null) continue;
    const valueDay = sign.valueDay ?? Math.floor(recorded / DAY);
    const about = { id: randomUUID(), receivable, bankRef, factor, debtor, currency, amount, valueDay, opened: now() };
    if (sign.seller !== null) {
      seen.push({ ...about, seller: sign.seller, source: "claim", reference: null, reportedBy: null });
      continue;
    }
    const reference = await referenceAt(database, supplier, sign, shownCurrency(currency, tokens));
    if (reference === undefined || !(await wasAssigned(database, sign, valueDay))) continue;
    seen.push({ ...about, seller: supplier, source: "advice", reference, reportedBy: null });
  }
  return seen;
}

/** The bank's reference in the supplier's own files, where the advised money is there. */
async function referenceAt(
  sql: Sql,
  supplier: Address,
  { bankRef, cash }: Sign,
  { code, decimals }: { readonly code: string | null; readonly decimals: number | null },
): Promise<string | undefined> {
  const iso = code === null ? undefined : currencyByCode(code);
  if (iso === undefined || decimals === null || decimals < iso.exponent) return undefined;
  const amount = cash / 10n ** BigInt(decimals - iso.exponent);
  const alike = await incomingOf(sql, supplier, { currency: iso.code, amount }, MOST_ALIKE);
  const found = alike.find(({ bankReference }) => bankReference !== null && keccakOfText(bankReference) === bankRef);
  return found?.bankReference ?? undefined;
}

/** Money that came before the assignment was the supplier's own. */
async function wasAssigned(sql: Sql, { receivable }: Pick<Sign, "receivable">, valueDay: number): Promise<boolean> {
  const since = (await holdingsOf(sql, [receivable])).get(receivable)?.since;
  return since !== undefined && valueDay >= Math.floor(since / DAY);
}

/** Nobody is alarmed by a chance. */
function isSure({ disposition, rule }: Decision): boolean {
  return disposition === "POST" || (disposition === "PROPOSE" && WRITTEN.has(rule));
}

/** Rules by which a proposal rests on what the payer wrote, and not on an amount that may be anybody's. */
const WRITTEN: ReadonlySet<CashRule> = new Set(["STRUCTURED_REFERENCE", "REFERENCE", "NEAR_REFERENCE", "DISCOUNT"]);

async function seenInFiles(
  deps: WatchingDeps,
  entries: readonly ListedEntry[],
  tasks: CashTasks,
): Promise<NewIndirectPayment[]> {
  const seen: NewIndirectPayment[] = [];
  for (const [organisation, own] of Map.groupBy(entries, (entry) => entry.organisation)) {
    try {
      seen.push(...(await seenAt(deps, organisation, own, tasks)));
    } catch (error) {
      // Books that nobody can reckon with keep no other organisation from being told.
      if (!(error instanceof CashRefused)) throw error;
    }
  }
  return seen;
}

async function seenAt(
  { database, tokens, now }: WatchingDeps,
  organisation: Address,
  entries: readonly ListedEntry[],
  tasks: CashTasks,
): Promise<NewIndirectPayment[]> {
  const codes = new Set(entries.map(({ currency }) => currency));
  const from = Math.min(...entries.map(({ valueDate }) => dayNumber(valueDate ?? "")));
  const assigned = await assignedItemsOf(database, organisation, { codes, from, tokens });
  if (assigned.length === 0) return [];
  const byItem = new Map(assigned.map((one) => [one.item.id, one]));
  const byEntry = new Map(entries.map((entry) => [entry.id, entry]));
  const seen: NewIndirectPayment[] = [];
  for (const decision of await decided(database, organisation, { entries, assigned, from, tasks })) {
    const entry = byEntry.get(decision.line);
    const reference = entry?.bankReference ?? null;
    if (entry === undefined || reference === null || !isSure(decision)) continue;
    const valueDay = dayNumber(entry.valueDate ?? "");
    for (const { item, cash } of decision.allocations) {
      const about = byItem.get(item);
      if (about === undefined || cash <= 0n || !(await wasAssigned(database, about, valueDay))) continue;
      const factor = (await holdingsOf(database, [about.receivable])).get(about.receivable)?.owner;
      if (factor === undefined) continue;
      seen.push({
        ...{ id: randomUUID(), receivable: about.receivable, bankRef: keccakOfText(reference) },
        ...{ reference, seller: organisation, factor, debtor: about.buyer, valueDay },
        ...{
          currency: about.currency,
          amount: cash * about.factor,
          source: "bankFile",
          reportedBy: null,
          opened: now(),
        },
      });
    }
  }
  return seen;
}

interface Deciding {
  readonly entries: readonly ListedEntry[];
  readonly assigned: readonly AssignedItem[];
  readonly from: number;
  readonly tasks: CashTasks;
}

/** What is the organisation's own competes for the money, so that nothing is called misdirected that is not. */
async function decided(
  sql: Sql,
  organisation: Address,
  { entries, assigned, from, tasks }: Deciding,
): Promise<readonly Decision[]> {
  const own = await loadItems(sql, organisation, from);
  const parties = new Map([...assigned.map(({ party }) => party), ...own.parties].map((party) => [party.id, party]));
  const items = [...own.items, ...assigned.map(({ item }) => item)].filter(isReckonable);
  const lines = entries.filter(isReckonable).map((entry) => ({
    ...{ reference: entry.id, kind: "CASH" as const, payerName: entry.payerName, payerAccount: entry.payerAccount },
    ...{ amount: entry.amount, currency: entry.currency, valueDate: dayNumber(entry.valueDate ?? "") },
    ...{ text: entry.text, structured: entry.structured },
  }));
  return tasks.match({ parties: [...parties.values()], items, lines, policy: SAFE_POLICY });
}

function isReckonable({ amount }: { readonly amount: bigint }): boolean {
  return amount <= MOST_UNITS && amount >= -MOST_UNITS;
}
