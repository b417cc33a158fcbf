/** Firms with which the organisation has receivables in common. */
import { useOrganisation } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";
import { shortHex } from "../../words/formats.ts";

export interface Counterparty {
  readonly address: string;
  readonly name: string | null;
  /** What the organisation itself is to them. */
  readonly ownSide: "supplier" | "buyer";
}

const LOOKED_AT = "200";

/** Of its last receivables; undefined until they are known. */
export function useCounterparties(): readonly Counterparty[] | undefined {
  const organisation = useOrganisation();
  const query = useAsked(["counterparties"], (gateway) =>
    gateway.GET("/v1/receivables", { params: { query: { limit: LOOKED_AT } } }),
  );
  const found = new Map<string, Counterparty>();
  for (const { supplier, buyer, names } of query.data?.items ?? []) {
    if (supplier === organisation) found.set(buyer, { address: buyer, name: names.buyer, ownSide: "supplier" });
    else if (buyer === organisation) found.set(supplier, { address: supplier, name: names.supplier, ownSide: "buyer" });
  }
  return query.data === undefined ? undefined : [...found.values()];
}

const ADDRESS = /^0x[0-9a-f]{40}$/;

/** How a comparison's counterparty is called: those of statements and of pairs are known by address alone. */
export function useFirmName(): (counterparty: string) => string {
  const counterparties = useCounterparties() ?? [];
  return (counterparty) => {
    if (!ADDRESS.test(counterparty)) return counterparty;
    return counterparties.find(({ address }) => address === counterparty)?.name ?? shortHex(counterparty);
  };
}
