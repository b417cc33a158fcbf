/** Asking for somebody else's signature: how many it takes is settled here, and stays. */
import { policiesAt, termsOf, timesOf } from "../../domain/duties/approvals.ts";
import type { ApprovalKind, ApprovalTerms } from "../../domain/duties/approvals.ts";
import type { Address } from "../../domain/receivable.ts";
import { approvalPoliciesOf } from "../../store/approvalPolicies.ts";
import { approvalOf, countOpenApprovals, insertApproval, sumAsked } from "../../store/approvals.ts";
import type { StoredApproval } from "../../store/approvals.ts";
import type { Transaction } from "../../store/database.ts";
import { lockCount } from "../../store/quotas.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import { ProblemError } from "../http/problems.ts";
import { tellApproval } from "./telling.ts";

/** What is asked for. Amount and currency are both there or neither; money in minor units. */
export interface ApprovalRequest {
  readonly organisation: Address;
  /** A UUID of whoever asks. */
  readonly id: string;
  readonly kind: ApprovalKind;
  /** What it is about; whoever uses the approval names the same. */
  readonly subject: string;
  readonly customer: Address | null;
  readonly amount: bigint | null;
  readonly currency: Address | null;
  readonly reason: string;
  readonly asker: Address;
}

type Weighed = Pick<ApprovalRequest, "organisation" | "kind" | "subject" | "customer" | "amount" | "currency">;

/** What an ask takes by the policies in force, and which version that is. */
export interface Weight {
  readonly terms: ApprovalTerms;
  /** 0 where there is none. */
  readonly version: number;
  /** Whether its kind has tiers at all: what is below them counts together with what follows. */
  readonly isTiered: boolean;
}

const DAY = 86_400;
const MOST_OPEN = 2_000;

/**
 * Weighs a request together with what was asked before about its subject or customer, so that parts of a sum count as
 * the sum; others who weigh at the same time wait until the transaction ends.
 */
export async function weigh(tx: Transaction, asked: Weighed, at: number, but?: string): Promise<Weight> {
  const { organisation, kind, currency, amount } = asked;
  await lockCount(tx, `approvals of ${organisation} for ${kind}`);
  const policies = policiesAt(await approvalPoliciesOf(tx, organisation), at);
  const days = Math.max(0, ...policies.map(({ windowDays }) => windowDays));
  const period = { from: at - days * DAY, to: at, ...(but === undefined ? {} : { but }) };
  const sum = amount === null ? null : amount + (await sumAsked(tx, asked, period));
  return {
    terms: termsOf(policies, { kind, currency, amount: sum }),
    version: policies.at(-1)?.version ?? 0,
    isTiered: policies.some(({ tiers }) => tiers.some((tier) => tier.kind === kind)),
  };
}

/** Keeps a request, tells those who may decide. @throws ProblemError `IdTaken`, `ApprovalUnneeded`, `QuotaReached` */
export async function askApproval(tx: Transaction, given: ApprovalRequest, at: number): Promise<StoredApproval> {
  const asked = { ...given, subject: given.subject.toLowerCase() };
  const { organisation, id, kind, subject } = asked;
  if ((await countOpenApprovals(tx, organisation, at)) >= MOST_OPEN) {
    throw quotaReached(MOST_OPEN, "requests for approval that wait: decide or withdraw one first");
  }
  const { terms, version } = await weigh(tx, asked, at);
  if (terms.approvers === 0) {
    const detail = `no tier of the organisation asks for a signature on ${kind} of ${subject}`;
    throw new ProblemError("ApprovalUnneeded", `${detail}: go on without one`);
  }
  const { remind, escalate, until } = timesOf(terms, at);
  const times = { asked: at, until, escalates: escalate, due: remind };
  const { approvers: needed, duty, escalatesTo } = terms;
  const number = await insertApproval(tx, { ...asked, ...times, needed, duty, escalatesTo, policy: version });
  if (number === undefined) throw idTaken("a request for approval");
  await tellApproval(tx, { organisation, id, kind, word: "asked", at });
  const kept = await approvalOf(tx, organisation, id);
  if (kept === undefined) throw new Error(`the approval ${id} was kept and is not there`);
  return kept;
}
