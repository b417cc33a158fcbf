/** Acts of several: each party signs on its own, and the last signature sends what all of them signed. */
import { RefusedError } from "../../clients/errors.ts";
import type { Address } from "../../domain/receivable.ts";
import { rulesOf } from "../../store/checkingRules.ts";
import type { Transaction } from "../../store/database.ts";
import { lockUnsigned, signParty, takeUp } from "../../store/intentParties.ts";
import type { StoredParty } from "../../store/intentParties.ts";
import { intentOf, signIntent } from "../../store/intents.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { IntentSignature } from "../../store/intentSignatures.ts";
import { queueRelay } from "../../store/relays.ts";
import type { IntentSignature as GivenSignature } from "../../wire/intent.ts";
import type { IntentVerb } from "../../wire/intentVerb.ts";
import { approveSigned } from "../approvals/signed.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { grantSigned } from "../limits/asking.ts";
import { fateOf } from "./fates.ts";
import { checkOpen } from "./gates.ts";
import { jointPlanOf } from "./material.ts";
import { asParty, consentsOf, deadlineOf, partOf, signsIts, standingSignatures } from "./parties.ts";
import { checkAgreeable } from "./planProposals.ts";
import { callOf, contractOf, signableOf } from "./plans.ts";
import { checkNoOther } from "./planSignatures.ts";
import { checkReckoned } from "./reckoning.ts";
import { explained } from "./refusals.ts";
import type { PlannedCall } from "./signables.ts";
import { needsChecker } from "./showing.ts";
import { Overtaken, toldOvertaken, trial, verified } from "./verifying.ts";

/** An intent that the member's organisation prepared, or signs with others. @throws ProblemError `NotFound` */
export async function sharedIntent({ database }: GatewayDeps, member: Member, id: string): Promise<StoredIntent> {
  const intent = await intentOf(database, id);
  if (intent === undefined) throw notFound();
  if (intent.organisation !== member.organisation && partOf(intent, member.organisation) === undefined) {
    throw notFound();
  }
  return intent;
}

/** More rounds than there are parties who could sign at the same moment. */
const ROUNDS = 5;

/**
 * Keeps the signature of one party, and sends the act if it is the last one.
 * @throws ProblemError for whatever the ledger would refuse; nothing is stored or sent then
 */
export async function signPart(deps: GatewayDeps, member: Member, id: string, given: GivenSignature): Promise<void> {
  for (let round = 1; ; round += 1) {
    const intent = await sharedIntent(deps, member, id);
    const fate = await fateOf(deps.database, intent, deps.now());
    const part = partOf(intent, member.organisation);
    if (part === undefined) throw notFound();
    if (!signsIts(part, intent.verb)) {
      const detail = `${part.party} signs nothing here: once the others have signed, it sends the call with the seller`;
      throw new ProblemError("SentItself", detail);
    }
    const standing = await standingSignatures(deps.database, intent, deps.now());
    const own = standing.get(part.party);
    // The same signature once more is the same request once more.
    if (own?.signature === given.signature && fate.state !== "withdrawn") return;
    checkOpen(intent, fate);
    if (own !== undefined) {
      throw new ProblemError("AlreadySigned", `${part.party} signed ${id} already: it waits for the others`);
    }
    try {
      await addSignature(deps, member, { intent, part, standing }, given);
      return;
    } catch (error) {
      // Another party signed meanwhile: what both saw as missing may be there now.
      if (!(error instanceof Overtaken) || round === ROUNDS) toldOvertaken(error);
    }
  }
}

interface Joint {
  readonly intent: StoredIntent;
  /** Of the organisation that is signed in for. */
  readonly part: StoredParty;
  /** Of the others. */
  readonly standing: ReadonlyMap<Address, IntentSignature>;
}

