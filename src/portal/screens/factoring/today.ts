/** The day as the ledger has it: what is reckoned by days counts from the last block, not from this device's clock. */
import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";

const DAY_CHARACTERS = 10;

/** YYYY-MM-DD in UTC. */
export function useToday(): string {
  const { gateway } = useSigned();
  const readiness = useQuery({
    queryKey: ["time of the last block"],
    queryFn: async (): Promise<string | null> => {
      // A gateway that is behind says so with another status, and still says how far it is.
      const { data, error } = await gateway.GET("/v1/readiness");
      const told = data ?? (error as unknown as Schemas["Readiness"] | undefined);
      return told?.blockTime ?? null;
    },
  });
  return (readiness.data ?? new Date().toISOString()).slice(0, DAY_CHARACTERS);
}
