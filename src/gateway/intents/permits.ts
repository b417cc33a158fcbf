/** Payments of those who send nothing: a permit that the payer signs beside the payment, or Permit2. */
import { keyWitness } from "../../clients/envelopes.ts";
import type { PermitFacts } from "../../clients/permits.ts";
import { digestOf } from "../../domain/eip712.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import type { ActOnReceivable } from "../../wire/act.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";
import { permitOf } from "./plans.ts";
import type { Plan } from "./plans.ts";
import { explained } from "./refusals.ts";

/** @throws ProblemError `PermitUnsupported`, or as the node has it */
export async function permitFor(
  { permitOf: ask }: GatewayDeps,
  payer: Address,
  act: ActOnReceivable,
  { terms: { currency } }: Receivable,
): Promise<PermitFacts | undefined> {
  if (act.verb !== "pay" || act.through !== "permit") return undefined;
  const facts = await explained(() => ask?.(currency, payer));
  if (facts !== undefined) return facts;
  throw new ProblemError("PermitUnsupported", `${currency} takes no permits: pay through Permit2, or by an allowance`);
}

/**
 * The signature of the permit of a payment; undefined where it has none.
 * @throws ProblemError `RequestInvalid` where it is missing, or one too many; `SignatureInvalid`; `NonceAlreadySpent`
 *   where the payer has used another permit since, so that this one is worth nothing
 */
export async function verifiedPermit(
  deps: GatewayDeps,
  plan: Plan,
  deadline: number,
  given: Hex | undefined,
): Promise<Hex | undefined> {
  const { deed, party } = plan;
  const permit = permitOf(plan, deadline, deps.addresses);
  if ((permit === undefined) !== (given === undefined)) {
    const detail = permit === undefined ? "this intent has no permit: leave it out" : "sign the permit as well";
    throw new ProblemError("RequestInvalid", detail, { faults: [{ at: "body.permit", message: detail }] });
  }
  if (permit === undefined || given === undefined) return undefined;
  if (!(await keyWitness.signed(party, digestOf(permit.domain, permit.message), given))) {
    const detail = `the permit is not signed by ${party}, whose money it is about`;
    throw new ProblemError("SignatureInvalid", `${detail}: sign exactly the permit of this intent`);
  }
  const through = deed.verb === "pay" && deed.through?.kind === "permit" ? deed.through : undefined;
  const facts = await explained(() => deps.permitOf?.(permit.domain.verifyingContract, party));
  if (facts?.nonce !== through?.nonce) {
    const detail = "another permit was used since, and this one is worth nothing any more";
    throw new ProblemError("NonceAlreadySpent", `${detail}: withdraw the intent, and prepare another`);
  }
  return given;
}
