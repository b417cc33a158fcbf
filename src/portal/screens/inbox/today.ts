/** The day as the ledger has it: deadlines count from the last block, not from this device's clock. */
import { useAsked } from "../../data/useAsked.ts";

const DAY_CHARACTERS = 10;

/** YYYY-MM-DD in UTC. */
export function useToday(): string {
  const readiness = useAsked(["block time"], async (gateway) => {
    const { data, error } = await gateway.GET("/v1/readiness");
    // A gateway that is behind says so with another status, in the same words.
    const readiness = data ?? (error as unknown as typeof data);
    return { data: { time: readiness?.blockTime ?? null }, response: new Response() };
  });
  return (readiness.data?.time ?? new Date().toISOString()).slice(0, DAY_CHARACTERS);
}
