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
import { keepGrant, securedOf, settledOf } from "../../store/limitGrants.ts";
import type { LimitGrant } from "../../store/limitGrants.ts";
import { lockLimit } from "../../store/limits.ts";
import { watchHeadOf } from "../../store/watchlistHeads.ts";
import { useApproval } from "../approvals/using.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { missingFacts } from "../partyFiles/missing.ts";
import { shownAmount, shownCurrency } from "../receivables/showing.ts";
import type { CreditStanding } from "../scores/standing.ts";
import { affiliatesOf } from "./affiliates.ts";
import { exposuresOf, unappliedOf } from "./exposures.ts";
import { checkThawed } from "./freezing.ts";
import { limitsFor, limitsInForce, subjectOfGroup } from "./using.ts";
import type { LimitInForce } from "./using.ts";

/** Credit that an intent would give. */
export interface CreditAsked {
  readonly organisation: Address;
  readonly intent: string;
  readonly receivable: Hex;
  readonly customer: Address;
  readonly verb: string;
  readonly currency: Address;
  /** Of the receivable once it is recorded, like its commitment; minor units. */
  readonly amount: bigint;
  readonly commitment: Hex;
  /** By how much it raises what is owed, minor units; nought where it only gives more time. */
  readonly added: bigint;
  /** Days from the document, or from a plan for what is past due, to the last day; undefined for no more time. */
  readonly netDays: number | undefined;
  /**
   * Whether it says how a claim past its due day is paid: being in default, which that may end, does not hold it, and
   * nothing is paid in advance for it.
   */
  readonly settlesOverdue: boolean;
  /** Who asks, and cannot approve. */
  readonly actor: Address;
  /** Who else prepared it there. */
  readonly preparers: readonly Address[];
}

type Deps = Pick<GatewayDeps, "tokens" | "now">;

/**
 * Grants credit, and keeps under what: also where nothing limits this customer, so that it is known later that it was
 * granted here. Nothing is kept of an organisation that limits nobody.
 * @throws ProblemError `LimitFrozen`, `FactsMissing`, `CreditHeld`, `TermsBeyondPolicy`, `PrepaymentMissing` or
 * `CreditLimitExceeded`
 */
export async function grantCredit(tx: Transaction, deps: Deps, asked: CreditAsked): Promise<void> {
  const { organisation, customer, currency } = asked;
  const at = deps.now();
  await checkThawed(tx, organisation, customer);
  const groups = await affiliatesOf(tx, organisation, customer, at);
  // Always in this order, so that nobody waits for whom it keeps waiting.
  await lockLimit(tx, organisation, customer, currency);
  const subjects = [...new Set(groups.map(({ name }) => subjectOfGroup(name)))].sort();
  for (const subject of subjects) await lockLimit(tx, organisation, subject, currency);
  const { standing, limits } = await limitsInForce(tx, organisation, customer, at);
  const own = limitsFor(limits, currency);
  if (standing === undefined && own.length === 0 && (await watchHeadOf(tx, organisation)) === undefined) return;
  const settled = await settledOf(tx, asked.receivable);
  const secured = standing === undefined ? 0n : await checkPolicy(tx, deps, { ...asked, settled }, standing);
  const checked = await checkLimits(tx, deps, asked, own);
  await keepGrant(tx, {
    ...{ organisation, customer, currency, secured, at, ...checked },
    ...{ intent: asked.intent, receivable: asked.receivable, verb: asked.verb, added: asked.added, settled },
    commitment: asked.commitment,
    policyVersion: standing?.policy.version ?? null,
    policyHash: standing?.policy.hash ?? null,
    score: standing?.score?.id ?? null,
    band: standing?.band ?? null,
  });
}

/** Credit that is asked for, of a receivable of which so much is settled; minor units. */
interface CreditOfClaim extends CreditAsked {
  readonly settled: bigint;
}

/** What the credit policy asks for beside the limit. @returns What has to be paid in advance; minor units. */
async function checkPolicy(
  tx: Transaction,
  deps: Deps,
  asked: CreditOfClaim,
  standing: CreditStanding,
): Promise<bigint> {
  const { organisation, customer, verb, netDays, settlesOverdue } = asked;
  const at = deps.now();
  const { longestNetDays, defaultHandling, band } = standing;
  if (verb === "issue") await checkFacts(tx, organisation, customer, standing, at);
  if (netDays !== undefined && netDays > longestNetDays) {
    const wayOut = `agree at most ${longestNetDays}, or have an exception for this customer approved`;
    throw new ProblemError("TermsBeyondPolicy", `${netDays} days are beyond what the band ${band} is given: ${wayOut}`);
  }
  if (defaultHandling.holdsCredit && !settlesOverdue) {
    const claims = await claimSumsOf(tx, { organisation, customers: [customer], at });
    const worst = Math.max(0, ...claims.map(({ place, daysPast }) => (place === "away" ? 0 : daysPast)));
    if (worst > defaultHandling.graceDays) {
      const why = `${customer} is ${worst} days past due, and in default after ${defaultHandling.graceDays}`;
      throw new ProblemError("CreditHeld", `${why}: nothing new is granted until that is settled`);
    }
  }
  return settlesOverdue ? 0n : checkSecurity(tx, deps, asked, standing);
}

/**
 * What adds to a claim has to be secured; where it is given more time, all of it that is open and not secured yet.
 * @returns What has to be paid in advance; minor units. @throws ProblemError `PrepaymentMissing`
 */
async function checkSecurity(
  tx: Transaction,
  deps: Deps,
  { organisation, receivable, customer, verb, currency, added, amount, settled, netDays }: CreditOfClaim,
  { security, band }: CreditStanding,
): Promise<bigint> {
  if (security.kind === "none" || (netDays !== undefined && netDays <= 0)) return 0n;
  const question = { organisation, customer, currency, at: deps.now() };
  const isLonger = verb !== "issue" && netDays !== undefined;
  const whole = advanceOf(isLonger && amount > settled ? amount - settled : added, security.share);
  const advance = whole - (isLonger ? await securedOf(tx, { ...question, receivable }) : 0n);
  if (advance <= 0n) return 0n;
  const paid = await unappliedOf(tx, question, currency);
  const secured = await securedOf(tx, question);
  const free = paid > secured ? paid - secured : 0n;
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
  { organisation, receivable, customer, currency, added, actor, preparers }: CreditAsked,
  { source, limit, exposure, sealed, excess }: Omit<Checked, "approval"> & { readonly excess: bigint },
): Promise<string | null> {
  const need = { organisation, kind: "limitExceeded", subject: receivable, customer, amount: added, currency } as const;
  try {
    return (await useApproval(tx, { ...need, actor, preparers }, now()))?.id ?? null;
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
