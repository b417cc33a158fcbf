/**
 * What one side signed of an agreement with exceptions, on its way to the gateway of the other side. Whoever takes it
 * believes nothing of it: it has to be about what the own act is about, signed by whom the chain lets sign, and of use.
 */
import { refusal } from "../../clients/failures.ts";
import { statementsOf } from "../../clients/statements.ts";
import type { Address } from "../../domain/receivable.ts";
import { statementId } from "../../domain/statement.ts";
import type { Roots } from "../../domain/statement.ts";
import type { IntentSignature } from "../../store/intentSignatures.ts";
import type { IntentState } from "../../wire/intent.ts";
import { moment } from "../../wire/personal.ts";
import type { ProblemCode } from "../../wire/problem.ts";
import type { StatementConsent } from "../../wire/statementConsent.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { sharedIntent } from "./cosigning.ts";
import { fateOf } from "./fates.ts";
import { statementPlanOf } from "./material.ts";
import { consentOf, deadlineOf, partOf, standingSignatures } from "./parties.ts";
import { callOf, otherParty, signableOf } from "./plans.ts";
import { explained, problemOfLedger } from "./refusals.ts";
import type { StatementPlan } from "./statementPlans.ts";
import { trial, verified } from "./verifying.ts";

/** States in which nothing that was signed is of use to anybody. */
export const OVER: ReadonlySet<IntentState> = new Set(["withdrawn", "expired", "refused"]);

/**
 * What the member's own organisation signed, and nobody else's.
 * @throws ProblemError `NotFound`, `IntentOver`, or `SignatureMissing`
 */
export async function consentFileOf(deps: GatewayDeps, member: Member, id: string): Promise<StatementConsent> {
  const intent = await sharedIntent(deps, member, id);
  const part = partOf(intent, member.organisation);
  const plan = statementPlanOf(intent);
  if (part === undefined || plan?.deed.verb !== "agreeBalanceExcept") throw notFound();
  const { state } = await fateOf(deps.database, intent, deps.now());
  if (OVER.has(state)) throw new ProblemError("IntentOver", `${id} is ${state}: prepare another if it is still wanted`);
  const signed = (await standingSignatures(deps.database, intent, deps.now())).get(part.party);
  if (signed === undefined) {
    throw new ProblemError("SignatureMissing", `${part.party} has not signed ${id}: sign it first`);
  }
  const { statement, deed } = plan;
  return {
    version: 1,
    ...placeOf(deps),
    statement: { ...statement, cutOff: shownInstant(statement.cutOff) },
    roots: { ...deed.roots },
    exceptions: { ...deed.exceptions },
    balance: { amount: deed.balance.amount.toString(), salt: deed.balance.salt },
    ...{ party: part.party, signer: signed.signer, nonce: part.nonce.toString() },
    ...{ deadline: shownInstant(deadlineOf(intent, part)), signature: signed.signature },
  };
}

function placeOf({ addresses }: GatewayDeps): Pick<StatementConsent, "chainId" | "contract"> {
  return { chainId: addresses.chainId, contract: statementsOf(addresses).toLowerCase() as Address };
}

/** What the other side signed at its own gateway. */
export interface TheirSignature {
  readonly party: Address;
  readonly nonce: bigint;
  /** Unix seconds. */
  readonly deadline: number;
  readonly signature: IntentSignature;
}

/**
 * Takes what the other side has signed of the plan. @param plan As the member's own organisation signs it.
 * @throws ProblemError that names the field of `theirs` at fault: `ConsentUnfit` where it is about anything else,
 *   `RootSuperseded` where a side has posted another version since, `ConsentExpired`, `NotAuthorised`,
 *   `SignatureInvalid`, or whatever else the contract says to it
 */
