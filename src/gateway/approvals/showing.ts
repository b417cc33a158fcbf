/** Requests for approval as the interface shows them. */
import type { z } from "zod";
import type { ApprovalState } from "../../domain/duties/approvals.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { decisionsOf } from "../../store/approvalDecisions.ts";
import type { StoredDecision } from "../../store/approvalDecisions.ts";
import type { StoredApproval } from "../../store/approvals.ts";
import type { Sql } from "../../store/database.ts";
import type { approval, approvalProof } from "../../wire/approval.ts";
import type { GatewayDeps } from "../deps.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import type { Staff } from "./eligible.ts";
import { countedApprovers } from "./using.ts";

type ShownApproval = z.output<typeof approval>;

/** How a request stands. @param counted How many people's signatures count. */
export function stateOf(
  { used, refused, withdrawn, until, needed }: StoredApproval,
  counted: number,
  at: number,
): ApprovalState {
  if (used !== null) return "used";
  if (refused !== null) return "refused";
  if (withdrawn !== null) return "withdrawn";
  if (until < at) return "lapsed";
  return counted >= needed ? "approved" : "pending";
}

export async function shownApprovals(
  sql: Sql,
  staff: Staff,
  asked: readonly StoredApproval[],
  tokens: Tokens,
): Promise<readonly ShownApproval[]> {
  const decisions = await decisionsOf(
    sql,
    asked.map(({ number }) => number),
  );
  const shown: ShownApproval[] = [];
  for (const one of asked) shown.push(await shownApproval(sql, staff, one, decisions.get(one.number) ?? [], tokens));
  return shown;
}

async function shownApproval(
  sql: Sql,
  staff: Staff,
  one: StoredApproval,
  decisions: readonly StoredDecision[],
  tokens: Tokens,
): Promise<ShownApproval> {
  const counted = await countedApprovers(sql, staff, one, decisions);
  const currency = shownCurrency(one.currency ?? undefined, tokens);
  return {
    ...{ id: one.id, kind: one.kind, subject: one.subject, customer: one.customer, currency, reason: one.reason },
    amount: one.amount === null ? null : shownAmount(one.amount, currency),
    ...{ asker: one.asker, asked: shownInstant(one.asked), until: shownInstant(one.until), needed: one.needed },
    ...{ duty: one.duty, escalatesTo: one.escalatesTo, escalates: shownInstant(one.escalates), policy: one.policy },
    ...{ state: stateOf(one, counted.length, staff.at), told: one.told },
    ...{ usedAt: one.used === null ? null : shownInstant(one.used), usedBy: one.usedBy },
    decisions: decisions.map(({ approver, isApproved, reason, deadline, signature, delegation, at }) => ({
      ...{ approver, isApproved, reason, deadline: shownInstant(deadline), signature, delegation },
      ...{ at: shownInstant(at), counts: counted.includes(approver) },
    })),
  };
}

/** What an auditor checks without this gateway. */
export function shownProof(
  one: StoredApproval,
  decisions: readonly StoredDecision[],
  { chainId, ledger }: GatewayDeps["addresses"],
): z.output<typeof approvalProof> {
  const { organisation, id, kind, subject, customer, amount, currency, asker } = one;
  return {
    ...{
      format: "countersign approval 1",
      organisation,
      chainId,
      ledger,
      id,
      kind,
      subject,
      customer,
      currency,
      asker,
    },
    amount: amount === null ? null : amount.toString(),
    decisions: decisions.map(({ approver, isApproved, reason, reasonHash, deadline, signature, at }) => ({
      ...{ approver, isApproved, deadline, signature, at: shownInstant(at) },
      // No decision is signed without a reason.
      ...(reason === "" ? { reason: null, reasonHash } : { reason, reasonHash: keccakOfText(reason) }),
    })),
  };
}
