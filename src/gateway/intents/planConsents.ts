/**
 * What one side signed of a payment plan, on its way to the gateway of the other side. Whoever takes it believes
 * nothing of it: it has to be about what the own act is about, signed by whom the chain lets sign, and of use.
 */
import { collectionsOf } from "../../clients/collections.ts";
import { commitmentOf } from "../../domain/commitment.ts";
import type { Address } from "../../domain/receivable.ts";
import type { PlanConsent } from "../../wire/planTerms.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { planInMinorUnits } from "../plans/terms.ts";
import { shownInstant } from "../receivables/showing.ts";
import type { CollectionPlan } from "./collectionPlans.ts";
import { deadlineIn, named, OVER, unfitConsent } from "./consentFiles.ts";
import type { TheirSignature } from "./consentFiles.ts";
import { sharedIntent } from "./cosigning.ts";
import { fateOf } from "./fates.ts";
import { consentOf, deadlineOf, partOf, standingSignatures } from "./parties.ts";
import { planDeedOf } from "./planProposals.ts";
import { callOf, otherParty, signableOf } from "./plans.ts";
import { explained } from "./refusals.ts";
import { trial, verified } from "./verifying.ts";

/**
 * What the member's own organisation signed, and nobody else's.
 * @throws ProblemError `NotFound`, `IntentOver`, or `SignatureMissing`
 */
export async function planConsentOf(deps: GatewayDeps, member: Member, id: string): Promise<PlanConsent> {
  const intent = await sharedIntent(deps, member, id);
  const part = partOf(intent, member.organisation);
  const deed = planDeedOf(intent);
  if (part === undefined || deed === undefined) throw notFound();
  const { state } = await fateOf(deps.database, intent, deps.now());
  if (OVER.has(state)) throw new ProblemError("IntentOver", `${id} is ${state}: prepare another if it is still wanted`);
  const signed = (await standingSignatures(deps.database, intent, deps.now())).get(part.party);
  if (signed === undefined) {
    throw new ProblemError("SignatureMissing", `${part.party} has not signed ${id}: sign it first`);
  }
  const { id: receivable, opened, creditor, plan } = deed;
  return {
    ...{ version: 1, ...placeOf(deps), receivable, commitment: commitmentOf(opened), creditor },
    plan: planInMinorUnits(plan),
    ...{ party: part.party, signer: signed.signer, nonce: part.nonce.toString() },
    ...{ deadline: shownInstant(deadlineOf(intent, part)), signature: signed.signature },
  };
}

function placeOf({ addresses }: GatewayDeps): Pick<PlanConsent, "chainId" | "contract"> {
  return { chainId: addresses.chainId, contract: collectionsOf(addresses).toLowerCase() as Address };
}

/**
 * Takes what the other side has signed of the plan. @param plan As the member's own organisation signs it.
 * @throws ProblemError that names the field of `theirs` at fault: `ConsentUnfit` where it is about anything else,
 *   `ConsentExpired`, `NotAuthorised`, `SignatureInvalid`, or whatever else the contract says to it
 */
export async function theirPlanSignature(
  deps: GatewayDeps,
  member: Member,
  plan: CollectionPlan,
  theirs: PlanConsent,
): Promise<TheirSignature> {
  checkSame(deps, plan, theirs);
  const deadline = deadlineIn(theirs, deps.now());
  const { party, signer, signature } = theirs;
  const nonce = BigInt(theirs.nonce);
  return named(async () => {
    const signable = await explained(() => signableOf({ ...plan, party, nonce }, deadline, deps.addresses));
    const whose = { organisation: party, account: member.account };
    const given = await verified(deps, whose, { signature, signer }, { verb: plan.deed.verb, ...signable });
    const consents = new Map([[party, consentOf(given, { deadline, nonce })]]);
    const data = await explained(() => callOf(plan, consents));
    await trial(deps, { to: collectionsOf(deps.addresses), data }, member.organisation);
    return { party, nonce, deadline, signature: given };
  });
}

/** @throws ProblemError `ConsentUnfit` */
function checkSame(deps: GatewayDeps, plan: CollectionPlan, theirs: PlanConsent): void {
  const { deed } = plan;
  if (deed.verb !== "agreePlan") throw new Error(`nobody else signs ${deed.verb} elsewhere`);
  const own = {
    ...{ ...placeOf(deps), receivable: deed.id, commitment: commitmentOf(deed.opened), creditor: deed.creditor },
    ...{ party: otherParty(plan, plan.party), ...flat(planInMinorUnits(deed.plan)) },
  };
  const given: Readonly<Record<string, unknown>> = { ...theirs, ...flat(theirs.plan) };
  const differing = Object.entries(own).find(([field, value]) => given[field] !== value);
  if (differing === undefined) return;
  const [field, value] = differing;
  throw unfitConsent(field, `it is ${String(given[field])}, and this act's is ${String(value)}`);
}

/** Field by field, in the order in which the wire has them. */
function flat({
  debt,
  instalments,
  interest,
  graceDays,
  salt,
}: PlanConsent["plan"]): Readonly<Record<string, unknown>> {
  const sum = interest.kind === "sum" ? interest.amount : null;
  return {
    "plan.debt": debt,
    "plan.instalments": JSON.stringify(instalments.map(({ amount, payBy }) => [amount, payBy])),
    ...{ "plan.interest": interest.kind, "plan.interest.amount": sum },
    ...{ "plan.graceDays": graceDays, "plan.salt": salt },
  };
}
