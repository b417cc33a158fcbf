/**
 * Brings the intents of matches in line with what was decided: a posted match prepares a receipt for each receivable
 * that it settles, which a member signs as any other intent; an undone one withdraws what is not sent, and prepares the
 * reversal of what is recorded. Every step can be taken again, so that whatever broke off goes on.
 */
import { ZERO_HASH } from "../../domain/receivable.ts";
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { allocationsOf, matchesToTend, noteAllocation, setTending } from "../../store/cashAllocations.ts";
import type { CashAllocation } from "../../store/cashAllocations.ts";
import { cashEntriesOf } from "../../store/cashEntries.ts";
import type { ListedEntry } from "../../store/cashEntries.ts";
import { cashMatchesOf } from "../../store/cashMatches.ts";
import type { CashMatch } from "../../store/cashMatches.ts";
import { cashJobAccount } from "../../store/cashJobs.ts";
import { intentOf } from "../../store/intents.ts";
import type { IntentState } from "../../wire/intent.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { fateOf } from "../intents/fates.ts";
import { uuidOf } from "../intents/ids.ts";
import { prepareAct } from "../intents/preparing.ts";
import { withdrawOne } from "../intents/signing.ts";

const MOST_AT_ONCE = 100;
const AT_SEA: ReadonlySet<IntentState> = new Set(["signed", "sent"]);
const GONE: ReadonlySet<IntentState> = new Set(["withdrawn", "refused"]);

/** Tends the next matches that wait for it. @returns whether any did what was left to do */
export async function tendCash(deps: GatewayDeps): Promise<boolean> {
  const { database, logger } = deps;
  let isAny = false;
  for (let after = 0; ;) {
    const numbers = await matchesToTend(database, after, MOST_AT_ONCE);
    for (const number of numbers) {
      const isDone = await tendMatch(deps, number).catch((error: unknown) => {
        logger.warn({ err: error, match: number }, "the intents of a match are prepared later");
        return false;
      });
      isAny ||= isDone;
    }
    const last = numbers.at(-1);
    if (last === undefined || numbers.length < MOST_AT_ONCE) return isAny;
    after = last;
  }
}

/** @returns whether nothing is left to do; what is on its way to the chain is looked at again later */
export async function tendMatch(deps: GatewayDeps, number: number): Promise<boolean> {
  const { database } = deps;
  const match = (await cashMatchesOf(database, [number])).get(number);
  const [entry] = match === undefined ? [] : await cashEntriesOf(database, [match.entry]);
  if (match === undefined || entry === undefined) return true;
  const member = await memberOf(deps, match);
  const allocations = (await allocationsOf(database, [number])).get(number) ?? [];
  let isDone = true;
  for (const allocation of allocations) {
    const step = match.state === "posted" ? record : takeBack;
    if (allocation.receivable !== null && !(await step(deps, member, { match, entry, allocation }))) isDone = false;
  }
  await setTending(database, [number], !isDone);
  return isDone;
}

/** Whoever decided, or let a run decide, has the intents prepared. */
async function memberOf({ database }: GatewayDeps, { organisation, decidedBy, run }: CashMatch): Promise<Member> {
  const account = decidedBy ?? (run === null ? undefined : await cashJobAccount(database, run)) ?? organisation;
  return { organisation, account, scopes: new Set(), token: "" };
}

interface Tended {
  readonly match: CashMatch;
  readonly entry: ListedEntry;
  readonly allocation: CashAllocation;
}

/** A bill that is not honoured has paid nothing (R37): the ledger is told once it has. */
async function record(deps: GatewayDeps, member: Member, { match, entry, allocation }: Tended): Promise<boolean> {
  if (allocation.intent !== null || allocation.receivable === null) return true;
  if (entry.bill !== null && entry.bill.state !== "HONOURED") return true;
  const { receivable, cash, bankReference, valueDate } = allocation;
  const id = uuidOf(deps.config.secret, `receipt ${allocation.attempt} of match ${match.id} of ${receivable}`);
  await prepared(deps, allocation, "intent", async () => {
    const amount = formatDecimal(fromMinorUnits(cash, currencyByCode(entry.currency)?.exponent ?? 0));
    const act = { verb: "recordReceipt", id, receivable, bankReference, cash: amount, valueDate } as const;
    return (await prepareAct(deps, member, act)).intent.id;
  });
  // Undone while this was prepared: what was prepared is withdrawn at the next look.
  return (await cashMatchesOf(deps.database, [match.number])).get(match.number)?.state === "posted";
}

/** @returns false for what may be on the chain any moment */
async function takeBack(deps: GatewayDeps, member: Member, { match, allocation }: Tended): Promise<boolean> {
  const { intent: id, reversal, receivable, bankReference } = allocation;
  const intent = id === null ? undefined : await intentOf(deps.database, id);
  if (intent === undefined || reversal !== null || receivable === null) return true;
  const { state } = await fateOf(deps.database, intent, deps.now());
  if (GONE.has(state)) return true;
  if (AT_SEA.has(state)) return false;
  if (state !== "recorded") {
    await withdrawOne(deps, member, intent.id);
    return true;
  }
  const made = uuidOf(deps.config.secret, `reversal of match ${match.id} of ${receivable}`);
  await prepared(deps, allocation, "reversal", async () => {
    const act = { verb: "reverseReceipt", id: made, receivable, bankReference, evidence: ZERO_HASH } as const;
    return (await prepareAct(deps, member, act)).intent.id;
  });
  return true;
}

/** Notes the intent that was prepared, or why none could be. */
async function prepared(
  { database }: GatewayDeps,
  allocation: CashAllocation,
  which: "intent" | "reversal",
  prepare: () => Promise<string>,
): Promise<void> {
  try {
    await noteAllocation(database, allocation, { [which]: await prepare() });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    await noteAllocation(database, allocation, { problem: `${error.code}: ${error.message}` });
  }
}
