/** Takes signatures back, checks them as the ledger does, and hands what holds to the relayer. */
import { keyWitness } from "../../clients/envelopes.ts";
import { LedgerError } from "../../clients/errors.ts";
import { UNCAPPED } from "../../domain/directory.ts";
import { digestOf } from "../../domain/eip712.ts";
import type { TypedMessage } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import { Verb, ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Consent, Hex } from "../../domain/receivable.ts";
import { rulesOf } from "../../store/checkingRules.ts";
import { factsOf } from "../../store/facts.ts";
import { intentOf, signIntent, withdrawIntent } from "../../store/intents.ts";
import type { IntentSignature, StoredIntent } from "../../store/intents.ts";
import { queueRelay, withdrawRelay } from "../../store/relays.ts";
import type { IntentSignature as GivenSignature, IntentVerb } from "../../wire/intent.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { checkReleased } from "../onboarding/issuing.ts";
import { fateOf } from "./fates.ts";
import type { Fate } from "./fates.ts";
import { planOf } from "./material.ts";
import { callOf, messageOf } from "./plans.ts";
import { explained, problemOfLedger } from "./refusals.ts";
import { needsChecker } from "./showing.ts";

/** Somebody else signed, or withdrew, while this was under way. */
class Overtaken extends Error {}

/** An intent of the member's organisation. @throws ProblemError `NotFound` */
export async function ownIntent({ database }: GatewayDeps, member: Member, id: string): Promise<StoredIntent> {
  const intent = await intentOf(database, id);
  if (intent?.organisation !== member.organisation) throw notFound();
  return intent;
}

/** @throws ProblemError for whatever the ledger would refuse; nothing is stored or sent then. */
export async function signOne(deps: GatewayDeps, member: Member, id: string, given: GivenSignature): Promise<void> {
  const { database, addresses, now } = deps;
  const intent = await ownIntent(deps, member, id);
  const fate = await fateOf(database, intent, now());
  // The same signature once more is the same request once more.
  if (intent.signature?.signature === given.signature && fate.state !== "withdrawn") return;
  checkOpen(intent, fate);
  const plan = planOf(intent);
  const signed = await verified(deps, member, given, {
    verb: intent.verb as IntentVerb,
    message: messageOf(plan, intent.deadline),
  });
  await checkChecker(deps, [intent], signed.signer);
  const consent: Consent = {
    ...{ signer: signed.signer, signature: signed.signature, deadline: BigInt(intent.deadline), nonce: plan.nonce },
    ...{ count: 0n, policy: ZERO_HASH, proof: [] },
  };
  const data = await explained(() => callOf(plan, consent));
  await trial(deps, data);
  await database
    .transaction(async (tx) => {
      if (!(await signIntent(tx, id, signed))) throw new Overtaken();
      const { organisation } = intent;
      await queueRelay(tx, { id, organisation, to: addresses.ledger, data, created: now() });
    })
    .catch(toldOvertaken);
}

/** @throws ProblemError where an intent can no longer be signed, or not yet */
export function checkOpen({ id, deadline }: StoredIntent, { state }: Fate): void {
  switch (state) {
    case "prepared":
      return;
    case "awaitingCounterparty":
      throw new ProblemError("CounterpartyMissing", `${id} waits until its buyer joins: send it the link`);
    case "signed":
    case "sent":
      throw new ProblemError("AlreadySigned", `${id} is signed and on its way: follow it`);
    case "expired": {
      const instant = new Date(deadline * 1000).toISOString();
      throw new ProblemError("ConsentExpired", `${id} was to be signed until ${instant}: prepare it anew`);
    }
    default:
      throw new ProblemError("IntentOver", `${id} is ${state}: prepare another if it is still wanted`);
  }
}

const VERBS: Readonly<Record<IntentVerb, Verb>> = {
  ...{ issue: Verb.Issue, accept: Verb.Accept, query: Verb.Query, reject: Verb.Reject, pay: Verb.Pay },
  ...{ advise: Verb.Advise, recordReceipt: Verb.RecordReceipt, reverseReceipt: Verb.ReverseReceipt },
  ...{ credit: Verb.Credit, waive: Verb.Waive, dispute: Verb.Dispute, resolve: Verb.Resolve, split: Verb.Split },
  ...{ writeOff: Verb.WriteOff, cancel: Verb.Cancel, consentTransfer: Verb.ConsentTransfer },
  accelerate: Verb.Accelerate,
};

