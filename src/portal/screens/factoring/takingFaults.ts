/** Whether calls do what was chosen: nobody sends away a receivable because a gateway wrote a call for it. */
import type { Schemas } from "../../data/gateway.ts";
import { normalTerms } from "./saleTerms.ts";
import type { FlatCall } from "./saleTerms.ts";

type Fault = "fault_call" | "fault_receivable" | "fault_desk" | "fault_terms" | "fault_missing";

interface Chosen {
  readonly receivable: string;
  readonly desk: string;
  /** As the factor signed them. */
  readonly terms: string | undefined;
}

/**
 * @param signed The offers that were chosen, as their factors signed them. @returns what differs; nothing if the calls
 * sell exactly the receivables that were chosen, each to the desk and on the terms of its offer.
 */
export function takingFaults(
  { receivables }: Pick<Schemas["QuoteTaking"], "receivables">,
  signed: readonly Pick<Schemas["QuoteOffer"], "id" | "message">[],
  flat: readonly FlatCall[],
  organisation: string,
): readonly Fault[] {
  const chosen = receivables.flatMap(({ receivable, offer }): readonly Chosen[] => {
    const found = signed.find(({ id }) => id === offer);
    if (found === undefined) return [];
    const { domain, message } = found.message;
    const terms = normalTerms(message["conditions"] ?? message["discount"]);
    return [{ receivable, desk: domain.verifyingContract.toLowerCase(), terms }];
  });
  const moved = new Set(flat.map(receivableOf));
  const isMissing = receivables.some(({ receivable }) => !moved.has(receivable));
  return [...new Set([...flat.flatMap((call) => faultsOfCall(call, chosen, organisation))])].concat(
    isMissing ? ["fault_missing"] : [],
  );
}

function faultsOfCall(call: FlatCall, chosen: readonly Chosen[], organisation: string): readonly Fault[] {
  const { contract, name, values, terms } = call;
  if (contract === "desk" && name === "purchase") {
    const offered = chosen.filter(({ desk }) => desk === call.to);
    if (offered.length === 0) return ["fault_desk"];
    return offered.some((one) => one.terms === terms) ? [] : ["fault_terms"];
  }
  const isTransfer = name === "safeTransferFrom" && values["from"] === organisation;
  if (contract !== "ledger" || !(isTransfer || name === "approve")) return ["fault_call"];
  const one = chosen.find(({ receivable }) => receivable === receivableOf(call));
  if (one === undefined) return ["fault_receivable"];
  if (values["to"] !== one.desk) return ["fault_desk"];
  return isTransfer && terms !== one.terms ? ["fault_terms"] : [];
}

/** The token of a receivable is its id as a number. */
function receivableOf({ values }: FlatCall): string | undefined {
  const { id } = values;
  return typeof id === "bigint" ? `0x${id.toString(16).padStart(64, "0")}` : undefined;
}
