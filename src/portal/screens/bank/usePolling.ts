/** Asks again while something goes on of which no event of the ledger tells. */
import { useEffect } from "react";

const POLL_MILLISECONDS = 500;

/** @param refetch Keeps its identity, as that of a query does. */
export function usePolling(isUnderWay: boolean, refetch: () => unknown): void {
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => void refetch(), POLL_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isUnderWay, refetch]);
}
