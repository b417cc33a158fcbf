/**
 * Calls of an organisation, to be sent by anybody with `sendAndWait`; and calls of the organisation to itself, to be
 * put into a batch.
 */
import { encodeDeployData, encodeFunctionData } from "viem";
import { organisationAbi } from "../../../generated/abi.ts";
import { organisationBytecode, passkeyVerifierBytecode } from "../../../generated/bytecode.ts";
import type { SigningDomain } from "../../domain/eip712.ts";
import type { Validity } from "../../domain/messages.ts";
import type { Call } from "../connection.ts";
import { multiSignature, sortedSignatures } from "./members.ts";
import type { Quorum } from "./members.ts";
import { execution, recoveryProposal } from "./messages.ts";
import type { BatchCall } from "./messages.ts";
import { cosign } from "./signing.ts";
import type { Cosigner } from "./signing.ts";

export interface OrganisationPlan {
  readonly signers: Quorum;
  /** No members and threshold 0 for no recovery. */
  readonly guardians: Quorum;
  /** Seconds between proposing and finishing a recovery, one day to one year. */
  readonly recoveryDelay: number;
}

/** Deploys an organisation; whoever sends it has no part in it. */
export function deploymentCall({ signers, guardians, recoveryDelay }: OrganisationPlan): Call {
  const args = [...quorumArguments(signers), ...quorumArguments(guardians), BigInt(recoveryDelay)] as const;
  return { to: undefined, data: encodeDeployData({ abi: organisationAbi, bytecode: organisationBytecode, args }) };
}

/** Deploys the verifier of passkeys, of which a chain needs one. */
export function verifierDeploymentCall(): Call {
  return { to: undefined, data: passkeyVerifierBytecode };
}

/**
 * A batch, signed by these members. @param epoch As `readOrganisation` gives it.
 * @throws LedgerError if a member declines.
 */
export async function executeCall(
  organisation: SigningDomain,
  batch: { readonly calls: readonly BatchCall[]; readonly epoch: bigint } & Validity,
  cosigners: readonly Cosigner[],
): Promise<Call> {
  const { calls, nonce, deadline, epoch } = batch;
  const signatures = await cosign(cosigners, organisation, execution(calls, { nonce, deadline }, epoch));
  const args = [calls, nonce, deadline, multiSignature(signatures)] as const;
  return {
    to: organisation.verifyingContract,
    data: encodeFunctionData({ abi: organisationAbi, functionName: "execute", args }),
  };
}

/**
 * A recovery, signed by these guardians.
 * @param proposal As `readOrganisation` gives it. @param deadline Last instant for carrying it, unix seconds.
 * @throws LedgerError if a guardian declines.
 */
export async function proposeRecoveryCall(
  organisation: SigningDomain,
  recovery: { readonly signers: Quorum; readonly proposal: bigint; readonly deadline: bigint },
  guardians: readonly Cosigner[],
): Promise<Call> {
  const { signers, proposal, deadline } = recovery;
  const message = recoveryProposal(signers, proposal, deadline);
  const signed = sortedSignatures(await cosign(guardians, organisation, message));
  const args = [
    ...quorumArguments(signers),
    deadline,
    signed.map(({ member }) => member),
    signed.map(({ signature }) => signature),
  ] as const;
  return {
    to: organisation.verifyingContract,
    data: encodeFunctionData({ abi: organisationAbi, functionName: "proposeRecovery", args }),
  };
}

/** Finishes the open recovery; anybody may, once its delay is over. @param signers Those of the proposal. */
export function finishRecoveryCall(organisation: SigningDomain, signers: Quorum): Call {
  const args = quorumArguments(signers);
  return {
    to: organisation.verifyingContract,
    data: encodeFunctionData({ abi: organisationAbi, functionName: "finishRecovery", args }),
  };
}

/** For a batch: these and no others are the signers. */
export function setSigners(organisation: SigningDomain, signers: Quorum): BatchCall {
  const args = quorumArguments(signers);
  return toSelf(organisation, encodeFunctionData({ abi: organisationAbi, functionName: "setSigners", args }));
}

/** For a batch: these and no others are the guardians. */
export function setGuardians(organisation: SigningDomain, guardians: Quorum): BatchCall {
  const args = quorumArguments(guardians);
  return toSelf(organisation, encodeFunctionData({ abi: organisationAbi, functionName: "setGuardians", args }));
}

/** For a batch: objects to the open recovery. */
export function cancelRecovery(organisation: SigningDomain): BatchCall {
  return toSelf(organisation, encodeFunctionData({ abi: organisationAbi, functionName: "cancelRecovery" }));
}

function toSelf(organisation: SigningDomain, data: BatchCall["data"]): BatchCall {
  return { target: organisation.verifyingContract, value: 0n, data };
}

function quorumArguments({ members, threshold }: Quorum): readonly [signers: Quorum["members"], threshold: bigint] {
  return [members, BigInt(threshold)];
}
