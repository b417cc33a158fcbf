/** Many intents under one root: signed at once, and sent one by one, each with its proof. */
import { commitmentOf } from "../../domain/commitment.ts";
import { consentOf, envelopeMessage, sealEnvelope } from "../../domain/envelope.ts";
import type { Leaf, UnsignedEnvelope } from "../../domain/envelope.ts";
import { keccakOfText } from "../../domain/hash.ts";
import { contentHash, signingDomain } from "../../domain/messages.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Hex } from "../../domain/receivable.ts";
import { batchOf, insertBatch, signBatch } from "../../store/intentBatches.ts";
import type { StoredBatch } from "../../store/intentBatches.ts";
import { intentsOf, signIntent } from "../../store/intents.ts";
import type { StoredIntent } from "../../store/intents.ts";
import { queueRelay } from "../../store/relays.ts";
import type { Batch, NewBatch } from "../../wire/batch.ts";
import type { IntentSignature as GivenSignature } from "../../wire/intent.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { fatesOf } from "./fates.ts";
import { checkOpen } from "./gates.ts";
import { uuidOf } from "./ids.ts";
import { receivablePlanOf } from "./material.ts";
import { callOf } from "./plans.ts";
import { deadlineFor } from "./preparingOnce.ts";
import { explained } from "./refusals.ts";
import { shownSigned, typedData } from "./showing.ts";
import { checkChecker } from "./signing.ts";
import { overtaken, toldOvertaken, trial, verified } from "./verifying.ts";

interface BatchBody {
  readonly envelope: UnsignedEnvelope;
  readonly intents: readonly string[];
}

/** @throws ProblemError */
export async function prepareBatch(
  deps: GatewayDeps,
  member: Member,
  { id: asked, intents: ids, deadline }: NewBatch,
): Promise<{ readonly batch: Batch; readonly isNew: boolean }> {
  const { database, now } = deps;
  const { organisation, account } = member;
  const content = keccakOfText(JSON.stringify(ids));
  const id = asked ?? uuidOf(deps.config.secret, `${organisation}/${content}/${deadline ?? ""}`);
  const known = await batchOf(database, id);
  if (known !== undefined) return { batch: await sameBatch(deps, member, known, content), isNew: false };
  const intents = await openIntents(deps, member, ids);
  const verb = verbOf(intents);
  // An intent that is over counts for no limit any more: no signature of it may outlive it.
  const earliest = Math.min(...intents.map((intent) => intent.deadline));
  const prepared = {
    ...{ id, organisation, verb, content, deadline: Math.min(deadlineFor(deadline, now()), earliest) },
    ...{ preparedBy: account, prepared: now() },
  };
  const domain = signingDomain(deps.addresses.chainId, deps.addresses.ledger);
  const envelope = await explained(() =>
    sealEnvelope(domain, {
      kind: verb === "issue" ? "issuance" : "acceptance",
      leaves: intents.map(leafIn),
      party: organisation,
      deadline: BigInt(prepared.deadline),
    }),
  );
  const body: BatchBody = { envelope, intents: ids };
  const isNew = await insertBatch(database, { ...prepared, body });
  const stored = await batchOf(database, id);
  if (stored === undefined) throw new Error(`the batch ${id} was not stored`);
  return { batch: await sameBatch(deps, member, stored, content), isNew };
}

async function sameBatch(deps: GatewayDeps, member: Member, batch: StoredBatch, content: Hex): Promise<Batch> {
  if (batch.organisation === member.organisation && batch.content === content) return shownBatch(deps, batch);
  throw new ProblemError("IntentExists", `the id ${batch.id} is taken by something else: make another`);
}

/** @throws ProblemError `NotFound` */
export async function readBatch(deps: GatewayDeps, member: Member, id: string): Promise<Batch> {
  return shownBatch(deps, await ownBatch(deps, member, id));
}

