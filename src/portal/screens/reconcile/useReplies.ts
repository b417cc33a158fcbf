/** What both sides say of a difference, of a comparison or of a pair. */
import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked, useSend } from "../../data/useAsked.ts";
import type { DifferenceSource } from "./differences.ts";

export function useReplies({ kind, id }: DifferenceSource, key: string): UseQueryResult<Schemas["DifferenceReplies"]> {
  const params = { path: { id, key } };
  return useAsked(["replies", kind, id, key], (gateway) =>
    kind === "run"
      ? gateway.GET("/v1/reconciliations/{id}/differences/{key}/replies", { params })
      : gateway.GET("/v1/continuous-reconciliations/{id}/differences/{key}/replies", { params }),
  );
}

export function useReply(
  { kind, id }: DifferenceSource,
  key: string,
): UseMutationResult<Schemas["DifferenceReply"], Error, Schemas["NewReply"]> {
  const params = { path: { id, key } };
  return useSend((gateway, body: Schemas["NewReply"]) =>
    kind === "run"
      ? gateway.POST("/v1/reconciliations/{id}/differences/{key}/replies", { params, body })
      : gateway.POST("/v1/continuous-reconciliations/{id}/differences/{key}/replies", { params, body }),
  );
}
