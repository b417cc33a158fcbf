/** Bank entries and decisions as the interface writes them. */
import { currencyByCode } from "../../domain/currency.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import type { EntryState } from "../../domain/cashMatch.ts";
import { allocationsOf } from "../../store/cashAllocations.ts";
import type { CashAllocation } from "../../store/cashAllocations.ts";
import { cashEntriesOf } from "../../store/cashEntries.ts";
import type { ListedEntry } from "../../store/cashEntries.ts";
import { cashJobIds } from "../../store/cashJobs.ts";
import { cashMatchesOf } from "../../store/cashMatches.ts";
import type { CashMatch } from "../../store/cashMatches.ts";
import { intentsOf } from "../../store/intents.ts";
import type { Sql } from "../../store/database.ts";
import type { ShownCashEntry, ShownCashMatch } from "../../wire/cashEntry.ts";
import type { IntentState } from "../../wire/intent.ts";
import { fatesOf } from "../intents/fates.ts";
import { shownInstant } from "../receivables/showing.ts";
import { bodyOf } from "./body.ts";
import type { KeptAllocation } from "./body.ts";

/** Minor units of a currency as decimal text. */
export function amountIn(code: string): (units: bigint) => string {
  const exponent = currencyByCode(code)?.exponent ?? 0;
  return (units) => formatDecimal(fromMinorUnits(units, exponent));
}

/** What the decisions of a page need beside themselves. */
interface Beside {
  readonly allocations: ReadonlyMap<number, readonly CashAllocation[]>;
  /** By the numbers of jobs. */
  readonly runs: ReadonlyMap<number, string>;
  readonly states: ReadonlyMap<string, IntentState>;
}

/** Entries with the decisions that stand. @param now Unix seconds. */
export async function shownEntries(
  sql: Sql,
  entries: readonly ListedEntry[],
  now: number,
): Promise<readonly ShownCashEntry[]> {
  const numbers = entries.flatMap(({ match }) => match ?? []);
  const matches = await cashMatchesOf(sql, numbers);
  const beside = await besideOf(sql, [...matches.values()], now);
  const counterparts = await cashEntriesOf(
    sql,
    entries.flatMap(({ counterpart }) => counterpart ?? []),
  );
  const ids = new Map(counterparts.map(({ number, id }) => [number, id]));
  return entries.map((entry) => {
    const match = matches.get(entry.match ?? 0);
    return shownEntry(entry, {
      counterpart: ids.get(entry.counterpart ?? 0) ?? null,
      state: stateOf(entry, match),
      match: match === undefined ? null : shownMatch(match, entry, beside),
    });
  });
}

/** Decisions about one entry. */
export async function shownMatches(
  sql: Sql,
  entry: ListedEntry,
  matches: readonly CashMatch[],
  now: number,
): Promise<ShownCashMatch[]> {
  const beside = await besideOf(sql, matches, now);
  return matches.map((match) => shownMatch(match, entry, beside));
}

function stateOf({ leftOut }: ListedEntry, match: CashMatch | undefined): EntryState {
  if (match?.state === "posted") return "posted";
  if (leftOut !== null) return "leftOut";
  return match?.state === "proposed" || match?.state === "exception" ? match.state : "unmatched";
}

async function besideOf(sql: Sql, matches: readonly CashMatch[], now: number): Promise<Beside> {
  const allocations = await allocationsOf(
    sql,
    matches.map(({ number }) => number),
  );
  const ids = [...allocations.values()].flat().flatMap(({ intent, reversal }) => [intent ?? [], reversal ?? []].flat());
  const intents = ids.length === 0 ? [] : await intentsOf(sql, ids);
  const fates = await fatesOf(sql, intents, now);
  return {
    allocations,
    runs: await cashJobIds(
      sql,
      matches.flatMap(({ run }) => run ?? []),
    ),
    states: new Map(intents.map(({ id }, place) => [id, fates[place]?.state ?? "prepared"])),
  };
}

function shownEntry(
  entry: ListedEntry,
  decided: Pick<ShownCashEntry, "state" | "match" | "counterpart">,
): ShownCashEntry {
  const { id, name, account, bankReference, bookingDate, valueDate, currency, payerName, payerAccount } = entry;
  return {
    ...{ id, name, account, bankReference, bookingDate, valueDate, currency, payerName, payerAccount },
    ...{ amount: amountIn(currency)(entry.amount), text: entry.text, references: [...entry.structured] },
    ...{ leftOut: entry.leftOut, bill: entry.bill, ...decided },
  };
}

function shownMatch(match: CashMatch, entry: ListedEntry, { allocations, runs, states }: Beside): ShownCashMatch {
  const { id, state, rule, confidence, party, run, decidedBy, cause, undoneBy, undone, reason } = match;
  const amount = amountIn(entry.currency);
  const { allocations: kept, explanation } = bodyOf(match);
  const applied = kept.reduce((sum, { cash }) => sum + cash, 0n);
  return {
    ...{ id, state, rule, confidence, party: party === "" ? null : party, payer: explanation?.payer ?? null },
    ...{ candidates: explanation?.candidates ?? null, solutions: explanation?.solutions ?? null },
    ...{ contested: explanation?.contested ?? false, allocations: kept.map((one) => shownAllocation(one, amount)) },
    ...{ unapplied: amount(entry.amount - applied), run: runs.get(run ?? 0) ?? null, decidedBy },
    ...{ decided: shownInstant(match.decided), cause, undoneBy, undone: undone === null ? null : shownInstant(undone) },
    reason: reason === null ? null : { ...reason, at: shownInstant(reason.at) },
    receipts: (allocations.get(match.number) ?? []).flatMap((one) => shownReceipt(one, amount, states)),
  };
}

function shownAllocation(
  { receivable, party, number, line, cash, discount, difference, reason }: KeptAllocation,
  amount: (units: bigint) => string,
): ShownCashMatch["allocations"][0] {
  return {
    item: { receivable, party, number, line },
    ...{ cash: amount(cash), discount: amount(discount), difference: amount(difference), reason },
  };
}

function shownReceipt(
  { receivable, bankReference, valueDate, cash, intent, reversal, problem }: CashAllocation,
  amount: (units: bigint) => string,
  states: ReadonlyMap<string, IntentState>,
): ShownCashMatch["receipts"] {
  if (receivable === null) return [];
  const shown = { receivable, bankReference, valueDate, cash: amount(cash), intent, reversal, problem };
  return [{ ...shown, state: states.get(intent ?? "") ?? null, reversalState: states.get(reversal ?? "") ?? null }];
}