async function addSignature(deps: GatewayDeps, member: Member, joint: Joint, given: GivenSignature): Promise<void> {
  const { intent, part, standing } = joint;
  const plan = asParty(jointPlanOf(intent), part);
  const verb = intent.verb as IntentVerb;
  const signable = signableOf(plan, deadlineOf(intent, part), deps.addresses);
  const signed = await verified(deps, member, given, { verb, party: plan.party, ...signable });
  if (plan.deed.verb === "agreePlan") {
    await checkAgreeable(deps, plan.deed);
    await checkNoOther(deps.database, intent, part.party, deps.now());
  }
  await checkPair(deps, joint, { signer: signed.signer, unverified: await checkReckoned(deps.database, plan) });
  await grantSigned(deps, [intent], { organisation: part.party, actor: signed.signer });
  const signatures = new Map([...standing, [part.party, signed] as const]);
  const signing = intent.parties.filter((one) => signsIts(one, intent.verb));
  const missing = signing.filter(({ party }) => !signatures.has(party)).map(({ party }) => party);
  const data = await explained(() => callOf(plan, consentsOf(intent, signatures)));
  const call = { to: contractOf(plan, deps.addresses), data };
  const sender = intent.parties.find((one) => !signsIts(one, intent.verb));
  if (missing.length === 0) await trial(deps, call, sender?.desk ?? undefined);
  else if (sender === undefined) await earlyTrial(deps, call, missing);
  const isComplete = missing.length === 0;
  await deps.database.transaction((tx) =>
    store(deps, tx, joint, { signed, isComplete, call: isComplete && sender === undefined ? call : undefined }),
  );
}

/** Where one party is missing, the call is what that party could send itself: what the ledger refuses shows early. */
async function earlyTrial(deps: GatewayDeps, call: PlannedCall, missing: readonly Address[]): Promise<void> {
  const [last, ...others] = missing;
  if (others.length > 0) return;
  try {
    await trial(deps, call, last);
  } catch (error) {
    // A node that cannot say is asked again when the last signature is there.
    if (error instanceof ProblemError && error.cause instanceof RefusedError) throw error;
  }
}

interface Signing {
  readonly signed: IntentSignature;
  /** Whether it is the last signature. */
  readonly isComplete: boolean;
  /** What is sent then; undefined where the parties send it themselves. */
  readonly call: PlannedCall | undefined;
}

/** @throws Overtaken where a signature came, or it was withdrawn, since it was read */
async function store(
  { now }: GatewayDeps,
  tx: Transaction,
  { intent, part }: Joint,
  { signed, isComplete, call }: Signing,
): Promise<void> {
  const { id, organisation } = intent;
  if (!(await lockUnsigned(tx, id))) throw new Overtaken();
  const current = await intentOf(tx, id);
  if (current === undefined || signaturesIn(current) !== signaturesIn(intent)) throw new Overtaken();
  await approveSigned(tx, intent, { organisation: part.party, signer: signed.signer }, now());
  await signParty(tx, id, part.party, signed);
  if (!isComplete) return;
  // A factor that prepared it signs nothing: the last signature says that it is complete.
  const own = part.party === organisation ? signed : (partOf(intent, organisation)?.signature ?? signed);
  await signIntent(tx, id, own);
  if (call !== undefined) await queueRelay(tx, { id, organisation, ...call, created: now() });
}

function signaturesIn({ parties }: StoredIntent): string {
  return parties.map(({ signature }) => signature?.signature ?? "none").join();
}

/**
 * Two pairs of eyes of the party itself, above the amount that it set: whoever prepared the act for it, or took it up,
 * and whoever signs. @throws ProblemError `CheckerMissing`
 */
async function checkPair(
  { database, now }: GatewayDeps,
  { intent, part }: Joint,
  { signer, unverified }: { readonly signer: Address; readonly unverified: boolean },
): Promise<void> {
  const rules = await rulesOf(database, part.party);
  if (
    !needsChecker(intent, { rules, now: now(), unverified }) ||
    (part.preparedBy !== null && part.preparedBy !== signer)
  )
    return;
  const why = unverified
    ? `${intent.id} says what no books here were compared with`
    : `${intent.id} is above the amount that one member may do alone`;
  const wayOut =
    part.preparedBy === null
      ? "let one member take it up, and another sign it"
      : `${signer} stands for it already, so let another member sign it`;
  throw new ProblemError("CheckerMissing", `${why}: ${wayOut}`);
}

/**
 * The member stands for an act that another organisation prepared, as its preparer does there; whoever was first stays.
 * @throws ProblemError `NotFound`, or as `checkOpen` does
 */
export async function takeUpOne(deps: GatewayDeps, member: Member, id: string): Promise<void> {
  const intent = await sharedIntent(deps, member, id);
  checkOpen(intent, await fateOf(deps.database, intent, deps.now()));
  await takeUp(deps.database, id, member.organisation, member.account);
}
