/** Signatures of owners of a contract account (Safe), kept until there are as many as it wants. */
import { decodeFunctionResult, encodeFunctionData, parseAbi } from "viem";
import { LedgerError, RefusedError } from "../../clients/errors.ts";
import { ownerSignature, safeMessage, safeSignature } from "../../clients/safe.ts";
import { digestOf } from "../../domain/eip712.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { addOwnerSignature, dropOwnerSignatures, ownerSignaturesOf } from "../../store/ownerSignatures.ts";
import type { StoredIntent } from "../../store/intents.ts";
import type { OwnerSignatures } from "../../wire/ownerSignature.ts";
import type { OWNER_SIGNATURE_OPERATIONS } from "../../wire/operations/ownerSignatures.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { sharedIntent } from "./cosigning.ts";
import { fateOf } from "./fates.ts";
import { checkOpen } from "./gates.ts";
import { jointPlanOf, planOf } from "./material.ts";
import { asParty, deadlineOf, partOf, signsIts } from "./parties.ts";
import { isSigned, signableOf } from "./plans.ts";
import { problemOfLedger } from "./refusals.ts";
import type { Signable } from "./signables.ts";
import { signOne } from "./signing.ts";

const abi = parseAbi([
  "function getOwners() view returns (address[])",
  "function getThreshold() view returns (uint256)",
]);
/** More owners than people would sign with; what answers with more is no Safe. */
const MOST_OWNERS = 64;

export function ownerSignatureHandlers(deps: GatewayDeps): Handlers<typeof OWNER_SIGNATURE_OPERATIONS> {
  return {
    readOwnerSignatures: async ({ member, params }) => {
      const intent = await sharedIntent(deps, member, params.id);
      return { status: 200, body: await shown(deps, member, intent) };
    },
    addOwnerSignature: async ({ member, params, body }) => {
      await addOne(deps, member, params.id, body.signature);
      return { status: 200, body: await shown(deps, member, await sharedIntent(deps, member, params.id)) };
    },
  };
}

async function addOne(deps: GatewayDeps, member: Member, id: string, given: Hex): Promise<void> {
  const { database, addresses, now } = deps;
  const { organisation } = member;
  const intent = await sharedIntent(deps, member, id);
  checkOpen(intent, await fateOf(database, intent, now()));
  const found = await ownersOf(deps, organisation);
  if (found === undefined) {
    const detail = `${organisation} is no contract that tells its owners and how many it takes`;
    throw new ProblemError("OwnersMissing", `${detail}: hand in its own signature`);
  }
  const { owners, threshold } = found;
  const digest = digestIn(deps, member, intent);
  const signed = await ownerSignature(safeMessage(addresses.chainId, organisation, digest), given);
  if (signed === undefined || !owners.includes(signed.owner)) {
    const detail = `the signature is that of no owner of ${organisation} on this message`;
    throw new ProblemError("SignatureInvalid", `${detail}: sign exactly the message that is answered here`);
  }
  await addOwnerSignature(database, { id, party: organisation }, signed, now());
  const all = await ownerSignaturesOf(database, id, organisation);
  // Whoever is no owner any more counts no more.
  const standing = all.filter(({ owner }) => owners.includes(owner));
  if (standing.length < threshold) return;
  await signOne(deps, member, id, { signature: safeSignature(standing), signer: organisation });
  await dropOwnerSignatures(database, id, organisation);
}

async function shown(deps: GatewayDeps, member: Member, intent: StoredIntent): Promise<OwnerSignatures> {
  const { database, addresses, now } = deps;
  const { organisation: contract } = member;
  const { owners, threshold } = (await ownersOf(deps, contract)) ?? { owners: [], threshold: null };
  const digest = digestIn(deps, member, intent);
  const signed = new Set((await ownerSignaturesOf(database, intent.id, contract)).map(({ owner }) => owner));
  const { types, ...message } = safeMessage(addresses.chainId, contract, digest);
  return {
    contract,
    digest,
    message: { ...message, types: { SafeMessage: [...types.SafeMessage] } },
    threshold,
    owners: owners.map((owner) => ({ owner, signed: signed.has(owner) })),
    state: (await fateOf(database, intent, now())).state,
  };
}

function digestIn({ addresses }: GatewayDeps, { organisation }: Member, intent: StoredIntent): Hex {
  const { domain, message } = signableIn(intent, organisation, addresses);
  return digestOf(domain, message);
}

/** What the organisation's own signature is of. @throws ProblemError `SentItself` */
function signableIn(intent: StoredIntent, organisation: Address, addresses: GatewayDeps["addresses"]): Signable {
  const part = partOf(intent, organisation);
  if (part !== undefined && signsIts(part, intent.verb)) {
    return signableOf(asParty(jointPlanOf(intent), part), deadlineOf(intent, part), addresses);
  }
  const plan = intent.parties.length === 0 && intent.receivable !== null ? planOf(intent) : undefined;
  if (plan !== undefined && isSigned(plan)) return signableOf(plan, intent.deadline, addresses);
  throw new ProblemError("SentItself", `${organisation} has nothing to sign of ${intent.id}`);
}

interface Owners {
  /** In lower case. */
  readonly owners: readonly Address[];
  readonly threshold: number;
}

/** As the contract has them now; undefined where it tells none. @throws ProblemError `NodeUnreachable` */
async function ownersOf({ readCall }: GatewayDeps, contract: Address): Promise<Owners | undefined> {
  const ask = async (functionName: "getOwners" | "getThreshold"): Promise<Hex> => {
    if (readCall === undefined) return "0x";
    try {
      return await readCall({ to: contract, data: encodeFunctionData({ abi, functionName }) });
    } catch (error) {
      if (error instanceof RefusedError) return "0x";
      throw error instanceof LedgerError ? problemOfLedger(error) : error;
    }
  };
  const [owners, threshold] = [await ask("getOwners"), await ask("getThreshold")];
  try {
    const listed = decodeFunctionResult({ abi, functionName: "getOwners", data: owners });
    const count = Number(decodeFunctionResult({ abi, functionName: "getThreshold", data: threshold }));
    if (listed.length <= MOST_OWNERS && count > 0 && count <= listed.length) {
      return { owners: listed.map((owner) => owner.toLowerCase() as Address), threshold: count };
    }
  } catch {
    // What cannot be read as a Safe's answer is no Safe's.
  }
  return undefined;
}
