/** What the organisation asked for, and what became of it. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages, useSend } from "../../data/useAsked.ts";
import type { Pages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Instant } from "../../ui/Money.tsx";
import { QUOTED_STATE, REQUEST_STATE } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useSellWords } from "./sellWords.ts";
import { useFactoringWords } from "./words.ts";

type Request = Schemas["QuoteRequest"];

/** What the organisation asked, or is asked. */
export function useRequests(side: "own" | "invited"): Pages<Request> {
  return usePages(["quote-requests", side], (gateway, cursor) =>
    gateway.GET("/v1/quote-requests", {
      params: { query: { side, ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
}

export function Requests(): ReactNode {
  const t = useSellWords();
  const pages = useRequests("own");
  const withdrawing = useSend((gateway, id: string) =>
    gateway.DELETE("/v1/quote-requests/{id}", { params: { path: { id } } }),
  );
  const columns = useColumns(withdrawing.isPending, (id) => withdrawing.mutate(id));
  return (
    <>
      {withdrawing.isError && <ErrorNote error={withdrawing.error} />}
      <Asked query={pages.first}>
        {() => (
          <DataTable
            caption={t("requests")}
            columns={columns}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={t("noRequests")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
      {pages.rows.length > 0 && <p className="hint">{t("withdrawNote")}</p>}
    </>
  );
}

function useColumns(isBusy: boolean, onWithdraw: (id: string) => void): readonly Column<Request>[] {
  const t = useSellWords();
  const words = useFactoringWords();
  const { language, instant } = useFormats();
  return [
    {
      key: "made",
      head: t("made"),
      isName: true,
      cell: ({ id, made }) => (
        <Link href={`/factoring/offers/${id}`}>
          <Instant at={made} />
        </Link>
      ),
    },
    {
      key: "state",
      head: words("state"),
      cell: ({ state }) => (
        <Badge tone={state === "open" ? "info" : "neutral"}>{wordFor(REQUEST_STATE, state, language)}</Badge>
      ),
    },
    { key: "receivables", head: t("receivables"), cell: ({ receivables }) => <Counted receivables={receivables} /> },
    { key: "factors", head: t("factors"), isFigure: true, cell: ({ factors }) => factors.length },
    { key: "until", head: words("until"), isMinor: true, cell: ({ until }) => <Instant at={until} /> },
    {
      key: "acts",
      head: words("action"),
      cell: ({ id, state, made }) =>
        state === "open" && (
          <Button
            kind="quiet"
            isBusy={isBusy}
            label={t("withdrawOf", { when: instant(made) })}
            onPress={() => onWithdraw(id)}
          >
            {t("withdraw")}
          </Button>
        ),
    },
  ];
}

/** How many stand where. */
function Counted({ receivables }: Pick<Request, "receivables">): ReactNode {
  const { language } = useFormats();
  const states = [...new Set(receivables.map(({ state }) => state))];
  return states
    .map((state) => {
      const count = receivables.filter((one) => one.state === state).length;
      return `${count} ${wordFor(QUOTED_STATE, state, language)}`;
    })
    .join(" · ");
}
