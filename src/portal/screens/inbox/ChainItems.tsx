/** What the ledger itself can move: each with its payoff of today, and whom the money goes to. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Party } from "../../ui/Party.tsx";
import { Section } from "../../ui/Page.tsx";
import { NOTICE_REPLY } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { isPositive, payeeOf } from "../receivable/detail.ts";
import type { Row } from "../receivable/detail.ts";
import { titleOf } from "../receivable/title.ts";
import { DiscountCell } from "./DiscountCell.tsx";
import { firstOf } from "./payable.ts";
import { useToday } from "./today.ts";
import { useInboxWords } from "./words.ts";

export function ChainItems({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const t = useInboxWords();
  return (
    <Section title={t("onChain")}>
      <DataTable
        caption={t("onChain")}
        rows={rows}
        keyOf={({ id }) => id}
        empty={t("nothingToPay")}
        columns={[
          {
            key: "invoice",
            head: t("invoice"),
            cell: (row) => <Link href={`/receivables/${row.id}`}>{titleOf(row)}</Link>,
            isName: true,
          },
          { key: "due", head: t("dueDate"), cell: (row) => <Due row={row} /> },
          {
            key: "open",
            head: t("openSum"),
            cell: ({ open, currency }) => <Money amount={open} currency={currency} />,
            isFigure: true,
            isMinor: true,
          },
          { key: "discount", head: t("discount"), cell: (row) => <Discount row={row} /> },
          { key: "payoff", head: t("payoffToday"), cell: (row) => <Payoff row={row} />, isFigure: true },
          { key: "payee", head: t("payee"), cell: (row) => <Payee row={row} /> },
          {
            key: "pay",
            head: t("pay"),
            cell: (row) => (
              <Link href={`/receivables/${row.id}`} aria-label={`${t("payOnChain")} ${titleOf(row)}`}>
                {t("payOnChain")}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}

interface RowProps {
  readonly row: Row;
}

/** The same answer as the page of the receivable asks for. */
function useDetail({ id }: Row): Schemas["ReceivableDetail"] | undefined {
  const { data } = useAsked(["receivable", id, ""], (gateway) =>
    gateway.GET("/v1/receivables/{id}", { params: { path: { id }, query: {} } }),
  );
  return data;
}

function Due({ row: { dueDate } }: RowProps): ReactNode {
  const t = useInboxWords();
  const today = useToday();
  if (dueDate === null) return t("sealed");
  return (
    <>
      <Day date={dueDate} /> {dueDate < today && <Badge tone="bad">{t("overdue")}</Badge>}
    </>
  );
}

function Discount({ row }: RowProps): ReactNode {
  const today = useToday();
  const terms = useDetail(row)?.terms ?? null;
  if (terms === null || row.open === null || !isPositive(row.open)) return "—";
  const offer = firstOf(terms.discounts, { open: row.open, due: terms.dueDate }, today);
  return <DiscountCell offer={offer} currency={row.currency} />;
}

function Payoff({ row }: RowProps): ReactNode {
  const payoff = useDetail(row)?.payoff ?? null;
  return payoff === null ? "—" : <Money amount={payoff.payoff} currency={row.currency} />;
}

/** The ledger pays whoever holds it; what the buyer was told of an assignment stands beside it. */
function Payee({ row }: RowProps): ReactNode {
  const t = useInboxWords();
  const { language } = useFormats();
  const { assignment } = row;
  const { address, name } = payeeOf(row);
  return (
    <>
      <Party address={address} name={name} />
      {assignment !== null && (
        <div>
          {assignment.notice === null ? (
            <Badge tone="warning">{t("warning_noticeNone")}</Badge>
          ) : (
            <Badge tone="info">{wordFor(NOTICE_REPLY, assignment.notice.reply, language)}</Badge>
          )}{" "}
          {t("assigned")}
        </div>
      )}
    </>
  );
}
