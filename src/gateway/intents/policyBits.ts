/** A policy as people write it, in the bits that the ledger keeps. */
import { Assignability, encodePolicy } from "../../domain/policy.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Policy } from "../../wire/terms.ts";
import { ProblemError } from "../http/problems.ts";
import type { Tokens } from "../receivables/showing.ts";
import { minorUnits } from "./amounts.ts";

/**
 * The bits of a policy. @param currency That of the terms, which the minimum part is counted in.
 * @throws ProblemError `AmountUnfit` for an amount that the currency does not have, `HeaderInvalid` for a minimum that
 * the ledger does not know
 */
export function policyBits(policy: Policy, currency: Address, tokens: Tokens): number {
  const field = "body.policy.minimumPart";
  const { assignability, splittable, minimumPart } = policy;
  const units = minimumPart === null ? 0n : minorUnits(minimumPart, currency, tokens, field);
  try {
    const known = Assignability[assignability as keyof typeof Assignability];
    return encodePolicy({ assignability: known, splittable, minimumPart: units });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ProblemError("HeaderInvalid", error.message, { faults: [{ at: field, message: error.message }] });
  }
}
