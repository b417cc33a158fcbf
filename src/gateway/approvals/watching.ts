/**
 * Looks at requests for approval whose time runs: they are reminded of, escalate and lapse. Any number of processes may
 * do so at once: each step is stored with its notice, by one of them.
 */
import type { ApprovalWord } from "../../domain/duties/approvals.ts";
import { decisionsOf } from "../../store/approvalDecisions.ts";
import { endApproval, holdDueApproval, moveApproval } from "../../store/approvals.ts";
import type { StoredApproval } from "../../store/approvals.ts";
import type { Transaction } from "../../store/database.ts";
import type { GatewayDeps } from "../deps.ts";
import { readStaff } from "./eligible.ts";
import { tellApproval } from "./telling.ts";
import { countedApprovers } from "./using.ts";

/** Looks at one. @returns whether there was one. */
export async function watchApproval({ database, now }: Pick<GatewayDeps, "database" | "now">): Promise<boolean> {
  return database.transaction(async (tx) => {
    const found = await holdDueApproval(tx, now());
    if (found === undefined) return false;
    await step(tx, found, now());
    return true;
  });
}

async function step(tx: Transaction, asked: StoredApproval, at: number): Promise<void> {
  const { number, until, escalates } = asked;
  if (at > until) {
    await endApproval(tx, number, "lapsed", until);
    await tell(tx, asked, "lapsed", { due: until, at });
    return;
  }
  if (await isDecided(tx, asked, at)) {
    // Whoever asked knows; it lapses all the same if it is not used.
    await moveApproval(tx, number, { told: asked.told, due: until + 1 });
    return;
  }
  if (at >= escalates) await tell(tx, asked, "escalated", { due: until + 1, at });
  else await tell(tx, asked, "reminded", { due: escalates, at });
}

async function isDecided(tx: Transaction, asked: StoredApproval, at: number): Promise<boolean> {
  const decisions = (await decisionsOf(tx, [asked.number])).get(asked.number) ?? [];
  const staff = await readStaff(tx, asked.organisation, at);
  return (await countedApprovers(tx, staff, asked, decisions)).length >= asked.needed;
}

async function tell(
  tx: Transaction,
  { number, organisation, id, kind }: StoredApproval,
  word: ApprovalWord,
  { due, at }: { readonly due: number; readonly at: number },
): Promise<void> {
  await moveApproval(tx, number, { told: word, due });
  await tellApproval(tx, { organisation, id, kind, word, at });
}
