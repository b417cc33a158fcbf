/** What several operations about credit refuse in the same words. */
import { ProblemError } from "../http/problems.ts";

export function policyMissing(): ProblemError {
  return new ProblemError("CreditPolicyMissing", "no credit policy is in force: set one at /v1/credit/policies");
}
