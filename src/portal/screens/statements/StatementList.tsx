import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useOrganisation } from "../../data/session.tsx";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { Party } from "../../ui/Party.tsx";
import { ReplyBadge } from "./ReplyBadge.tsx";
import { StatementTabs } from "./StatementTabs.tsx";
import { useStatementWords } from "./words.ts";

type Statement = Schemas["AccountStatement"];
type Made = "here" | "elsewhere";

export function StatementList(): ReactNode {
  const t = useStatementWords();
  const [made, setMade] = useState<Made>("here");
  const pages = usePages<Statement>(["accountStatements", made], (gateway, cursor) =>
    gateway.GET("/v1/account-statements", {
      params: { query: { made, limit: "50", ...(cursor === undefined ? {} : { cursor }) } },
    }),
  );
  return (
    <Page
      screen="statements"
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          <Link className="button button-primary" href="/statements/new">
            {t("make")}
          </Link>
          <Link className="button button-plain" href="/reconcile/statements">
            {t("sign")}
          </Link>
        </>
      }
    >
      <StatementTabs />
      <div className="form-row">
        <SelectField
          label={t("made")}
          value={made}
          options={[
            { value: "here", text: t("here") },
            { value: "elsewhere", text: t("elsewhere") },
          ]}
          onChange={setMade}
        />
      </div>
      <Asked query={pages.first}>
        {() => (
          <Rows
            rows={pages.rows}
            empty={t(made === "here" ? "emptyHere" : "emptyElsewhere")}
            more={{ has: pages.hasMore, isLoading: pages.isLoadingMore, load: pages.loadMore }}
          />
        )}
      </Asked>
      <Notice kind="limit">{t("silence")}</Notice>
    </Page>
  );
}

interface RowsProps {
  readonly rows: readonly Statement[];
  readonly empty: string;
  readonly more: { readonly has: boolean; readonly isLoading: boolean; readonly load: () => void };
}

function Rows({ rows, empty, more }: RowsProps): ReactNode {
  const t = useStatementWords();
  const organisation = useOrganisation();
  return (
    <DataTable<Statement>
      caption={t("list")}
      columns={[
        {
          key: "number",
          head: t("number"),
          isName: true,
          cell: ({ id, number, version, replacedBy }) => (
            <>
              <Link href={`/statements/${id}`}>{t("version", { number, version })}</Link>
              {replacedBy !== null && ` (${t("replaced")})`}
            </>
          ),
        },
        {
          key: "counterparty",
          head: t("counterparty"),
          cell: ({ supplier, buyer, names }) =>
            supplier === organisation ? (
              <Party address={buyer} name={names.buyer} />
            ) : (
              <Party address={supplier} name={names.supplier} />
            ),
        },
        { key: "cutOff", head: t("cutOff"), isMinor: true, cell: ({ cutOff }) => <Day date={cutOff} /> },
        {
          key: "balance",
          head: t("balance"),
          isFigure: true,
          cell: ({ totals, currency, decimals }) => (
            <Money amount={totals.balance} currency={{ code: currency, decimals }} />
          ),
        },
        { key: "reply", head: t("reply"), cell: (statement) => <ReplyBadge statement={statement} /> },
      ]}
      rows={rows}
      keyOf={({ id }) => id}
      empty={empty}
      more={more}
    />
  );
}
