/** Frame contracts as the interface shows them. */
import type { HeldIntent, StoredFrameContract } from "../../store/frameContracts.ts";
import type { ShownFrameContract, heldIntent } from "../../wire/contract.ts";
import type { z } from "zod";
import type { GatewayDeps } from "../deps.ts";
import { typedData } from "../intents/showing.ts";
import { shownInstant } from "../receivables/showing.ts";
import { canonicalText, frameContractMessage } from "./message.ts";
import type { FrameContractBody } from "./message.ts";

const BOTH = 2;

/** @param all Versions of the same pair, at least. @param today `YYYY-MM-DD`. */
export function stateOf(
  contract: StoredFrameContract,
  all: readonly StoredFrameContract[],
  today: string,
): ShownFrameContract["state"] {
  if (contract.withdrawn !== null) return "withdrawn";
  if (contract.signatures.length < BOTH) return "proposed";
  if (contract.from > today) return "agreed";
  const { supplier, buyer } = contract;
  const later = all.some(
    (other) =>
      other.supplier === supplier &&
      other.buyer === buyer &&
      other.signatures.length === BOTH &&
      other.from <= today &&
      (other.from > contract.from || (other.from === contract.from && other.version > contract.version)),
  );
  return later ? "replaced" : "inForce";
}

export function shownContract(
  contract: StoredFrameContract,
  all: readonly StoredFrameContract[],
  { addresses, now }: Pick<GatewayDeps, "addresses" | "now">,
): ShownFrameContract {
  const { id, supplier, buyer, version, from, hash, proposer, proposed, signatures } = contract;
  // Only what was proposed here is in the table.
  const body = contract.body as FrameContractBody;
  return {
    ...{ id, supplier, buyer, version, from, hash, proposedBy: proposer, proposedAt: shownInstant(proposed) },
    state: stateOf(contract, all, shownInstant(now()).slice(0, 10)),
    ...{ terms: body.terms, previous: body.previous, text: canonicalText(body) },
    message: typedData(frameContractMessage(body), addresses),
    signatures: signatures.map(({ organisation, signer, power, signature, signed }) => ({
      ...{ organisation, signer, power, signature, at: shownInstant(signed) },
    })),
  };
}

export function shownHeld(one: HeldIntent): z.output<typeof heldIntent> {
  const { intent, contract, differences, held, approver, approved } = one;
  return {
    ...{ intent, contract, differences: differences.map((difference) => ({ ...difference })) },
    heldAt: shownInstant(held),
    ...{ approvedBy: approver, approvedAt: approved === null ? null : shownInstant(approved) },
  };
}