/** All or nothing. @throws ProblemError for whatever the ledger would refuse of any of them */
export async function signAll(deps: GatewayDeps, member: Member, id: string, given: GivenSignature): Promise<Batch> {
  const { database, addresses, now } = deps;
  const batch = await ownBatch(deps, member, id);
  if (batch.signature !== null) {
    if (batch.signature.signature === given.signature) return shownBatch(deps, batch);
    throw new ProblemError("AlreadySigned", `${id} is signed and on its way: follow it`);
  }
  if (batch.deadline < now()) {
    throw new ProblemError("ConsentExpired", `${id} was to be signed until ${shownInstant(batch.deadline)}`);
  }
  const { envelope, intents: ids } = batch.body as BatchBody;
  const intents = await openIntents(deps, member, ids);
  const verb = verbOf(intents);
  const domain = signingDomain(addresses.chainId, addresses.ledger);
  const signed = await verified(deps, member, given, { verb, domain, message: envelopeMessage(envelope) });
  await checkChecker(deps, [...intents, ...intents.map((one) => ({ ...one, ...batchPreparer(batch) }))], signed.signer);
  const calls: Hex[] = [];
  for (const intent of intents) {
    const plan = receivablePlanOf(intent);
    const consent = consentOf({ ...envelope, ...signed }, commitmentOf(plan.receivable));
    const data = await explained(() => callOf(plan, new Map([[plan.party, consent]])));
    await trial(deps, { to: addresses.ledger, data });
    calls.push(data);
  }
  await database
    .transaction(async (tx) => {
      if (!(await signBatch(tx, id, signed))) throw overtaken();
      for (const [index, intent] of intents.entries()) {
        if (!(await signIntent(tx, intent.id, signed, id))) throw overtaken();
        const relay = { id: intent.id, organisation: member.organisation, to: addresses.ledger, created: now() };
        await queueRelay(tx, { ...relay, data: calls[index] ?? "0x" });
      }
    })
    .catch(toldOvertaken);
  return readBatch(deps, member, id);
}

/** Whoever put them together prepared them too. */
function batchPreparer({ preparedBy }: StoredBatch): Pick<StoredIntent, "preparedBy"> {
  return { preparedBy };
}

async function ownBatch({ database }: GatewayDeps, { organisation }: Member, id: string): Promise<StoredBatch> {
  const batch = await batchOf(database, id);
  if (batch?.organisation !== organisation) throw notFound();
  return batch;
}

/** Intents of the organisation that can be signed, each once. @throws ProblemError */
async function openIntents(
  { database, now }: GatewayDeps,
  { organisation }: Member,
  ids: readonly string[],
): Promise<readonly StoredIntent[]> {
  if (new Set(ids).size !== ids.length) throw new ProblemError("BatchMixed", "an intent is named twice: name it once");
  const intents = (await intentsOf(database, ids)).filter((intent) => intent.organisation === organisation);
  if (intents.length !== ids.length) throw notFound();
  const fates = await fatesOf(database, intents, now());
  for (const [index, intent] of intents.entries()) {
    const fate = fates[index];
    if (fate !== undefined) checkOpen(intent, fate);
  }
  return intents;
}

function verbOf(intents: readonly StoredIntent[]): Batch["verb"] {
  const [first, ...others] = new Set(intents.map(({ verb }) => verb));
  if (others.length === 0 && (first === "issue" || first === "accept")) return first;
  throw new ProblemError("BatchMixed", "a root holds issues alone, or acceptances alone: make one for each");
}

function leafIn(intent: StoredIntent): Leaf {
  const { deed, receivable } = receivablePlanOf(intent);
  const content = deed.verb === "issue" ? contentHash(deed.sealed ?? undefined) : ZERO_HASH;
  return { commitment: commitmentOf(receivable), content };
}

async function shownBatch({ database, addresses, now }: GatewayDeps, batch: StoredBatch): Promise<Batch> {
  const { envelope, intents: ids } = batch.body as BatchBody;
  const intents = await intentsOf(database, ids);
  const fates = await fatesOf(database, intents, now());
  return {
    id: batch.id,
    verb: batch.verb as Batch["verb"],
    root: envelope.root,
    count: ids.length,
    preparedBy: batch.preparedBy,
    preparedAt: shownInstant(batch.prepared),
    deadline: shownInstant(batch.deadline),
    message: typedData(envelopeMessage(envelope), addresses),
    signed: shownSigned(batch.signature),
    intents: intents.map(({ id }, index) => ({
      id,
      state: fates[index]?.state ?? "prepared",
      error: fates[index]?.error ?? null,
    })),
  };
}
