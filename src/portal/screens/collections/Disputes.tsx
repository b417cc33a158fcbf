/** Disputes of both sides: what is disputed, whose turn it is, and by when. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Day, Instant, Money } from "../../ui/Money.tsx";
import { shortHex } from "../../words/formats.ts";
import { NamedParty } from "../factoring/NamedParty.tsx";
import { useDisputeWords } from "./disputeWords.ts";
import { useCollectionsWords } from "./words.ts";

type Row = Schemas["DisputeSummary"];
type State = Row["state"];
type Turn = "" | "debtor" | "creditor";

export function Disputes(): ReactNode {
  const t = useDisputeWords();
  const [state, setState] = useState<State>("open");
  const [turn, setTurn] = useState<Turn>("");
  const columns = useColumns();
  const pages = usePages<Row>(["disputes", state, turn], (gateway, cursor) => {
    const of = { state, ...(turn === "" ? {} : { turn }), ...(cursor === undefined ? {} : { cursor }) };
    return gateway.GET("/v1/disputes", { params: { query: of } });
  });
  return (
    <>
      <div className="form-row">
        <SelectField<State>
          label={t("which")}
          value={state}
          onChange={setState}
          options={(["open", "settled"] as const).map((value) => ({ value, text: t(value) }))}
        />
        <SelectField<Turn>
          label={t("turn")}
          value={turn}
          onChange={setTurn}
          options={(["", "debtor", "creditor"] as const).map((value) => ({ value, text: t(value || "anybody") }))}
        />
      </div>
      <Asked query={pages.first} lines={5}>
        {() => (
          <DataTable
            caption={t("list")}
            columns={columns}
            rows={pages.rows}
            keyOf={({ receivable, since }) => receivable + since}
            empty={t("empty")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
      <p className="hint">
        {t("undisputedNote")} {t("daysNote")}
      </p>
    </>
  );
}

function useColumns(): readonly Column<Row>[] {
  const t = useDisputeWords();
  const words = useCollectionsWords();
  return [
    {
      ...{ key: "receivable", head: words("receivable"), isName: true },
      cell: ({ receivable }) => <Link href={`/collections/disputes/${receivable}`}>{shortHex(receivable)}</Link>,
    },
    { key: "debtor", head: words("customer"), cell: ({ buyer }) => <NamedParty address={buyer} /> },
    {
      key: "creditor",
      head: words("creditor"),
      cell: ({ creditor }) => <NamedParty address={creditor} />,
      isMinor: true,
    },
    {
      ...{ key: "disputed", head: words("disputed"), isFigure: true },
      cell: ({ disputed, currency }) => <Money amount={disputed} currency={currency} />,
    },
    { key: "codes", head: t("codes"), isMinor: true, cell: ({ codes }) => codes.join(", ") },
    { key: "since", head: t("since"), isMinor: true, cell: ({ since }) => <Instant at={since} /> },
    { key: "turn", head: t("turn"), cell: ({ answer }) => (answer === null ? "—" : t(answer.side)) },
    {
      ...{ key: "by", head: t("by") },
      cell: ({ answer }) =>
        answer === null ? (
          "—"
        ) : (
          <>
            <Day date={answer.by} /> {answer.overdue && <Badge tone="bad">{t("overdue")}</Badge>}
          </>
        ),
    },
  ];
}
