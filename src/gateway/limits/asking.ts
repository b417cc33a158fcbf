/** What credit an intent would give, and to whom: issues, and whatever raises a claim or gives more time. */
import { commitmentOf, idOf } from "../../domain/commitment.ts";
import { debited } from "../../domain/derived.ts";
import type { Address, Receivable } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { Database, Sql, Transaction } from "../../store/database.ts";
import type { NewIntent } from "../../store/intents.ts";
import { grantsOfIntents } from "../../store/limitGrants.ts";
import { documentFactsOf } from "../../store/pairItems.ts";
import type { GatewayDeps } from "../deps.ts";
import { materialOf } from "../intents/material.ts";
import { isOfReceivable } from "../intents/plans.ts";
import type { ReceivablePlan } from "../intents/receivablePlans.ts";
import { checkThawed } from "./freezing.ts";
import { grantCredit } from "./granting.ts";
import type { CreditAsked } from "./granting.ts";

const DAY = 86_400;

type Asking = Pick<NewIntent, "id" | "organisation" | "verb" | "prepared" | "preparedBy" | "body" | "parties">;

interface Creditor {
  readonly organisation: Address;
  /** Who stands for the intent there, unless the organisation prepared it: then its preparer does. */
  readonly actor: Address;
}

/**
 * Checks an intent in the transaction in which it is prepared.
 * @throws ProblemError as {@link grantCredit}
 */
export async function grantPrepared(
  tx: Transaction,
  deps: Pick<GatewayDeps, "tokens" | "now">,
  intent: Asking,
  creditor: Creditor,
): Promise<void> {
  const asked = await creditAskedBy(tx, intent, creditor);
  if (asked !== undefined) await grantCredit(tx, deps, asked);
}

/**
 * Checks intents that are about to be signed for a creditor and were not checked before: the buyer's address came
 * later, another party prepared them, or the limit is newer. What was granted stays so, unless the customer is frozen.
 * @throws ProblemError as {@link grantCredit}
 */
export async function grantSigned(
  deps: Pick<GatewayDeps, "tokens" | "now"> & { readonly database: Database },
  intents: readonly Asking[],
  creditor: Creditor,
): Promise<void> {
  const asking = intents.filter(({ verb }) => GIVING.has(verb));
  if (asking.length === 0) return;
  const ids = asking.map(({ id }) => id);
  const granted = await grantsOfIntents(deps.database, creditor.organisation, ids);
  const limited = granted.filter(({ limit, policyVersion }) => limit !== null || policyVersion !== null);
  const known = new Set(limited.map(({ intent }) => intent));
  // Of a batch each comes once more with whoever put it together: that person prepared it too.
  for (const [intent, ...again] of Map.groupBy(asking, ({ id }) => id).values()) {
    if (intent === undefined) continue;
    await deps.database.transaction(async (tx) => {
      const found = await creditAskedBy(tx, intent, creditor);
      if (found === undefined) return;
      const asked = { ...found, preparers: [...found.preparers, ...again.map(({ preparedBy }) => preparedBy)] };
      if (known.has(intent.id)) await checkThawed(tx, creditor.organisation, asked.customer);
      else await grantCredit(tx, deps, asked);
    });
  }
}

const GIVING: ReadonlySet<string> = new Set(["issue", "amend", "debit"]);

/** Undefined for what gives no credit, has no buyer yet, or is asked of the buyer itself. */
async function creditAskedBy(
  sql: Sql,
  intent: Asking,
  { organisation, actor }: Creditor,
): Promise<CreditAsked | undefined> {
  const { plan } = materialOf(intent);
  if (plan === null || !isOfReceivable(plan)) return undefined;
  const given = givenBy(plan);
  const { buyer } = plan.receivable.header;
  if (given === undefined || buyer === organisation) return undefined;
  const id = idOf(plan.receivable.header);
  const { added, after, isLonger } = given;
  if (added === 0n && !isLonger) return undefined;
  return {
    ...{
      organisation,
      actor: intent.organisation === organisation ? intent.preparedBy : actor,
      preparers: intent.parties.flatMap(({ party, preparedBy }) =>
        party === organisation && preparedBy !== null ? [preparedBy] : [],
      ),
      intent: intent.id,
      receivable: id,
      customer: buyer,
      verb: intent.verb,
      added,
    },
    ...{ currency: after.terms.currency, amount: after.terms.amount, commitment: commitmentOf(after) },
    netDays: isLonger ? after.terms.dueDay - (await documentDay(sql, id, intent.prepared)) : undefined,
  };
}

interface Given {
  readonly added: bigint;
  readonly after: Receivable;
  /** Whether it gives more time than was agreed before. */
  readonly isLonger: boolean;
}

function givenBy({ deed, receivable }: ReceivablePlan): Given | undefined {
  const { amount, dueDay } = receivable.terms;
  if (deed.verb === "issue") return { added: amount, after: receivable, isLonger: true };
  if (deed.verb === "debit") return { added: deed.amount, after: debited(receivable, deed.amount), isLonger: false };
  if (deed.verb !== "amend") return undefined;
  const { amended: after } = deed;
  const raise = after.terms.amount - amount;
  return { added: raise > 0n ? raise : 0n, after, isLonger: after.terms.dueDay > dueDay };
}

/** A document of a later day than today gives no more time than one of today. */
async function documentDay(sql: Sql, id: CreditAsked["receivable"], prepared: number): Promise<number> {
  const today = Math.floor(prepared / DAY);
  const date = (await documentFactsOf(sql, [id])).get(id)?.issueDate ?? null;
  return date === null ? today : Math.min(today, dayNumber(date));
}
