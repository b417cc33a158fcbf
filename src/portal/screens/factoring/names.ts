/** Names of organisations beside their addresses: their own claims, where they show them. */
import { useQueries } from "@tanstack/react-query";
import { told } from "../../data/gateway.ts";
import { useOrganisation, useSigned } from "../../data/session.tsx";
import { shortHex } from "../../words/formats.ts";

/** @returns a name with the address shortened, or the address alone. */
export function useNames(addresses: readonly string[]): (address: string) => string {
  const { gateway } = useSigned();
  const own = useOrganisation();
  const unique = [...new Set(addresses)];
  const answers = useQueries({
    queries: unique.map((address) => ({
      queryKey: [own, "organisation", address],
      queryFn: async () => told(await gateway.GET("/v1/organisations/{address}", { params: { path: { address } } })),
    })),
  });
  return (address) => {
    const name = answers[unique.indexOf(address)]?.data?.legalName ?? undefined;
    return name === undefined ? shortHex(address) : `${name} (${shortHex(address)})`;
  };
}
