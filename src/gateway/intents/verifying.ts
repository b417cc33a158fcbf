/** Checks signatures and calls as the ledger does, before anything is stored or sent. */
import { keyWitness } from "../../clients/envelopes.ts";
import { LedgerError } from "../../clients/errors.ts";
import { digestOf } from "../../domain/eip712.ts";
import type { Address } from "../../domain/receivable.ts";
import type { IntentSignature } from "../../store/intentSignatures.ts";
import type { IntentSignature as GivenSignature } from "../../wire/intent.ts";
import type { IntentVerb } from "../../wire/intentVerb.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { mandateFor } from "./mandates.ts";
import { problemOfLedger } from "./refusals.ts";
import type { PlannedCall, Signable } from "./signables.ts";

/** Somebody else signed, or withdrew, while this was under way. */
export class Overtaken extends Error {}

/** What is signed, as which act. */
interface ToSign extends Signable {
  readonly verb: IntentVerb;
  /** For whom the ledger takes it: the organisation unless it is another, such as its desk. */
  readonly party?: Address;
}

/** The signature, once signer, mandate and message are as the ledger wants them. @throws ProblemError */
export async function verified(
  deps: GatewayDeps,
  { organisation, account }: Pick<Member, "organisation" | "account">,
  { signature, signer = account }: GivenSignature,
  { verb, domain, message, party = organisation }: ToSign,
): Promise<IntentSignature> {
  const { now } = deps;
  const mandate = signer === party ? null : await mandateOf(deps, party, signer, verb);
  const digest = digestOf(domain, message);
  const isSigned =
    (await keyWitness.signed(signer, digest, signature)) || (await deps.signedByContract(signer, digest, signature));
  if (!isSigned) {
    const place = `chain ${domain.chainId} and ${domain.verifyingContract}`;
    const detail = `the signature is not that of ${signer} on this message for ${place}`;
    throw new ProblemError("SignatureInvalid", `${detail}: sign exactly the message of this intent`);
  }
  // A factor acts for its desk by the mandate that the desk itself gave it.
  return { signer, signature, handedInBy: account, mandate: signer === organisation ? null : mandate, signed: now() };
}

/** @throws ProblemError `NotAuthorised` */
async function mandateOf(
  { database, now }: GatewayDeps,
  party: Address,
  agent: Address,
  verb: IntentVerb,
): Promise<IntentSignature["mandate"]> {
  const found = await mandateFor(database, party, agent, verb, now());
  if ("mandate" in found) return found.mandate;
  throw new ProblemError("NotAuthorised", `${agent} may not sign this for ${party}: ${found.why}`);
}

/** Tries a call. @throws ProblemError that is named as the Solidity error */
export async function trial({ simulate }: GatewayDeps, call: PlannedCall, from?: Address): Promise<void> {
  try {
    await simulate({ ...call, ...(from === undefined ? {} : { from }) });
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
