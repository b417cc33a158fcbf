import type { ReactNode } from "react";
import { Party } from "../../ui/Party.tsx";

const ADDRESS = /^0x[0-9a-f]{40}$/i;

/** A party of an ERP by its own name there, or a debtor of the ledger by its address. */
export function PartyText({ party }: { readonly party: string }): ReactNode {
  return ADDRESS.test(party) ? <Party address={party} /> : <bdi>{party}</bdi>;
}
