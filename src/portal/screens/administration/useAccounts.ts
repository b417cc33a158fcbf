import type { UseQueryResult } from "@tanstack/react-query";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";

/** Where an organisation is paid, as far as it shows that. @param address Undefined while nobody is named. */
export function useAccounts(address: string | undefined): UseQueryResult<Schemas["BankAccounts"]> {
  return useAsked(["bank accounts", address], (gateway) =>
    gateway.GET("/v1/organisations/{address}/accounts", { params: { path: { address: address ?? "" } } }),
  );
}