/** The signature, once signer, mandate and message are as the ledger wants them. @throws ProblemError */
export async function verified(
  deps: GatewayDeps,
  { organisation, account }: Member,
  { signature, signer = account }: GivenSignature,
  { verb, message }: { readonly verb: IntentVerb; readonly message: TypedMessage },
): Promise<IntentSignature> {
  const { addresses, now } = deps;
  const mandate = signer === organisation ? null : await mandateOf(deps, organisation, signer, verb);
  const digest = digestOf(signingDomain(addresses.chainId, addresses.ledger), message);
  const isSigned =
    (await keyWitness.signed(signer, digest, signature)) || (await deps.signedByContract(signer, digest, signature));
  if (!isSigned) {
    const place = `chain ${addresses.chainId} and ledger ${addresses.ledger}`;
    const detail = `the signature is not that of ${signer} on this message for ${place}`;
    throw new ProblemError("SignatureInvalid", `${detail}: sign exactly the message of this intent`);
  }
  return { signer, signature, handedInBy: account, mandate, signed: now() };
}

/**
 * The mandate that an agent signs under: for the verb, in force, and without a cap, since what is signed opens no
 * amount to the ledger. Whoever signs a payment pays it, so that nobody signs one for somebody else.
 * @throws ProblemError `NotAuthorised`
 */
async function mandateOf(
  { database, now }: GatewayDeps,
  organisation: Address,
  agent: Address,
  verb: IntentVerb,
): Promise<IntentSignature["mandate"]> {
  if (verb === "pay") throw unauthorised(agent, organisation, "whoever signs a payment pays it: let it sign itself");
  const { mandates } = await factsOf(database, [`mandates/${organisation}/${agent}`]);
  const mandate = mandates[0]?.mandate;
  if (mandate === undefined) throw unauthorised(agent, organisation, "it has no mandate, or its mandate was revoked");
  const { verbs, from, until, cap, document } = mandate;
  if (now() < from || now() > until) throw unauthorised(agent, organisation, "its mandate is not in force");
  if ((verbs & (1 << VERBS[verb])) === 0) throw unauthorised(agent, organisation, `its mandate is not to ${verb}`);
  if (cap !== UNCAPPED) {
    throw unauthorised(agent, organisation, "its mandate has a cap, and such an agent sends the call itself");
  }
  return { document, until };
}

function unauthorised(agent: Address, organisation: Address, why: string): ProblemError {
  return new ProblemError("NotAuthorised", `${agent} may not sign this for ${organisation}: ${why}`);
}

/**
 * Two pairs of eyes above the amount that the organisation set, and on what differs from the frame contract.
 * @throws ProblemError `CheckerMissing`, `TermsHeld`, or `OnboardingIncomplete`
 */
export async function checkChecker(
  deps: GatewayDeps,
  intents: readonly StoredIntent[],
  signer: Address,
): Promise<void> {
  const { database, now } = deps;
  const [first] = intents;
  if (first === undefined) return;
  await checkReleased(deps, intents);
  const rules = await rulesOf(database, first.organisation);
  const own = intents.find((intent) => intent.preparedBy === signer && needsChecker(intent, { rules, now: now() }));
  if (own === undefined) return;
  const detail = `${signer} prepared ${own.id}, which is above the amount that one member may do alone`;
  throw new ProblemError("CheckerMissing", `${detail}: let another member sign it`);
}

/** Tries a call of the ledger. @throws ProblemError that is named as the Solidity error */
export async function trial({ simulate, addresses }: GatewayDeps, data: Hex): Promise<void> {
  try {
    await simulate({ to: addresses.ledger, data });
  } catch (error) {
    throw error instanceof LedgerError ? problemOfLedger(error) : error;
  }
}

/** What was done meanwhile is told as such. */
export function toldOvertaken(error: unknown): never {
  if (!(error instanceof Overtaken)) throw error;
  throw new ProblemError("AlreadySigned", "somebody else was faster: look at the intent");
}

/** For transactions that find themselves overtaken. */
export function overtaken(): Error {
  return new Overtaken();
}

/** @throws ProblemError `IntentOver` where it may be on the chain already */
export async function withdrawOne(deps: GatewayDeps, member: Member, id: string): Promise<void> {
  const { database, now } = deps;
  const intent = await ownIntent(deps, member, id);
  const { state } = await fateOf(database, intent, now());
  if (state === "withdrawn") return;
  const canBe = state === "awaitingCounterparty" || state === "prepared" || state === "signed" || state === "expired";
  const isDone =
    canBe &&
    (await database.transaction(async (tx) => {
      if (intent.signature !== null && !(await withdrawRelay(tx, id))) return false;
      return withdrawIntent(tx, id, intent.signature !== null, now());
    }));
  if (!isDone) throw new ProblemError("IntentOver", `${id} is ${state} by now: what is sent cannot be called back`);
}
