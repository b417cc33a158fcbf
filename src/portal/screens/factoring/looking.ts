/** What no event of the chain tells of, such as that a factor signed an offer, is asked anew while it is looked at. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

const LOOKING_MILLISECONDS = 3_000;

/** @param name A part of the keys of what is asked. */
export function useLooking(name: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const look = (): void => void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(name) });
    const timer = setInterval(look, LOOKING_MILLISECONDS);
    return () => clearInterval(timer);
  }, [queries, name]);
}
