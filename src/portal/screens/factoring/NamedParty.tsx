import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import { Party } from "../../ui/Party.tsx";

/** A party of which the answer at hand has the address alone: its own name for itself is asked for. */
export function NamedParty({ address }: { readonly address: string }): ReactNode {
  const organisation = useAsked(["organisation", address], (gateway) =>
    gateway.GET("/v1/organisations/{address}", { params: { path: { address } } }),
  );
  return <Party address={address} name={organisation.data?.legalName ?? null} />;
}
