/** Under which mandate an agent signs. */
import { UNCAPPED } from "../../domain/directory.ts";
import { Verb } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { factsOf } from "../../store/facts.ts";
import type { IntentSignature } from "../../store/intentSignatures.ts";
import type { IntentVerb } from "../../wire/intentVerb.ts";

/** Of what agents sign; the calls of desks are signed by nobody. */
const VERBS: Readonly<Partial<Record<IntentVerb, Verb>>> = {
  ...{ issue: Verb.Issue, accept: Verb.Accept, query: Verb.Query, reject: Verb.Reject, pay: Verb.Pay },
  ...{ advise: Verb.Advise, recordReceipt: Verb.RecordReceipt, reverseReceipt: Verb.ReverseReceipt },
  ...{ credit: Verb.Credit, waive: Verb.Waive, dispute: Verb.Dispute, resolve: Verb.Resolve, split: Verb.Split },
  ...{ writeOff: Verb.WriteOff, cancel: Verb.Cancel, consentTransfer: Verb.ConsentTransfer },
  ...{ accelerate: Verb.Accelerate, amend: Verb.Amend, debit: Verb.Debit },
  ...{ postStatement: Verb.PostStatement, acknowledgeDebt: Verb.AcknowledgeDebt, receiveDemand: Verb.ReceiveDemand },
  ...{ giveNotice: Verb.NotifyAssignment, recordFiling: Verb.NotifyAssignment },
  replyToNotice: Verb.AcknowledgeAssignment,
  ...{ agreeSchedule: Verb.AgreeCollection, adoptSchedule: Verb.AgreeCollection },
  ...{ recordCollection: Verb.RecordCollection, takeCollectionStep: Verb.RecordCollection },
  ...{ placeCollection: Verb.PlaceCollection, recallCollection: Verb.PlaceCollection },
  ...{ replyToCollection: Verb.AnswerCollection, promiseToPay: Verb.AnswerCollection },
  ...{ requestExtension: Verb.AnswerCollection, agreePlan: Verb.AgreePlan },
  ...{ agreeBalance: Verb.AgreeBalance, agreeBalanceExcept: Verb.AgreeBalance, rejectBalance: Verb.AgreeBalance },
};

/**
 * The mandate that an agent signs under: for the verb, in force, and without a cap, since what is signed opens no
 * amount to the ledger; or why there is none. Whoever signs a payment pays it, so that nobody signs one for somebody
 * else.
 * @param now Unix seconds.
 */
export async function mandateFor(
  sql: Sql,
  organisation: Address,
  agent: Address,
  verb: IntentVerb,
  now: number,
): Promise<{ readonly mandate: NonNullable<IntentSignature["mandate"]> } | { readonly why: string }> {
  const needed = VERBS[verb];
  if (needed === undefined) return { why: "nobody signs this: its own account sends the call" };
  if (verb === "pay") return { why: "whoever signs a payment pays it: let it sign itself" };
  const { mandates } = await factsOf(sql, [`mandates/${organisation}/${agent}`]);
  const mandate = mandates[0]?.mandate;
  if (mandate === undefined) return { why: "it has no mandate, or its mandate was revoked" };
  const { verbs, from, until, cap, document } = mandate;
  if (now < from || now > until) return { why: "its mandate is not in force" };
  if ((verbs & (1 << needed)) === 0) return { why: `its mandate is not to ${verb}` };
  if (cap !== UNCAPPED) return { why: "its mandate has a cap, and such an agent sends the call itself" };
  return { mandate: { document, until } };
}
