/** What rules of acceptance came to: a hint for people, never an answer. */
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";

export type Hint =
  | { readonly kind: "ready" }
  | { readonly kind: "unmatched"; readonly reasons: Schemas["Acceptances"]["items"][number]["reasons"] };

/** By receivable. */
export function useHints(): ReadonlyMap<string, Hint> {
  const ready = useAsked(["acceptances", "ready"], (gateway) => gateway.GET("/v1/acceptances/ready"));
  const unmatched = useAsked(["acceptances", "unmatched"], (gateway) => gateway.GET("/v1/acceptances/unmatched"));
  const hints = new Map<string, Hint>();
  for (const { receivable, reasons } of unmatched.data?.items ?? []) {
    hints.set(receivable, { kind: "unmatched", reasons });
  }
  for (const { receivable } of ready.data?.items ?? []) hints.set(receivable, { kind: "ready" });
  return hints;
}
