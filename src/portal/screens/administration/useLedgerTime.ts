import { useQuery } from "@tanstack/react-query";
import type { Schemas } from "../../data/gateway.ts";
import { useSigned } from "../../data/session.tsx";

const SOON_MILLISECONDS = 900_000;
const HOUR_MILLISECONDS = 3_600_000;

export interface LedgerTime {
  /** An instant that no gateway whose clock is about right finds to be over: a quarter of an hour from now. */
  readonly soon: () => string;
  /** So many hours from now. */
  readonly hoursFromNow: (hours: number) => string;
}

/** The later of the last block and this device's clock: a chain may be ahead of the device. */
export function useLedgerTime(): LedgerTime {
  const { gateway } = useSigned();
  const block = useQuery({
    queryKey: ["time of the last block"],
    queryFn: async (): Promise<string | null> => {
      // A gateway that is behind says so with another status, and still says how far it is.
      const { data, error } = await gateway.GET("/v1/readiness");
      const told = data ?? (error as unknown as Schemas["Readiness"] | undefined);
      return told?.blockTime ?? null;
    },
  });
  const at = block.data ?? null;
  const after = (milliseconds: number): string => {
    const now = Math.max(at === null ? 0 : Date.parse(at), Date.now());
    return `${new Date(now + milliseconds).toISOString().slice(0, 19)}Z`;
  };
  return { soon: () => after(SOON_MILLISECONDS), hoursFromNow: (hours) => after(hours * HOUR_MILLISECONDS) };
}
