/** How disputes end: each outcome is some intents of both sides, and stands as they and the chain do. */
import { commitmentOf, idOf } from "../../domain/commitment.ts";
import { outcomeState } from "../../domain/cases/dispute.ts";
import type { Dispute, DisputeSide } from "../../domain/cases/dispute.ts";
import type { Sql } from "../../store/database.ts";
import type { DisputeOutcome } from "../../store/disputes.ts";
import { intentsOf } from "../../store/intents.ts";
import type { NewIntent, StoredIntent } from "../../store/intents.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { Outcome, ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { IntentState } from "../../wire/intent.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { randomHash } from "../intents/agreeing.ts";
import { fatesOf } from "../intents/fates.ts";
import type { Fate } from "../intents/fates.ts";
import { materialOf } from "../intents/material.ts";
import type { Material } from "../intents/material.ts";
import type { Opened } from "../intents/opening.ts";
import { isOfDeal } from "../intents/plans.ts";
import type { ReceivablePlan } from "../intents/receivablePlans.ts";

export interface OutcomePart {
  readonly part: "credit" | "withdrawal";
  /** Whose it is to do. */
  readonly side: DisputeSide;
  /** Minor units. */
  readonly amount: bigint;
  readonly intent: StoredIntent | undefined;
  readonly state: IntentState;
}

export interface ReadOutcome {
  readonly outcome: DisputeOutcome;
  readonly parts: readonly OutcomePart[];
}

/** An outcome as its intents and the chain have it now. @param now Unix seconds. */
export async function readOutcome(
  sql: Sql,
  outcome: DisputeOutcome,
  dispute: Dispute,
  now: number,
): Promise<ReadOutcome> {
  const { creditIntent, withdrawalIntent, credit, withdrawal } = outcome;
  const ids = [creditIntent, withdrawalIntent].flatMap((id) => id ?? []);
  const intents = await intentsOf(sql, ids);
  const fates = await fatesOf(sql, intents, now);
  const partOf = (part: OutcomePart["part"], id: string | null, amount: bigint): readonly OutcomePart[] => {
    const place = intents.findIndex((intent) => intent.id === id);
    const [intent, fate] = [intents[place], fates[place]];
    if (intent === undefined || fate === undefined) return [];
    const side = part === "credit" ? "creditor" : "debtor";
    return [{ part, side, amount, intent, state: stateOf(intent, fate, { outcome, dispute, now }) }];
  };
  const parts = [...partOf("credit", creditIntent, credit), ...partOf("withdrawal", withdrawalIntent, withdrawal)];
  return { outcome, parts };
}

interface Known {
  readonly outcome: DisputeOutcome;
  readonly dispute: Dispute;
  readonly now: number;
}

/** At a desk the word of one of the two is recorded, and does nothing before the other's. */
function stateOf(intent: StoredIntent, { state }: Fate, { outcome, dispute, now }: Known): IntentState {
  const { plan } = materialOf(intent);
  if (state !== "recorded" || plan === null || !isOfDeal(plan)) return state;
  const { afterBlock, credit } = outcome;
  const isDone = dispute.acts.some(
    ({ kind, amount, block }) => kind === "conceded" && amount === credit && block > afterBlock,
  );
  if (isDone) return state;
  return intent.deadline < now ? "expired" : "partlySigned";
}

/** Whether an organisation prepared it or is to sign it: it reads it, and may withdraw it. */
export function isTheirs({ organisation, parties }: StoredIntent, reader: Address): boolean {
  return organisation === reader || parties.some(({ party }) => party === reader);
}

/** Whether something of it can still be done. */
export function stands({ parts }: ReadOutcome): boolean {
  const state = outcomeState(parts.map(standingOf));
  return state === "proposed" || state === "underway";
}

/** How a part stands, as far as the outcome goes by it. */
export function standingOf({ state }: Pick<OutcomePart, "state">): Parameters<typeof outcomeState>[0][number] {
  switch (state) {
    case "recorded":
      return "recorded";
    case "refused":
    case "expired":
    case "withdrawn":
      return "over";
    case "awaitingCounterparty":
    case "prepared":
      return "waiting";
    case "partlySigned":
    case "signed":
    case "sent":
      return "given";
  }
}

interface AskedWithdrawal {
  /** The intent's. */
  readonly id: string;
  /** Minor units. */
  readonly amount: bigint;
  readonly evidence: Hex | undefined;
  /** Unix seconds. */
  readonly deadline: number;
  readonly afterBlock: number;
}

/** What the debtor is asked to withdraw, as an act of the creditor's that takes the debtor's signature alone. */
export function askedWithdrawal(
  { now }: GatewayDeps,
  { organisation, account }: Member,
  { receivable, state }: Opened,
  asked: AskedWithdrawal,
): NewIntent {
  const { id, amount, evidence = ZERO_HASH, deadline, afterBlock } = asked;
  const { buyer } = receivable.header;
  const nonce = BigInt(randomHash());
  const deed = { verb: "resolve", amount, outcome: Outcome.Withdrawn, evidence } as const;
  const plan: ReceivablePlan = { deed, receivable, holder: state.holder, party: buyer, nonce };
  const commitment = commitmentOf(receivable);
  const body: Material = { plan, draft: null, said: null };
  return {
    ...{ id, organisation, verb: deed.verb, subject: null, deadline, body },
    content: keccakOfText(JSON.stringify([deed.verb, amount.toString(), evidence, commitment])),
    ...{ receivable: idOf(receivable.header), commitment, counterparty: buyer },
    ...{ statement: null, notice: null, currency: receivable.terms.currency, amount },
    ...{ preparedBy: account, prepared: now(), afterBlock },
    parties: [{ party: buyer, desk: null, nonce, preparedBy: null, deadline: null }],
  };
}
