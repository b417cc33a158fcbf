/** The sentences of an organisation's own account: its signers, its batches and its recovery. */
import type { OrganisationErrorName } from "../chain/reverts.ts";

/** What only an organisation refuses; what a ledger refuses under the same name has its sentence there. */
type OwnName = Exclude<
  OrganisationErrorName,
  | "CallFailed"
  | "InvalidShortString"
  | "NonceAlreadySpent"
  | "ReentrancyGuardReentrantCall"
  | "SignatureInvalid"
  | "StringTooLong"
>;

export const ORGANISATION_SENTENCES: Readonly<Record<OwnName, (values: Readonly<Record<string, string>>) => string>> = {
  CallerNotSelf: (v) =>
    `${v["caller"]} may not do this for the organisation: let its signers execute a call from the account to itself`,
  DelayInvalid: (v) =>
    `a recovery delay of ${v["delay"]} seconds is not one day to one year: deploy the organisation with another`,
  GuardiansMissing: () => "the organisation has no guardians who could propose a recovery: let its signers name some",
  MemberInvalid: (v) =>
    `${v["member"]} can be no signer or guardian: give an address, or a verifier that has code with its key, of 20 ` +
    `to 128 bytes together, and not the account itself`,
  MemberRepeated: (v) => `${v["member"]} is among the members twice: name it once`,
  MultiSignerERC7913AlreadyExists: (v) => `${v["signer"]} is among the members twice: name it once`,
  MultiSignerERC7913InvalidSigner: (v) => `${v["signer"]} can be no signer: give 20 bytes at least`,
  MultiSignerERC7913NonexistentSigner: (v) => `${v["signer"]} is none of the signers: ask the organisation for them`,
  MultiSignerERC7913UnreachableThreshold: (v) =>
    `${v["signers"]} signers can never be ${v["threshold"]}: lower the threshold, or name more`,
  MultiSignerERC7913ZeroThreshold: () => "nobody would have to sign: give a threshold of one at least",
  QuorumInvalid: (v) =>
    `${v["members"]} members with a threshold of ${v["threshold"]} are no quorum: name 1 to 16, and a threshold from ` +
    `1 to their number; no guardians at all are an empty list with threshold 0`,
  RecoveryMismatch: (v) =>
    `the signers that were opened (${v["opened"]}) are not those that the guardians proposed (${v["proposed"]}): ` +
    `take them from RecoveryProposed`,
  RecoveryMissing: () =>
    "no recovery is open: none was proposed, or it was cancelled, finished or has expired; way out: let the " +
    "guardians propose one",
  RecoveryNotReady: (v) => `the recovery can be finished from ${v["readyAt"]} on: wait until then`,
  SignatureExpired: (v) => `what was signed for the organisation was good until ${v["deadline"]}: sign it anew`,
  TargetMissing: (v) =>
    `call ${v["index"]} of the batch, counted from 0, goes to ${v["target"]}, where there is no contract: correct ` +
    `the address, or use the chain it is on`,
};
