/** What an organisation says of itself. */
import { decodeFunctionResult, encodeFunctionData } from "viem";
import { organisationAbi } from "../../../generated/abi.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Connection } from "../connection.ts";
import { attempt } from "../failures.ts";
import type { Quorum } from "./members.ts";

export interface OrganisationView {
  readonly signers: Quorum;
  /** No members and threshold 0 if there are none. */
  readonly guardians: Quorum;
  /** Number of the present set of signers; part of every batch. */
  readonly epoch: bigint;
  /** Number of the next proposal of the guardians. */
  readonly nextProposal: bigint;
  /** Seconds. */
  readonly recoveryDelay: number;
  /** The last recovery that is not finished or cancelled; compare `expiresAt` with the time. */
  readonly recovery: OpenRecovery | undefined;
}

export interface OpenRecovery {
  readonly proposal: bigint;
  /** First and last instant at which anybody may finish it, unix seconds. */
  readonly readyAt: number;
  readonly expiresAt: number;
}

type Question = "epoch" | "guardians" | "nextProposal" | "recovery" | "recoveryDelay" | "threshold";

const abi = organisationAbi;
const ALL = [0n, 2n ** 64n - 1n] as const;

/** Asks an organisation for everything it says of itself. @throws LedgerError */
export async function readOrganisation(connection: Connection, organisation: Address): Promise<OrganisationView> {
  const ask = (data: Hex): Promise<Hex> => attempt("asking", () => connection.call({ to: organisation, data }));
  const answers = {
    signers: await ask(encodeFunctionData({ abi, functionName: "getSigners", args: ALL })),
    threshold: await ask(question("threshold")),
    guardians: await ask(question("guardians")),
    recovery: await ask(question("recovery")),
    epoch: await ask(question("epoch")),
    nextProposal: await ask(question("nextProposal")),
    recoveryDelay: await ask(question("recoveryDelay")),
  };
  return attempt("asking", () => viewOf(answers));
}

function question(functionName: Question): Hex {
  return encodeFunctionData({ abi, functionName });
}

function viewOf(answers: Readonly<Record<Question | "signers", Hex>>): OrganisationView {
  const signers = decodeFunctionResult({ abi, functionName: "getSigners", data: answers.signers });
  const threshold = decodeFunctionResult({ abi, functionName: "threshold", data: answers.threshold });
  const [guardians, needed] = decodeFunctionResult({ abi, functionName: "guardians", data: answers.guardians });
  const recovery = decodeFunctionResult({ abi, functionName: "recovery", data: answers.recovery });
  const { proposal, readyAt, expiresAt } = recovery;
  const delay = decodeFunctionResult({ abi, functionName: "recoveryDelay", data: answers.recoveryDelay });
  return {
    signers: { members: signers, threshold: Number(threshold) },
    guardians: { members: guardians, threshold: Number(needed) },
    epoch: decodeFunctionResult({ abi, functionName: "epoch", data: answers.epoch }),
    nextProposal: decodeFunctionResult({ abi, functionName: "nextProposal", data: answers.nextProposal }),
    recoveryDelay: Number(delay),
    recovery: expiresAt === 0 ? undefined : { proposal, readyAt, expiresAt },
  };
}
