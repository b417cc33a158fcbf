/** How much waits for the organisation, of each kind. */
import type { UseQueryResult } from "@tanstack/react-query";
import { useOrganisation } from "../../data/session.tsx";
import { useAsked } from "../../data/useAsked.ts";

export interface Task {
  readonly kind: "accept" | "sign" | "pay" | "disputes" | "approvals" | "warnings" | "notices" | "quotes" | "alarms";
  readonly to: string;
  /** Undefined while it is asked for, or where the caller may not know. */
  readonly count: number | undefined;
  /** Whether there may be more than one page tells. */
  readonly isMore: boolean;
}

interface Counted<Row> {
  readonly items: readonly Row[];
  readonly next?: string | null;
}

function counted<Row>(
  task: Pick<Task, "kind" | "to">,
  { data }: UseQueryResult<Counted<Row>>,
  counts: (row: Row) => boolean = () => true,
): Task {
  const count = data?.items.filter(counts).length;
  return { ...task, count, isMore: (data?.next ?? null) !== null };
}

export function useTasks(): readonly Task[] {
  const organisation = useOrganisation();
  const accept = useAsked(["toAccept"], (gateway) =>
    gateway.GET("/v1/receivables", { params: { query: { role: "buyer", status: "Issued", limit: "200" } } }),
  );
  const sign = useAsked(["intents", "first"], (gateway) =>
    gateway.GET("/v1/intents", { params: { query: { limit: "100" } } }),
  );
  const pay = useAsked(["toPay"], (gateway) => {
    const query = { role: "buyer", status: "Accepted", closed: "false", limit: "200" } as const;
    return gateway.GET("/v1/receivables", { params: { query } });
  });
  const disputes = useAsked(["disputes", "open"], (gateway) =>
    gateway.GET("/v1/disputes", { params: { query: { state: "open" } } }),
  );
  const approvals = useAsked(["approvals"], (gateway) => gateway.GET("/v1/approvals", { params: { query: {} } }));
  const warnings = useAsked(["warnings"], (gateway) => gateway.GET("/v1/risk/warnings", { params: { query: {} } }));
  const notices = useAsked(["notices", "debtor"], (gateway) =>
    gateway.GET("/v1/assignment-notices", { params: { query: { role: "debtor" } } }),
  );
  const quotes = useAsked(["quoteRequests", "invited"], (gateway) =>
    gateway.GET("/v1/quote-requests", { params: { query: { side: "invited" } } }),
  );
  const alarms = useAsked(["alarms"], (gateway) => gateway.GET("/v1/alarms", { params: { query: {} } }));
  return [
    counted({ kind: "accept", to: "/inbox" }, accept),
    counted(
      { kind: "sign", to: "/acts" },
      sign,
      ({ state, signed }) => state === "prepared" || (state === "partlySigned" && signed === null),
    ),
    counted({ kind: "pay", to: "/inbox/pay" }, pay),
    counted(
      { kind: "disputes", to: "/collections/disputes" },
      disputes,
      ({ answer, supplier }) => answer?.side === (supplier === organisation ? "creditor" : "debtor"),
    ),
    counted({ kind: "approvals", to: "/administration/approvals" }, approvals, ({ state }) => state === "pending"),
    counted({ kind: "warnings", to: "/credit/warnings" }, warnings),
    counted({ kind: "notices", to: "/factoring/notices" }, notices, ({ reply }) => reply === "None"),
    counted({ kind: "quotes", to: "/factoring/pipeline" }, quotes, ({ state }) => state === "open"),
    counted({ kind: "alarms", to: "/inbox/pay" }, alarms),
  ];
}
