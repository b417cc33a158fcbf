import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages, useSend } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day } from "../../ui/Money.tsx";
import { useFormats } from "../../words/formats.ts";
import { useLimitWords } from "./limitWords.ts";
import { ReasonAct } from "./ReasonAct.tsx";
import { useCreditWords } from "./words.ts";

type Override = Schemas["CreditOverride"];

export function OverrideTable({ customer }: { readonly customer: string }): ReactNode {
  const t = useLimitWords();
  const words = useCreditWords();
  const pages = usePages<Override>(["overrides", customer], (gateway, cursor) => {
    const query = { customer, ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/credit/overrides", { params: { query } });
  });
  return (
    <Asked query={pages.first}>
      {() =>
        pages.rows.length > 0 && (
          <DataTable
            caption={t("overrides")}
            rows={pages.rows}
            keyOf={({ id }) => id}
            empty={undefined}
            columns={[
              { key: "what", head: t("overrides"), isName: true, cell: (row) => <What row={row} /> },
              { key: "reason", head: t("reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
              { key: "until", head: words("until"), cell: ({ until }) => <Day date={until} /> },
              { key: "state", head: t("state"), cell: (row) => <State row={row} /> },
            ]}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )
      }
    </Asked>
  );
}

function What({ row }: { readonly row: Override }): ReactNode {
  const t = useLimitWords();
  const words = useCreditWords();
  const { percent } = useFormats();
  const { terms, longestNetDays, raisedLimit, dunningSegment, origin } = row;
  const parts = [
    ...(terms === null ? [] : [terms]),
    ...(longestNetDays === null ? [] : [words("days", { count: longestNetDays })]),
    ...(raisedLimit === null ? [] : [`+${percent(raisedLimit)}`]),
    ...(dunningSegment === null ? [] : [dunningSegment]),
    ...(origin === "reward" ? [t("reward")] : []),
  ];
  return <bdi>{parts.join(" · ")}</bdi>;
}

function State({ row: { id, state } }: { readonly row: Override }): ReactNode {
  const t = useLimitWords();
  const deciding = useSend((gateway, body: Schemas["CreditOverrideDecision"]) =>
    gateway.POST("/v1/credit/overrides/{id}/decision", { params: { path: { id } }, body }),
  );
  return (
    <div className="actions">
      <span>{t(`state_${state}`)}</span>
      {state === "waiting" &&
        (["approved", "declined"] as const).map((decision) => (
          <ReasonAct
            key={decision}
            {...{ title: t("decideTitle"), label: t("word"), sending: deciding }}
            button={t(decision === "approved" ? "approve" : "decline")}
            input={(word) => ({ decision, word })}
          />
        ))}
    </div>
  );
}
