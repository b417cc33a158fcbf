/**
 * The check before credit is given: facts, freeze, terms, security and limits, in one transaction with the intent that
 * asks, and in turn with all others about the same customer or group. It is the gateway's: the chain adds no sealed
 * sums, so that it can enforce no limit.
 */
import { advanceOf, excessOf } from "../../domain/exposure/limit.ts";
import type { EvidenceKind } from "../../domain/partyFile/evidence.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { claimSumsOf } from "../../store/limitExposures.ts";
import { keepGrant, securedOf } from "../../store/limitGrants.ts";
import type { LimitGrant } from "../../store/limitGrants.ts";
import { lockLimit } from "../../store/limits.ts";
import { useApproval } from "../approvals/using.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { missingFacts } from "../partyFiles/missing.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import type { CreditStanding } from "../scores/standing.ts";
import { affiliatesOf } from "./affiliates.ts";
import { exposuresOf, unappliedOf } from "./exposures.ts";
import { checkThawed } from "./freezing.ts";
import { limitsInForce, subjectOfGroup } from "./using.ts";
import type { LimitInForce } from "./using.ts";

/** Credit that an intent would give. */
export interface CreditAsked {
  readonly organisation: Address;
  readonly intent: string;
  readonly receivable: Hex;
  readonly customer: Address;
  readonly verb: string;
  readonly currency: Address;
  /** By how much it raises what is owed, minor units; nought where it only gives more time. */
  readonly added: bigint;
  /** Days from the document to the due day; undefined where it gives no more time. */
  readonly netDays: number | undefined;
  /** Who asks, and cannot approve. */
  readonly actor: Address;
}

type Deps = Pick<GatewayDeps, "tokens" | "now">;

/**
 * Grants credit, and keeps under what. Nothing is kept where the organisation has neither a policy nor a limit.
 * @throws ProblemError `LimitFrozen`, `FactsMissing`, `CreditHeld`, `TermsBeyondPolicy`, `PrepaymentMissing` or
 * `CreditLimitExceeded`
 */
export async function grantCredit(tx: Transaction, deps: Deps, asked: CreditAsked): Promise<void> {
  const { organisation, customer, currency } = asked;
  const at = deps.now();
  await checkThawed(tx, organisation, customer);
  const { group } = await affiliatesOf(tx, organisation, customer, at);
  // Always in this order, so that nobody waits for whom it keeps waiting.
  await lockLimit(tx, organisation, customer, currency);
  if (group !== undefined) await lockLimit(tx, organisation, subjectOfGroup(group), currency);
  const { standing, limits } = await limitsInForce(tx, organisation, customer, at);
  const own = limits.filter((limit) => limit.currency === currency);
  if (standing === undefined && own.length === 0) return;
  const secured = standing === undefined ? 0n : await checkPolicy(tx, deps, asked, standing);
  const checked = await checkLimits(tx, deps, asked, own);
  await keepGrant(tx, {
    ...{ organisation, customer, currency, secured, at, ...checked },
    ...{ intent: asked.intent, receivable: asked.receivable, verb: asked.verb, added: asked.added },
    policyVersion: standing?.policy.version ?? null,
    policyHash: standing?.policy.hash ?? null,
    score: standing?.score?.id ?? null,
    band: standing?.band ?? null,
  });
}

/** What the credit policy asks for beside the limit. @returns What has to be paid in advance; minor units. */
async function checkPolicy(
  tx: Transaction,
  deps: Deps,
  { organisation, customer, verb, currency, added, netDays }: CreditAsked,
  standing: CreditStanding,
): Promise<bigint> {
  const at = deps.now();
  const { longestNetDays, defaultHandling, security, band } = standing;
  if (verb === "issue") await checkFacts(tx, organisation, customer, standing, at);
  if (netDays !== undefined && netDays > longestNetDays) {
    const wayOut = `agree at most ${longestNetDays}, or have an exception for this customer approved`;
    throw new ProblemError("TermsBeyondPolicy", `${netDays} days are beyond what the band ${band} is given: ${wayOut}`);
  }
  if (added === 0n) return 0n;
  if (defaultHandling.holdsCredit) {
    const claims = await claimSumsOf(tx, { organisation, customers: [customer], at });
    const worst = Math.max(0, ...claims.map(({ place, daysPast }) => (place === "away" ? 0 : daysPast)));
    if (worst > defaultHandling.graceDays) {
      const why = `${customer} is ${worst} days past due, and in default after ${defaultHandling.graceDays}`;
      throw new ProblemError("CreditHeld", `${why}: nothing new is granted until that is settled`);
    }
  }
  if (security.kind === "none" || (netDays !== undefined && netDays <= 0)) return 0n;
  const advance = advanceOf(added, security.share);
  const paid = await unappliedOf(tx, { organisation, customers: [customer], at }, currency);
  const free = paid - (await securedOf(tx, organisation, customer, currency));
  if (free >= advance) return advance;
  const shown = shownCurrency(currency, deps.tokens);
  const wayOut = "have it paid in advance and the payment posted on account, or make the claim due at once";
  const [asked, here] = [shownAmount(advance, shown), shownAmount(free, shown)];
  const detail = `the band ${band} pays ${asked} in advance, of which ${here}`;
  throw new ProblemError("PrepaymentMissing", `${detail} is here: ${wayOut}`);
}

