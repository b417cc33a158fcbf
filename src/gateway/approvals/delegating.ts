/** Deciding in somebody's place: for a while, up to an amount, and with no duty that conflicts. */
import type { z } from "zod";
import { conflictsAmong } from "../../domain/duties/duties.ts";
import { delegationsOf, insertDelegation, revokeDelegation } from "../../store/approvalPolicies.ts";
import type { ApprovalDelegation } from "../../store/approvalPolicies.ts";
import { isPower, readPower } from "../../store/members.ts";
import type { approvalDelegation, newApprovalDelegation } from "../../wire/approval.ts";
import { idTaken, instantInvalid, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { minorUnits } from "../intents/amounts.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { dutiesOf, readStaff } from "./eligible.ts";

const LONGEST_DAYS = 92;
const MOST_DELEGATIONS = 1_000;
const DAY = 86_400;

/** @throws ProblemError `ApproverIneligible`, `DutyConflict`, `RequestInvalid`, `AmountUnfit`, `IdTaken` */
export async function delegate(
  deps: GatewayDeps,
  { organisation, account, key }: Member,
  { id, delegate: other, duty, amount, currency, until }: z.output<typeof newApprovalDelegation>,
): Promise<ApprovalDelegation> {
  const { database, tokens, now } = deps;
  const at = now();
  if (until <= at || until > at + LONGEST_DAYS * DAY) {
    throw instantInvalid("body.until", `give a moment in the next ${LONGEST_DAYS} days`);
  }
  const most = amount === null || currency === null ? null : minorUnits(amount, currency, tokens, "body.amount");
  const made = { id, delegator: account, delegate: other, duty, most, currency, since: at, until };
  return database.transaction(async (tx) => {
    const staff = await readStaff(tx, organisation, at);
    if (key !== undefined) throw ineligible("keys of machines delegate nothing: sign in");
    if (staff.personOf(other) === staff.personOf(account)) throw ineligible("name another person as delegate");
    const isHeld = dutiesOf(staff, account).some((held) => held.duty === duty);
    const { own, role } = await readPower(tx, organisation, account, at);
    if (!isHeld && (staff.isEnforced || (!own && role !== "administrator"))) throw ineligible(`you have no ${duty}`);
    if (!isPower(await readPower(tx, organisation, other, at))) throw ineligible(`${other} is nobody's member here`);
    const [conflict] = conflictsAmong([...dutiesOf(staff, other).map((held) => held.duty), duty]);
    if (conflict !== undefined) {
      const detail = `${other} would have ${conflict.one} and ${conflict.other} together`;
      throw new ProblemError("DutyConflict", `${detail}, and whoever has both ${conflict.risk}: name somebody else`);
    }
    if (staff.delegations.length >= MOST_DELEGATIONS) {
      throw quotaReached(MOST_DELEGATIONS, "delegations that run: revoke one first");
    }
    if (!(await insertDelegation(tx, organisation, made))) throw idTaken("a delegation");
    return { ...made, revoked: null };
  });
}

/** By whoever delegated it, or has it by that, or an administrator. @throws ProblemError `NotAuthorised`, `NotFound` */
export async function revoke(
  { database, now }: Pick<GatewayDeps, "database" | "now">,
  { organisation, account }: Member,
  id: string,
): Promise<void> {
  const known = (await delegationsOf(database, organisation, now())).find((one) => one.id === id);
  if (known === undefined) throw notFound();
  const { own, role } = await readPower(database, organisation, account, now());
  if (![known.delegator, known.delegate].includes(account) && !own && role !== "administrator") {
    throw new ProblemError("NotAuthorised", `${known.delegator} delegated it: let that one or an administrator end it`);
  }
  await revokeDelegation(database, organisation, id, now());
}

function ineligible(why: string): ProblemError {
  return new ProblemError("ApproverIneligible", why);
}

export function shownDelegation(
  { id, delegator, delegate: other, duty, most, currency: of, since, until }: ApprovalDelegation,
  tokens: Tokens,
): z.output<typeof approvalDelegation> {
  const currency = shownCurrency(of ?? undefined, tokens);
  return {
    ...{ id, delegator, delegate: other, duty, currency, since: shownInstant(since), until: shownInstant(until) },
    amount: most === null ? null : shownAmount(most, currency),
  };
}
