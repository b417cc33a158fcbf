/** What is open in a currency: receivables that the organisation holds, and items of its ERP. */
import { useOrganisation } from "../../data/session.tsx";
import { useAsked, usePages } from "../../data/useAsked.ts";
import type { OpenItem } from "./splitDraft.ts";

const LIMIT = "200";

export interface OpenItems {
  /** Undefined until they are known. */
  readonly items: readonly OpenItem[] | undefined;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

/** @param currency ISO 4217: what is owed in a token is paid on the ledger, and by no bank. */
export function useOpenItems(currency: string): OpenItems {
  const organisation = useOrganisation();
  const held = useAsked(["heldOpen", currency], (gateway) =>
    gateway.GET("/v1/receivables", {
      params: { query: { role: "holder", closed: "false", currency, sort: "due", order: "asc", limit: LIMIT } },
    }),
  );
  const imported = usePages(["openItems"], (gateway, cursor) =>
    gateway.GET("/v1/open-items", {
      params: { query: { side: "receivable", limit: LIMIT, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  const ofLedger = (held.data?.items ?? [])
    .filter(({ open, buyer }) => open !== null && buyer !== organisation)
    .map((one): OpenItem => {
      const { id, buyer, names, invoiceNumber, open, dueDate } = one;
      const about = { key: id, named: { receivable: id }, number: invoiceNumber ?? id, party: buyer };
      return { ...about, name: names.buyer, open: open ?? "0", due: dueDate };
    });
  const ofErp = imported.rows
    .filter((one) => one.currency === currency && /[1-9]/.test(one.open))
    .map(({ party, number, line, open, dueDate }): OpenItem => {
      const key = JSON.stringify([party, number, line]);
      return { key, named: { party, number, line }, number, party, name: null, open, due: dueDate };
    });
  const isKnown = held.data !== undefined && imported.first.data !== undefined;
  return {
    items: isKnown ? [...ofLedger, ...ofErp] : undefined,
    error: held.error ?? imported.first.error,
    hasMore: imported.hasMore,
    isLoadingMore: imported.isLoadingMore,
    loadMore: imported.loadMore,
  };
}
