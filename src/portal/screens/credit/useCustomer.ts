import type { UseQueryResult } from "@tanstack/react-query";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";

/** What a customer owes, what is used of its limits, its band and its last scores: one answer for all who show it. */
export function useCustomer(customer: string | undefined): UseQueryResult<Schemas["WatchedCustomer"]> {
  return useAsked(["creditCustomer", customer], (gateway) =>
    gateway.GET("/v1/watchlist/customers/{customer}", { params: { path: { customer: customer ?? "" } } }),
  );
}
