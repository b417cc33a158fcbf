/** Where the ledger lives, as the gateway says it, and as this browser has it since the first time. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { Schemas } from "./gateway.ts";
import { useAsked } from "./useAsked.ts";

export type Deployment = Schemas["Deployment"];

const KEPT = "countersign ledger of";

export function useDeployment(): UseQueryResult<Deployment> {
  return useAsked(["deployment"], (gateway) => gateway.GET("/v1/deployment"));
}

/**
 * Whether this browser knows another ledger of the gateway's chain. What is signed for another contract than always
 * before is signed for a ledger that nobody else looks at.
 */
export function knownLedger({ chainId, blockHash, ledger }: Deployment): string {
  const place = `${KEPT} ${location.origin} ${chainId} ${blockHash}`;
  const known = localStorage.getItem(place);
  if (known !== null) return known;
  localStorage.setItem(place, ledger);
  return ledger;
}
