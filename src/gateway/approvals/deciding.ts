/** Deciding on what somebody else asked for: signed, by a person with the duty, and never by whoever asked. */
import { approvalDigest, checkDecisions } from "../../clients/approvalProof.ts";
import type { Hex } from "../../domain/receivable.ts";
import { decisionsOf, insertDecision, noteAttempt } from "../../store/approvalDecisions.ts";
import type { NewDecision } from "../../store/approvalDecisions.ts";
import { approvalOf, endApproval, lockApproval } from "../../store/approvals.ts";
import type { StoredApproval } from "../../store/approvals.ts";
import type { Transaction } from "../../store/database.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { eligibility, readStaff } from "./eligible.ts";
import type { Staff } from "./eligible.ts";
import { tellApproval } from "./telling.ts";
import { countedApprovers } from "./using.ts";

export interface GivenDecision {
  readonly isApproved: boolean;
  readonly reason: string;
  /** Unix seconds. */
  readonly deadline: number;
  readonly signature: Hex;
}

/** @throws ProblemError; nothing but a note of what was tried is stored then */
export async function decide(deps: GatewayDeps, member: Member, id: string, given: GivenDecision): Promise<void> {
  const { database, now } = deps;
  const { organisation, account } = member;
  const at = now();
  const asked = await approvalOf(database, organisation, id);
  if (asked === undefined) throw notFound();
  if (given.deadline < at) {
    throw new ProblemError("DeadlineInvalid", `the decision was good until ${shownInstant(given.deadline)}: sign anew`);
  }
  // Before the transaction: a contract account is asked on the chain.
  await checkSigned(deps, member, asked, given);
  const refusal = await database.transaction(async (tx) => {
    const locked = await lockApproval(tx, organisation, id);
    if (locked === undefined) throw notFound();
    const staff = await readStaff(tx, organisation, at);
    const found =
      member.key === undefined
        ? await eligibility(tx, staff, locked, account)
        : { why: "keys of machines decide nothing: sign in" };
    if ("why" in found) {
      await noteAttempt(tx, locked, { account, why: found.why, at });
      return found.why;
    }
    checkOpen(locked, at);
    const decision = { ...given, approver: account, person: staff.personOf(account), delegation: found.delegation, at };
    await keep(tx, staff, locked, decision);
    return undefined;
  });
  if (refusal !== undefined) {
    throw new ProblemError("ApproverIneligible", `${account} decides nothing of ${id}: ${refusal}`);
  }
}

/** @throws ProblemError `SignatureInvalid` */
async function checkSigned(
  { addresses, signedByContract }: GatewayDeps,
  { account }: Member,
  asked: StoredApproval,
  given: GivenDecision,
): Promise<void> {
  const [isOfKey] = await checkDecisions(addresses, asked, [{ ...given, approver: account }]);
  if (isOfKey === true) return;
  const digest = approvalDigest(addresses, asked, given);
  if (await signedByContract(account, digest, given.signature)) return;
  const wayOut = "sign exactly the message that GET /v1/approvals/{id}/message gives";
  throw new ProblemError("SignatureInvalid", `the signature is not that of ${account} on this decision: ${wayOut}`);
}

/** @throws ProblemError `ApprovalOver` */
export function checkOpen(asked: StoredApproval, at: number): void {
  const fate = fateOf(asked, at);
  if (fate !== undefined) throw new ProblemError("ApprovalOver", `${asked.id} ${fate}: ask anew`);
}

/** @throws ProblemError `ApprovalOpen` */
export function checkOver(asked: StoredApproval, at: number): void {
  if (fateOf(asked, at) !== undefined) return;
  const { id, until } = asked;
  const wayOut = `withdraw it with POST /v1/approvals/${id}/withdrawal, or wait until it is used, refused or lapsed`;
  throw new ProblemError("ApprovalOpen", `${id} may be decided on and used until ${shownInstant(until)}: ${wayOut}`);
}

/** How a request ended; undefined for one that did not. */
function fateOf({ refused, withdrawn, used, until }: StoredApproval, at: number): string | undefined {
  return [
    ...(used === null ? [] : [`was used at ${shownInstant(used)}`]),
    ...(refused === null ? [] : [`was refused at ${shownInstant(refused)}`]),
    ...(withdrawn === null ? [] : [`was withdrawn at ${shownInstant(withdrawn)}`]),
    ...(until < at ? [`lapsed at ${shownInstant(until)}`] : []),
  ][0];
}

/** Keeps a decision, and ends or fulfils the request with it. @throws ProblemError `AlreadySigned` */
async function keep(tx: Transaction, staff: Staff, asked: StoredApproval, decision: NewDecision): Promise<void> {
  const { number, organisation, id, kind, needed } = asked;
  const { at, person } = decision;
  const before = (await decisionsOf(tx, [number])).get(number) ?? [];
  const isTwice = before.some(({ approver }) => staff.personOf(approver) === person);
  if (isTwice || !(await insertDecision(tx, number, decision))) {
    throw new ProblemError("AlreadySigned", `${decision.approver}, as one person, has decided on ${id} already`);
  }
  if (!decision.isApproved) {
    await endApproval(tx, number, "refused", at);
    await tellApproval(tx, { organisation, id, kind, word: "refused", at });
    return;
  }
  const counted = await countedApprovers(tx, staff, asked, [...before, { ...decision, reasonHash: null }]);
  if (counted.length >= needed) await tellApproval(tx, { organisation, id, kind, word: "approved", at });
}
