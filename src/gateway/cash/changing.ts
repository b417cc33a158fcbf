/** What members change of posted matches: taking them back, saying why a payer was short, having receipts prepared. */
import type { ShortReason } from "../../domain/cashMatch.ts";
import { undo } from "../../reconciliation/cash/ledger.ts";
import { allocationsOf, renewAllocation, setTending } from "../../store/cashAllocations.ts";
import type { CashAllocation } from "../../store/cashAllocations.ts";
import { cashMatchBy, stateReason } from "../../store/cashMatches.ts";
import { intentOf } from "../../store/intents.ts";
import type { IntentState } from "../../wire/intent.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { fateOf } from "../intents/fates.ts";
import { ledgerOf, refusedAsBill } from "./bills.ts";
import { held, named, overAs } from "./deciding.ts";
import { tendMatch } from "./tending.ts";
import { undoMatch } from "./undoing.ts";

const OVER: ReadonlySet<IntentState> = new Set(["withdrawn", "refused", "expired"]);

/** Takes a posted match back. @throws ProblemError `MatchOver`, `BillOver` */
export async function takeBackMatch(deps: GatewayDeps, member: Member, id: string, match: string): Promise<void> {
  const { database, now } = deps;
  const number = await database.transaction(async (tx) => {
    const found = await held(tx, member, id);
    const before = await cashMatchBy(tx, match);
    if (before?.entry === found.entry.number && before.state === "undone") return undefined;
    const posted = named(found, match);
    if (posted.state !== "posted") throw overAs(posted, "what is posted");
    refusedAsBill(() => undo(ledgerOf(found.entry, posted), found.entry.id));
    await undoMatch(tx, posted, { cause: "member", by: member.account, now: now() });
    return posted.number;
  });
  if (number !== undefined) await tendMatch(deps, number);
}

/** Says why a payer kept something back; whoever says it last is believed. @throws ProblemError `MatchOver` */
export async function stateShort(
  { database, now }: GatewayDeps,
  member: Member,
  id: string,
  { match, code, text }: { readonly match: string; readonly code: ShortReason; readonly text: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const { number } = named(await held(tx, member, id), match);
    await stateReason(tx, number, { code, text, account: member.account, at: now() });
  });
}

/** Has receipts prepared in the place of those that never will be recorded. @throws ProblemError `MatchOver` */
export async function renewReceipts(deps: GatewayDeps, member: Member, id: string, match: string): Promise<void> {
  const { database } = deps;
  const number = await database.transaction(async (tx) => {
    const posted = named(await held(tx, member, id), match);
    if (posted.state !== "posted") throw overAs(posted, "what is posted");
    for (const allocation of (await allocationsOf(tx, [posted.number])).get(posted.number) ?? []) {
      if (await isOver(deps, tx, allocation)) await renewAllocation(tx, allocation);
    }
    await setTending(tx, [posted.number], true);
    return posted.number;
  });
  await tendMatch(deps, number);
}

async function isOver(
  { now }: GatewayDeps,
  tx: Parameters<typeof allocationsOf>[0],
  { receivable, intent }: CashAllocation,
): Promise<boolean> {
  if (receivable === null) return false;
  const known = intent === null ? undefined : await intentOf(tx, intent);
  return known === undefined || OVER.has((await fateOf(tx, known, now())).state);
}
