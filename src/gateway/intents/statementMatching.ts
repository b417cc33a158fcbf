/** Whether an event is what an intent about a statement was for, and whether the intent can still be carried out. */
import { refusal } from "../../clients/failures.ts";
import type { LedgerError } from "../../clients/errors.ts";
import { BalanceReply, debtHash, sumHash } from "../../domain/statement.ts";
import type { Exceptions, Roots } from "../../domain/statement.ts";
import type { Side, StatementState } from "../../domain/statementFold.ts";
import type { StoredStatementEvent } from "../../store/statementEvents.ts";
import { chosen } from "./recording.ts";
import type { Since } from "./recording.ts";
import type { StatementPlan } from "./statementPlans.ts";

/** What happens once to each version; debts and demands are records that may be repeated. */
const ONCE: ReadonlySet<StatementPlan["deed"]["verb"]> = new Set([
  "postStatement",
  "agreeBalance",
  "agreeBalanceExcept",
  "rejectBalance",
]);

/** The event of an intent. @param events Of its statement. */
export function statementRecordOf(
  plan: StatementPlan,
  events: readonly StoredStatementEvent[],
  since: Since,
): StoredStatementEvent | undefined {
  const fitting = events.filter(({ event }) => records(plan, event));
  return chosen(fitting, ONCE.has(plan.deed.verb), since);
}

/** Whether the event, which is of the plan's statement, records the deed. */
function records({ deed, party }: StatementPlan, event: StoredStatementEvent["event"]): boolean {
  switch (event.name) {
    case "StatementPosted": {
      if (deed.verb !== "postStatement" || event.party !== party) return false;
      const { root, version, keys, replyBy } = deed.posting;
      return event.root === root && event.version === version && event.keys === keys && event.replyBy === replyBy;
    }
    case "BalanceAgreed":
      if (deed.verb !== "agreeBalance" || event.party !== party) return false;
      return areSame(event.roots, deed.roots) && event.balance === sumHash(deed.balance);
    case "BalanceAgreedExcept":
      if (deed.verb !== "agreeBalanceExcept" || !areExcepted(event, deed.exceptions)) return false;
      return areSame(event.roots, deed.roots) && event.balance === sumHash(deed.balance);
    case "BalanceRejected":
      if (deed.verb !== "rejectBalance" || event.party !== party || !areExcepted(event, deed.exceptions)) return false;
      return areSame(event.roots, deed.roots) && event.balance === sumHash(deed.balance);
    case "DebtAcknowledged":
      if (deed.verb !== "acknowledgeDebt" || event.debtor !== party || event.payBy !== deed.payBy) return false;
      return areSame(event.roots, deed.roots) && event.debt === debtHash(deed.debt);
    case "DemandReceived":
      if (deed.verb !== "receiveDemand" || event.debtor !== party) return false;
      return areSame(event.roots, deed.roots) && event.demand === deed.demand;
  }
}

/** A version has one root, of which the contract compares 240 bits; whoever called may have given no more. */
function areSame(one: Roots, other: Roots): boolean {
  return one.supplierVersion === other.supplierVersion && one.buyerVersion === other.buyerVersion;
}

function areExcepted(one: Exceptions, other: Exceptions): boolean {
  return one.result === other.result && one.count === other.count;
}

/**
 * Why a deed that no event records can never be carried out any more, in the contract's own words: a side has posted
 * another version since, or these were replied to. Undefined while it can be.
 */
export function overtakenBy(
  { deed, statement, party }: StatementPlan,
  state: StatementState | undefined,
): LedgerError | undefined {
  if (state === undefined) return undefined;
  const { id, supplier, buyer } = state;
  const [own, theirs] = party === statement.supplier ? [supplier, buyer] : [buyer, supplier];
  if (deed.verb === "postStatement") {
    const { version, replaces: root } = deed.posting;
    return versionOf(own) < version ? undefined : superseded(id, party, root, version - 1);
  }
  const { roots } = deed;
  if (versionOf(supplier) !== roots.supplierVersion) {
    return superseded(id, statement.supplier, roots.supplierRoot, roots.supplierVersion);
  }
  if (versionOf(buyer) !== roots.buyerVersion) {
    return superseded(id, statement.buyer, roots.buyerRoot, roots.buyerVersion);
  }
  if (deed.verb === "acknowledgeDebt" || deed.verb === "receiveDemand") return undefined;
  const sides = deed.verb === "agreeBalanceExcept" ? [theirs, own] : [theirs];
  const replied = sides.find((side) => side !== undefined && side.reply !== BalanceReply.NoReply);
  return replied && refusal({ name: "AlreadyReplied", values: { id, reply: replied.reply } });
}

/** 0 for a side that has posted nothing. */
function versionOf(side: Side | undefined): number {
  return side?.version ?? 0;
}

function superseded(id: string, party: string, root: string, version: number): LedgerError {
  return refusal({ name: "RootSuperseded", values: { id, party, root, version } });
}
