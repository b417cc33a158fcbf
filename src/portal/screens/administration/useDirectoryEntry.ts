import type { UseQueryResult } from "@tanstack/react-query";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";

/** What the directory says of an address, and what whoever has it shows of itself. */
export function useDirectoryEntry(address: string): UseQueryResult<Schemas["Organisation"]> {
  return useAsked(["organisation", address], (gateway) =>
    gateway.GET("/v1/organisations/{address}", { params: { path: { address } } }),
  );
}
