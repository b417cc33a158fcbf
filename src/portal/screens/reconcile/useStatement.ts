/** One statement: our books of it, and what the chain has of it. */
import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";

export type StatementBook = Schemas["StatementBook"];
export type StatementDetail = Schemas["StatementDetail"];

const POLL_MILLISECONDS = 1_000;
const MOST_BOOKS = "100";
const UNDER_WAY: ReadonlySet<string> = new Set(["waiting", "working"]);

interface AskedStatement {
  readonly books: UseQueryResult<Schemas["StatementBookPage"]>;
  /** Without data while nothing of it is on the chain. */
  readonly detail: UseQueryResult<StatementDetail>;
  /** Which statement it is, as far as it is known. */
  readonly subject: Pick<StatementBook["statement"], "supplier" | "buyer" | "cutOff"> | undefined;
}

export function useStatement(id: string): AskedStatement {
  const organisation = useOrganisation();
  const books = useAsked(["booksOfStatement", id], (gateway) =>
    gateway.GET("/v1/statement-books", { params: { query: { statement: id, limit: MOST_BOOKS } } }),
  );
  const subject = books.data?.items[0]?.statement;
  // A statement of which nothing is posted cannot be read: whether one is there says the list.
  const listed = useAsked(["isPosted", id, subject?.cutOff], (gateway) => {
    const { supplier = "", buyer = "", cutOff = "" } = subject ?? {};
    const day = cutOff.slice(0, "YYYY-MM-DD".length);
    const counterparty = supplier === organisation ? buyer : supplier;
    return gateway.GET("/v1/statements", { params: { query: { counterparty, cutOffFrom: day, cutOffTo: day } } });
  });
  const isKnown = books.data?.items.length === 0 || listed.data?.items.some((one) => one.id === id) === true;
  const detail = useAsked(
    ["statement", id],
    (gateway) => gateway.GET("/v1/statements/{id}", { params: { path: { id } } }),
    { enabled: isKnown },
  );
  const isUnderWay = (books.data?.items ?? []).some(
    ({ step, result }) => UNDER_WAY.has(step) || UNDER_WAY.has(result?.step ?? ""),
  );
  const { refetch } = books;
  // No event of the ledger tells of its steps.
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => void refetch(), POLL_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isUnderWay, refetch]);
  return { books, detail, subject: detail.data ?? subject };
}

/** The versions that were looked at: what is signed is refused if a side has posted another one since. */
export function versionsOf({ supplierPosting, buyerPosting }: StatementDetail): { supplier: number; buyer: number } {
  return { supplier: supplierPosting?.version ?? 0, buyer: buyerPosting?.version ?? 0 };
}