export async function theirSignature(
  deps: GatewayDeps,
  member: Member,
  plan: StatementPlan,
  theirs: StatementConsent,
): Promise<TheirSignature> {
  checkSame(deps, plan, theirs);
  checkRoots(plan, theirs.roots);
  const deadline = deadlineIn(theirs, deps.now());
  const { party, signer, signature } = theirs;
  const nonce = BigInt(theirs.nonce);
  return named(async () => {
    const signable = await explained(() => signableOf({ ...plan, party, nonce }, deadline, deps.addresses));
    const whose = { organisation: party, account: member.account };
    const given = { ...(await verified(deps, whose, { signature, signer }, { verb: plan.deed.verb, ...signable })) };
    const consents = new Map([[party, consentOf(given, { deadline, nonce })]]);
    const data = await explained(() => callOf(plan, consents));
    await trial(deps, { to: statementsOf(deps.addresses), data }, member.organisation);
    return { party, nonce, deadline, signature: given };
  });
}

/** @throws ProblemError `ConsentUnfit` */
function checkSame(deps: GatewayDeps, plan: StatementPlan, theirs: StatementConsent): void {
  const { statement, deed, party } = plan;
  if (deed.verb !== "agreeBalanceExcept") throw new Error(`nobody else signs ${deed.verb}`);
  const { exceptions, balance } = deed;
  const own = {
    ...placeOf(deps),
    ...prefixed("statement", { ...statement, cutOff: shownInstant(statement.cutOff) }),
    ...prefixed("exceptions", exceptions),
    ...prefixed("balance", { amount: balance.amount.toString(), salt: balance.salt }),
    party: otherParty(plan, party),
  };
  const given: Readonly<Record<string, unknown>> = {
    ...theirs,
    ...prefixed("statement", theirs.statement),
    ...prefixed("exceptions", theirs.exceptions),
    ...prefixed("balance", theirs.balance),
  };
  const differing = Object.entries(own).find(([field, value]) => given[field] !== value);
  if (differing === undefined) return;
  const [field, value] = differing;
  throw unfitConsent(field, `it is ${String(given[field])}, and this act's is ${value}`);
}

function prefixed(name: string, values: object): Readonly<Record<string, string | number>> {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [`${name}.${field}`, value as string]));
}

export function unfitConsent(field: string, fault: string): ProblemError {
  const at = `body.theirs.${field}`;
  const wayOut = "agree on one result with the other side, and ask it for what it signed of that";
  return new ProblemError("ConsentUnfit", `${at}: ${fault}: ${wayOut}`, { faults: [{ at, message: fault }] });
}

/** @throws ProblemError `RootSuperseded` of the side whose root is another by now */
function checkRoots({ deed, statement }: StatementPlan, theirs: Roots): void {
  if (deed.verb !== "agreeBalanceExcept") return;
  for (const side of ["supplier", "buyer"] as const) {
    const [root, version] = [theirs[`${side}Root`], theirs[`${side}Version`]];
    if (root === deed.roots[`${side}Root`] && version === deed.roots[`${side}Version`]) continue;
    const values = { id: statementId(statement), party: statement[side], root, version };
    throw atField(problemOfLedger(refusal({ name: "RootSuperseded", values })), `roots.${side}Root`);
  }
}

/** @throws ProblemError `ConsentExpired` */
export function deadlineIn(
  { deadline: text, signer }: Pick<StatementConsent, "deadline" | "signer">,
  now: number,
): number {
  const deadline = moment.parse(text);
  if (deadline >= now) return deadline;
  const values = { signer, deadline: BigInt(deadline) };
  throw atField(problemOfLedger(refusal({ name: "ConsentExpired", values })), "deadline");
}

/** What a refusal is about, of all that the other side wrote. */
const FIELDS: Partial<Record<ProblemCode, string>> = {
  ConsentExpired: "deadline",
  NonceAlreadySpent: "nonce",
  NotAuthorised: "signer",
  RootSuperseded: "roots",
  SignatureInvalid: "signature",
};

/** Names the field of `theirs` that a refusal is about. */
export async function named<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof ProblemError ? atField(error, FIELDS[error.code]) : error;
  }
}

function atField(error: Error, field: string | undefined): Error {
  if (!(error instanceof ProblemError) || field === undefined) return error;
  const faults = [{ at: `body.theirs.${field}`, message: error.message }];
  return new ProblemError(error.code, error.message, { faults, cause: error });
}
