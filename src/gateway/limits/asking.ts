/**
 * What credit an intent would give, and to whom: issues, and whatever raises a claim or gives more time, be it by an
 * amendment or by a payment plan. An extension is a plan of one instalment; a schedule of collection gives no time.
 */
import { commitmentOf, idOf } from "../../domain/commitment.ts";
import { debited } from "../../domain/derived.ts";
import { localDay } from "../../domain/money.ts";
import type { Address, Receivable } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { Database, Sql, Transaction } from "../../store/database.ts";
import type { NewIntent } from "../../store/intents.ts";
import { grantsOfIntents, issueOf } from "../../store/limitGrants.ts";
import { documentFactsOf } from "../../store/pairItems.ts";
import type { GatewayDeps } from "../deps.ts";
import { materialOf } from "../intents/material.ts";
import type { Plan } from "../intents/plans.ts";
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

const GIVING: ReadonlySet<string> = new Set(["issue", "amend", "debit", "agreePlan"]);

/** Undefined for what gives no credit, has no buyer yet, or is asked of the buyer itself. */
async function creditAskedBy(
  sql: Sql,
  intent: Asking,
  { organisation, actor }: Creditor,
): Promise<CreditAsked | undefined> {
  const { plan } = materialOf(intent);
  const given = plan === null ? undefined : givenBy(plan);
  if (given === undefined) return undefined;
  const { added, after, isLonger, lastDay } = given;
  const { buyer } = after.header;
  if (buyer === organisation || (added === 0n && !isLonger)) return undefined;
  const id = idOf(after.header);
  const today = localDay(after.terms, intent.prepared);
  const settlesOverdue = intent.verb === "agreePlan" && today > after.terms.dueDay;
  const countFrom = async (): Promise<number> => (settlesOverdue ? today : firstDay(sql, id, intent.prepared));
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
    netDays: isLonger ? lastDay - (await countFrom()) : undefined,
    settlesOverdue,
  };
}

interface Given {
  readonly added: bigint;
  readonly after: Receivable;
  /** Whether it gives more time than was agreed before. */
  readonly isLonger: boolean;
  /** On which all of it is to be paid. */
  readonly lastDay: number;
}

function givenBy({ deed, ...plan }: Plan): Given | undefined {
  if (deed.verb === "agreePlan") {
    const lastDay = Math.max(0, ...deed.plan.instalments.map(({ payBy }) => payBy));
    return { added: 0n, after: deed.opened, isLonger: lastDay > deed.opened.terms.dueDay, lastDay };
  }
  if (!("receivable" in plan)) return undefined;
  const { receivable } = plan;
  const { amount, dueDay: lastDay } = receivable.terms;
  if (deed.verb === "issue") return { added: amount, after: receivable, isLonger: true, lastDay };
  if (deed.verb === "debit") {
    return { added: deed.amount, after: debited(receivable, deed.amount), isLonger: false, lastDay };
  }
  if (deed.verb !== "amend") return undefined;
  const { amended: after } = deed;
  const raise = after.terms.amount - amount;
  const { dueDay } = after.terms;
  return { added: raise > 0n ? raise : 0n, after, isLonger: dueDay > lastDay, lastDay: dueDay };
}

/**
 * The day from which net days count: of the document, but not after today, nor after the issue, of whatever it is a
 * part of: or each change would begin anew.
 */
async function firstDay(sql: Sql, id: CreditAsked["receivable"], prepared: number): Promise<number> {
  const { ids, issued } = await issueOf(sql, id);
  const facts = await documentFactsOf(sql, ids);
  const dates = [...facts.values()].flatMap(({ issueDate }) => (issueDate === null ? [] : [dayNumber(issueDate)]));
  return Math.min(Math.floor(Math.min(prepared, issued ?? prepared) / DAY), ...dates);
}
