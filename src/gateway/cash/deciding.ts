/** What members decide about bank entries: each decision once, by somebody, and on what stands. */
import type { Address } from "../../domain/receivable.ts";
import type { Allocation } from "../../reconciliation/cash/model.ts";
import { keepAllocations, setTending } from "../../store/cashAllocations.ts";
import { cashEntryOf, changeEntry } from "../../store/cashEntries.ts";
import type { ListedEntry } from "../../store/cashEntries.ts";
import { lockCash } from "../../store/cashJobs.ts";
import { cashMatchBy, cashMatchesOf, insertCashMatches, setMatchState, supersede } from "../../store/cashMatches.ts";
import type { CashMatch, NewCashMatch } from "../../store/cashMatches.ts";
import type { Sql, Transaction } from "../../store/database.ts";
import type { NewMatch } from "../../wire/cashEntry.ts";
import { idTaken } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { allocationsFrom, bodyOf, contentOf, isTellable, keptAllocation } from "./body.ts";
import type { KeptAllocation, MatchBody } from "./body.ts";
import { importedItem, loadItems, receivableItem } from "./items.ts";
import type { CashItems } from "./items.ts";
import { allocationsAsked } from "./asked.ts";
import { tendMatch } from "./tending.ts";

/** A bank entry of the organisation. @throws ProblemError `NotFound` */
export async function ownEntry(sql: Sql, { organisation }: Member, id: string): Promise<ListedEntry> {
  const entry = await cashEntryOf(sql, organisation, id);
  if (entry === undefined) throw notFound();
  return entry;
}

/** An entry and what stands of it, which nobody changes until the transaction ends. */
export interface Held {
  readonly entry: ListedEntry;
  readonly match: CashMatch | undefined;
}

export async function held(tx: Transaction, member: Member, id: string): Promise<Held> {
  await lockCash(tx, member.organisation);
  const entry = await ownEntry(tx, member, id);
  return { entry, match: entry.match === null ? undefined : (await cashMatchesOf(tx, [entry.match])).get(entry.match) };
}

/** @throws ProblemError `MatchOver` where another decision stands than the one that is named */
export function named({ match }: Held, id: string): CashMatch {
  if (match?.id === id) return match;
  const stands = match === undefined ? "none stands" : `${match.id} stands, which is ${match.state}`;
  throw new ProblemError("MatchOver", `of the entry ${stands}, and ${id} was named: read the entry again`);
}

export function overAs(match: CashMatch, wanted: string): ProblemError {
  return new ProblemError("MatchOver", `${match.id} is ${match.state}: only ${wanted} can be decided so`);
}

/** Posts what is proposed, or what an exception suggests. @throws ProblemError `MatchOver`, `MatchUnfit` */
export async function confirmMatch(deps: GatewayDeps, member: Member, id: string, match: string): Promise<void> {
  const number = await deps.database.transaction(async (tx) => {
    const found = await held(tx, member, id);
    if (await isConfirmed(tx, found, match)) return undefined;
    const known = named(found, match);
    const { allocations } = bodyOf(known);
    if (known.state !== "proposed" && known.state !== "exception") throw overAs(known, "a proposal");
    await checkFit(tx, found.entry, allocations);
    const { rule, confidence, party, body, number: before } = known;
    return post(tx, found, { ...decidedBy(member, deps.now()), rule, confidence, party, before }, body as MatchBody);
  });
  if (number !== undefined) await tendMatch(deps, number);
}

/** Whether somebody sends once more what was done. */
async function isConfirmed(tx: Transaction, { match }: Held, id: string): Promise<boolean> {
  if (match?.state !== "posted" || match.before === null) return false;
  return (await cashMatchesOf(tx, [match.before])).get(match.before)?.id === id;
}

/** Matches by hand. @throws ProblemError `AmountUnfit`, `IdTaken`, `MatchStands`, `MatchUnfit` */
export async function matchByHand(deps: GatewayDeps, member: Member, id: string, asked: NewMatch): Promise<void> {
  const number = await deps.database.transaction(async (tx) => {
    const found = await held(tx, member, id);
    const items = await loadItems(tx, member.organisation, 0);
    const allocations = allocationsAsked(asked, found.entry.currency, keysIn(items)).map((one) => kept(one, items));
    const known = await cashMatchBy(tx, asked.match);
    if (known !== undefined) {
      const isSame = known.entry === found.entry.number && known.content === contentOf(null, allocations);
      if (!isSame || known.organisation !== member.organisation) throw idTaken("another match");
      return undefined;
    }
    if (found.match?.state === "posted") throw standing(`${found.match.id} is posted for it: undo that first`);
    checkItems(found.entry, allocations, items);
    const party = partyOf(allocations);
    const match = { ...decidedBy(member, deps.now()), id: asked.match, rule: null, confidence: 10_000, party };
    return post(tx, found, { ...match, before: null }, { allocations, explanation: null });
  });
  if (number !== undefined) await tendMatch(deps, number);
}

