/** Takes signatures back, checks them as the ledger does, and hands what holds to the relayer. */
import type { Address } from "../../domain/receivable.ts";
import { rulesOf } from "../../store/checkingRules.ts";
import { intentOf, signIntent, withdrawIntent } from "../../store/intents.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { queueRelay, relayOf, withdrawRelay } from "../../store/relays.ts";
import type { IntentSignatures as GivenSignatures, IntentState } from "../../wire/intent.ts";
import type { IntentVerb } from "../../wire/intentVerb.ts";
import { approveSigned } from "../approvals/signed.ts";
import { checkWriteOff } from "../cases/writeOffs.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { grantSigned } from "../limits/asking.ts";
import { checkReleased } from "../onboarding/issuing.ts";
import { sharedIntent, signPart } from "./cosigning.ts";
import { fateOf } from "./fates.ts";
import { checkOpen } from "./gates.ts";
import { planOf } from "./material.ts";
import { consentOf } from "./parties.ts";
import { verifiedPermit } from "./permits.ts";
import { callOf, contractOf, isAnybodys, isOfReceivable, isSigned, signableOf } from "./plans.ts";
import type { Plan } from "./plans.ts";
import { permittedCall } from "./receivablePlans.ts";
import { checkReckoned } from "./reckoning.ts";
import { explained } from "./refusals.ts";
import { needsChecker } from "./showing.ts";
import { overtaken, toldOvertaken, trial, verified } from "./verifying.ts";

/** An intent that the member's organisation prepared. @throws ProblemError `NotFound` */
export async function ownIntent({ database }: GatewayDeps, member: Member, id: string): Promise<StoredIntent> {
  const intent = await intentOf(database, id);
  if (intent?.organisation !== member.organisation) throw notFound();
  return intent;
}

/** @throws ProblemError for whatever the ledger would refuse; nothing is stored or sent then. */
export async function signOne(deps: GatewayDeps, member: Member, id: string, given: GivenSignatures): Promise<void> {
  const { database, addresses, now } = deps;
  const intent = await sharedIntent(deps, member, id);
  if (intent.parties.length > 0) return signPart(deps, member, id, given);
  const fate = await fateOf(database, intent, now());
  // The same signature once more is the same request once more.
  if (intent.signature?.signature === given.signature && fate.state !== "withdrawn") return;
  checkOpen(intent, fate);
  const plan = planOf(intent);
  if (!isSigned(plan)) throw sentItself(plan);
  const verb = intent.verb as IntentVerb;
  if (verb === "writeOff" && intent.receivable !== null) {
    await checkWriteOff(database, intent.organisation, intent.receivable);
  }
  const signable = signableOf(plan, intent.deadline, addresses);
  const signed = await verified(deps, member, given, { verb, party: plan.party, ...signable });
  const permit = await verifiedPermit(deps, plan, intent.deadline, given.permit);
  await checkChecker(deps, [intent], signed.signer, await checkReckoned(database, plan));
  const consent = consentOf(signed, { deadline: intent.deadline, nonce: plan.nonce });
  const data = await explained(async () => {
    const call = await callOf(plan, new Map([[plan.party, consent]]));
    return permit === undefined || !isOfReceivable(plan) ? call : permittedCall(plan, call, permit, intent.deadline);
  });
  const call = { to: contractOf(plan, addresses), data };
  await trial(deps, call);
  await database
    .transaction(async (tx) => {
      if (!(await signIntent(tx, id, signed))) throw overtaken();
      const { organisation } = intent;
      await approveSigned(tx, intent, { organisation, signer: signed.signer }, now());
      await queueRelay(tx, { id, organisation, ...call, created: now() });
    })
    .catch(toldOvertaken);
}

function sentItself({ party }: Plan): ProblemError {
  const detail = `nobody signs this: ${party} sends the call with its own account, and the gateway follows it`;
  return new ProblemError("SentItself", detail);
}

/**
 * Has the gateway send a call that anybody may send. @throws ProblemError for whatever the chain would refuse;
 * `SentItself` for what only the party can send, `SignatureMissing` for what takes a signature
 */
export async function sendOne(deps: GatewayDeps, member: Member, id: string): Promise<void> {
  const { database, addresses, now } = deps;
  const intent = await ownIntent(deps, member, id);
  const fate = await fateOf(database, intent, now());
  if (fate.state === "signed" || fate.state === "sent" || fate.state === "recorded") return;
  checkOpen(intent, fate);
  const plan = planOf(intent);
  if (isSigned(plan)) throw new ProblemError("SignatureMissing", `${id} is sent with its signature: hand that in`);
  if (!isAnybodys(plan)) throw sentItself(plan);
  await checkChecker(deps, [intent], member.account);
  const call = { to: contractOf(plan, addresses), data: await explained(() => callOf(plan)) };
  await trial(deps, call);
  await queueRelay(database, { id, organisation: intent.organisation, ...call, created: now() });
}

/**
 * Two pairs of eyes above the amount that the organisation set, and on what differs from the frame contract.
 * @param unverified Whether no books here bear out what they say.
 * @throws ProblemError `CheckerMissing`, `TermsHeld`, or `OnboardingIncomplete`
 */
export async function checkChecker(
  deps: GatewayDeps,
  intents: readonly StoredIntent[],
  signer: Address,
  unverified = false,
): Promise<void> {
  const { database, now } = deps;
  const [first] = intents;
  if (first === undefined) return;
  await checkReleased(deps, intents);
  await grantSigned(deps, intents, { organisation: first.organisation, actor: signer });
  const rules = await rulesOf(database, first.organisation);
  const shown = { rules, now: now(), unverified };
  const own = intents.find((intent) => intent.preparedBy === signer && needsChecker(intent, shown));
  if (own === undefined) return;
  const why = unverified ? "says what no books here were compared with" : "is above the amount that one may do alone";
  const detail = `${signer} prepared ${own.id}, which ${why}`;
  throw new ProblemError("CheckerMissing", `${detail}: let another member sign it`);
}

const WITHDRAWABLE: ReadonlySet<IntentState> = new Set([
  "awaitingCounterparty",
  "prepared",
  "partlySigned",
  "signed",
  "expired",
]);

/**
 * Any of those who sign may withdraw it: whoever prepared it takes it back, whoever else was to sign refuses.
 * @throws ProblemError `IntentOver` where it may be on the chain already
 */
export async function withdrawOne(deps: GatewayDeps, member: Member, id: string): Promise<void> {
  const { database, now } = deps;
  const intent = await sharedIntent(deps, member, id);
  const { state } = await fateOf(database, intent, now());
  if (state === "withdrawn") return;
  const isDone =
    WITHDRAWABLE.has(state) &&
    (await database.transaction(async (tx) => {
      if ((await relayOf(tx, id)) !== undefined && !(await withdrawRelay(tx, id))) return false;
      return withdrawIntent(tx, id, { isSigned: intent.signature !== null, by: member.organisation, now: now() });
    }));
  if (!isDone) throw new ProblemError("IntentOver", `${id} is ${state} by now: what is sent cannot be called back`);
}
