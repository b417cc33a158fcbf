/** By what the list is narrowed and ordered; the gateway does both. */
import { useState } from "react";
import type { Schemas } from "../../data/gateway.ts";

type Receivable = Schemas["Receivable"];

export interface Filters {
  readonly role: "" | "supplier" | "buyer" | "holder" | "auditor" | "offeree";
  readonly status: "" | Receivable["status"];
  readonly closed: "" | "true" | "false";
  readonly disputed: boolean;
  readonly dueFrom: string;
  readonly dueTo: string;
  readonly invoiceNumber: string;
  readonly currency: string;
  readonly amountFrom: string;
  readonly amountTo: string;
  readonly order: "changed_desc" | "changed_asc" | "due_asc" | "due_desc";
}

export const NO_FILTERS: Filters = {
  ...{ role: "", status: "", closed: "", disputed: false, dueFrom: "", dueTo: "", invoiceNumber: "" },
  ...{ currency: "", amountFrom: "", amountTo: "", order: "changed_desc" },
};

const KEPT = "countersign receivables filters";
const ROWS = "200";

/** The filters outlive a visit to one of the rows, and a reload. */
export function useFilters(): readonly [Filters, (filters: Filters) => void] {
  const [filters, setFilters] = useState<Filters>(() => {
    const kept = sessionStorage.getItem(KEPT);
    return kept === null ? NO_FILTERS : { ...NO_FILTERS, ...(JSON.parse(kept) as Partial<Filters>) };
  });
  const keep = (next: Filters): void => {
    sessionStorage.setItem(KEPT, JSON.stringify(next));
    setFilters(next);
  };
  return [filters, keep];
}

type Query = Readonly<Record<string, string>>;

/** What is asked of the gateway. Amounts without a currency are left out: it would refuse them. */
export function queryOf(
  { order, disputed, amountFrom, amountTo, ...texts }: Filters,
  cursor: string | undefined,
): Query {
  const [sort = "changed", direction = "desc"] = order.split("_");
  const amounts = texts.currency === "" ? {} : { amountFrom, amountTo };
  const all = { ...texts, ...amounts, disputed: disputed ? "true" : "", cursor: cursor ?? "" };
  const given = Object.entries(all).filter(([, text]) => text !== "");
  return { ...Object.fromEntries(given), sort, order: direction, limit: ROWS };
}
