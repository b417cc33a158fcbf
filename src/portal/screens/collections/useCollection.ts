import type { UseQueryResult } from "@tanstack/react-query";
import { useAsked } from "../../data/useAsked.ts";
import type { Collection, Detail } from "./collection.ts";

export function useCollection(id: string): UseQueryResult<Collection> {
  return useAsked(["collection", id], (gateway) =>
    gateway.GET("/v1/receivables/{id}/collection", { params: { path: { id } } }),
  );
}

export function useDetail(id: string): UseQueryResult<Detail> {
  return useAsked(["receivable", id, ""], (gateway) =>
    gateway.GET("/v1/receivables/{id}", { params: { path: { id } } }),
  );
}
