/** Who may sign for an organisation what no mandate of the ledger is for. */
import type { Address } from "../../domain/receivable.ts";
import type { ContractSignature } from "../../store/frameContracts.ts";
import { readPower } from "../../store/members.ts";
import type { GatewayDeps } from "../deps.ts";
import { ProblemError } from "../http/problems.ts";

/** @throws ProblemError `NotAuthorised` */
export async function powerTo(
  { database, now }: Pick<GatewayDeps, "database" | "now">,
  organisation: Address,
  signer: Address,
): Promise<ContractSignature["power"]> {
  const { own, role } = await readPower(database, organisation, signer, now());
  if (own) return "own";
  if (role === "administrator") return "administrator";
  const wayOut = "let the organisation's own account sign, or an administrator of it";
  throw new ProblemError("NotAuthorised", `${signer} may not sign this for ${organisation}: ${wayOut}`);
}