/** @throws ProblemError `FactsMissing` */
async function checkFacts(
  tx: Transaction,
  organisation: Address,
  customer: Address,
  { requiredFacts }: CreditStanding,
  at: number,
): Promise<void> {
  // A policy names no other kinds.
  const missing = await missingFacts(tx, organisation, customer, requiredFacts as readonly EvidenceKind[], at);
  if (missing.length === 0) return;
  const faults = missing.map(({ kind, why }) => ({ at: `partyFile.${kind}`, message: why }));
  const named = missing.map(({ kind, why }) => `${kind} (${why})`).join(", ");
  const detail = `the party file of ${customer} lacks ${named}: enter it with its source`;
  throw new ProblemError("FactsMissing", detail, { faults });
}

type Checked = Pick<LimitGrant, "source" | "limit" | "exposure" | "sealed" | "approval">;

/** Against each limit, of which the tightest is told; beyond it a second signature is used up. */
async function checkLimits(
  tx: Transaction,
  deps: Deps,
  asked: CreditAsked,
  limits: readonly LimitInForce[],
): Promise<Checked> {
  const { organisation, customer, currency, added, intent } = asked;
  const at = deps.now();
  const question = { organisation, at, except: intent };
  const judged: (Omit<Checked, "approval"> & { readonly excess: bigint })[] = [];
  for (const { source, amount: limit, customers } of limits) {
    const { byCurrency, sealed } = await exposuresOf(tx, { ...question, customers });
    const exposure = byCurrency.get(currency)?.total ?? 0n;
    judged.push({ source, limit, exposure, sealed, excess: excessOf(limit, exposure, added) });
  }
  const worst = judged.sort(
    (left, right) => Number(right.excess > left.excess) - Number(left.excess > right.excess),
  )[0];
  if (worst === undefined) {
    const { byCurrency, sealed } = await exposuresOf(tx, { ...question, customers: [customer] });
    return { source: null, limit: null, exposure: byCurrency.get(currency)?.total ?? 0n, sealed, approval: null };
  }
  const { excess, ...told } = worst;
  return { ...told, approval: excess === 0n ? null : await secondSignature(tx, deps, asked, worst) };
}

/** @returns the approval that was used. @throws ProblemError `CreditLimitExceeded` */
async function secondSignature(
  tx: Transaction,
  { tokens, now }: Deps,
  { organisation, receivable, customer, currency, added, actor }: CreditAsked,
  { source, limit, exposure, sealed, excess }: Omit<Checked, "approval"> & { readonly excess: bigint },
): Promise<string | null> {
  const need = { organisation, kind: "limitExceeded", subject: receivable, customer, amount: added, currency } as const;
  try {
    return (await useApproval(tx, { ...need, actor }, now()))?.id ?? null;
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== "ApprovalMissing") throw error;
    const shown = shownCurrency(currency, tokens);
    const show = (units: bigint): string => `${shownAmount(units, shown)} ${shown.code ?? currency}`;
    const unknown = sealed === 0 ? "" : ` (${sealed} sealed claims beside, which nobody here can read)`;
    const what = `the ${source ?? "own"} limit is ${show(limit ?? 0n)}, ${show(exposure)} of it is used${unknown}`;
    const wayOut = `lower it, wait for payments, raise the limit, or have it approved: ${error.message}`;
    throw new ProblemError(
      "CreditLimitExceeded",
      `${what}, and ${show(added)} would exceed it by ${show(excess)}: ${wayOut}`,
      {
        cause: error,
      },
    );
  }
}