function keysIn({ names }: CashItems): (item: NewMatch["allocations"][0]["item"]) => string | undefined {
  const imported = new Map(
    [...names].map(([key, { party, number, line }]) => [JSON.stringify([party, number, line]), key]),
  );
  return (item) => {
    if ("receivable" in item)
      return names.has(receivableItem(item.receivable)) ? receivableItem(item.receivable) : undefined;
    const direct = importedItem({ party: item.party, invoice: item.number, line: item.line });
    return names.has(direct) ? direct : imported.get(JSON.stringify([item.party, item.number, item.line]));
  };
}

function kept(allocation: Allocation, { names }: CashItems): KeptAllocation {
  return keptAllocation(allocation, names);
}

/** Refuses what is proposed: no run proposes the same again. @throws ProblemError `MatchOver` */
export async function refuseMatch(deps: GatewayDeps, member: Member, id: string, match: string): Promise<void> {
  const { database, now } = deps;
  await database.transaction(async (tx) => {
    const found = await held(tx, member, id);
    const known = found.match === undefined ? await cashMatchBy(tx, match) : undefined;
    if (known?.entry === found.entry.number && known.state === "refused") return;
    const proposal = named(found, match);
    if (proposal.state !== "proposed") throw overAs(proposal, "a proposal");
    await setMatchState(tx, proposal.number, { state: "refused", by: member.account, now: now() });
    await changeEntry(tx, found.entry.number, { match: null });
  });
}

function standing(detail: string): ProblemError {
  return new ProblemError("MatchStands", detail);
}

type Decided = Pick<NewCashMatch, "organisation" | "decidedBy" | "decided" | "run" | "state">;

function decidedBy({ organisation, account }: Member, now: number): Decided & { readonly decidedBy: Address } {
  return { organisation, decidedBy: account, decided: now, run: null, state: "posted" };
}

/** Posts a decision in the place of what stood. @returns its number */
async function post(
  tx: Transaction,
  { entry, match: stood }: Held,
  match: Omit<NewCashMatch, "entry" | "content" | "body">,
  body: MatchBody,
): Promise<number> {
  if (entry.leftOut !== null) throw standing(`the entry is ${entry.leftOut}: there is nothing to apply`);
  if (stood !== undefined) await supersede(tx, [stood.number]);
  const content = contentOf(match.rule, body.allocations);
  const numbers = await insertCashMatches(tx, [{ ...match, entry: entry.number, content, body }]);
  const number = numbers.get(entry.number);
  if (number === undefined) throw new Error(`the match of entry ${entry.id} was not written`);
  await keepAllocations(tx, allocationsFrom(entry, number, body.allocations));
  await setTending(tx, [number], true);
  return number;
}

async function checkFit(tx: Transaction, entry: ListedEntry, allocations: readonly KeptAllocation[]): Promise<void> {
  if (allocations.length === 0) throw unfit("it names no item: say what the entry pays");
  checkItems(entry, allocations, await loadItems(tx, entry.organisation, 0));
}

/** No more of the entry than came in, and no more of an item than is open of it. @throws ProblemError `MatchUnfit` */
function checkItems(
  { amount, currency }: ListedEntry,
  allocations: readonly KeptAllocation[],
  { items }: CashItems,
): void {
  const cash = allocations.reduce((sum, one) => sum + one.cash, 0n);
  if (cash > amount || cash <= 0n) throw unfit("it puts more cash to items than came in, or none: correct the sums");
  if (!isTellable(amount, allocations)) {
    throw unfit("it puts more to receivables than came by the bank: credit them on the ledger first");
  }
  const open = new Map(items.map((item) => [item.id, item]));
  for (const one of allocations) {
    const item = open.get(one.item);
    const taken = one.cash + one.discount + one.difference;
    const left = item?.amount ?? 0n;
    const isWithin = left > 0n ? taken > 0n && taken <= left : taken < 0n && taken >= left;
    if (item?.currency !== currency) throw unfit(`${one.number || one.item} is not owed in ${currency}`);
    if (!isWithin)
      throw unfit(`it takes more of ${one.number || one.item} than is open, or nothing: read what is open`);
  }
}

function unfit(detail: string): ProblemError {
  return new ProblemError("MatchUnfit", detail);
}

/** Whom all items are owed by; "" where that is more than one party. */
function partyOf(allocations: readonly KeptAllocation[]): string {
  const parties = new Set(allocations.map(({ party }) => party));
  const [party = ""] = parties;
  return parties.size === 1 ? party : "";
}
