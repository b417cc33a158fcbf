import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Party } from "../../ui/Party.tsx";
import { ROLE, STATUS } from "../../words/enumerations/ledger.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex } from "../../words/formats.ts";
import type { Language } from "../../words/i18n.ts";
import type { useReceivablesWords } from "./words.ts";

type Receivable = Schemas["Receivable"];

interface About {
  readonly t: ReturnType<typeof useReceivablesWords>;
  readonly language: Language;
  readonly organisation: string;
}

export function columnsOf({ t, language, organisation }: About): readonly Column<Receivable>[] {
  return [
    { key: "invoice", head: t("invoice"), isName: true, cell: (row) => <Invoice row={row} /> },
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
    {
      key: "amount",
      head: t("amount"),
      isFigure: true,
      isMinor: true,
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    {
      key: "open",
      head: t("open"),
      isFigure: true,
      cell: ({ open, currency }) => <Money amount={open} currency={currency} />,
    },
    {
      key: "due",
      head: t("due"),
      cell: ({ dueDate }) =>
        dueDate === null ? <span className="sealed">{t("sealed")}</span> : <Day date={dueDate} />,
    },
    { key: "status", head: t("status"), cell: (row) => <Status row={row} t={t} language={language} /> },
    {
      key: "payee",
      head: t("payTo"),
      isMinor: true,
      cell: ({ assignment, holder, names }) => <Party address={assignment?.payee ?? holder} name={names.holder} />,
    },
    {
      key: "role",
      head: t("youAre"),
      isMinor: true,
      cell: ({ roles }) => roles.map((role) => wordFor(ROLE, role, language)).join(", "),
    },
  ];
}

/** The number of the invoice and its line where the gateway knows it; otherwise what is always known, the id. */
function Invoice({ row: { id, invoiceNumber, line } }: { readonly row: Receivable }): React.ReactNode {
  const number = invoiceNumber === null || line === 0 ? invoiceNumber : `${invoiceNumber} / ${line}`;
  return (
    <Link href={`/receivables/${id}`} title={id}>
      <bdi>{number ?? shortHex(id)}</bdi>
    </Link>
  );
}

function Status({ row, t, language }: { readonly row: Receivable } & Omit<About, "organisation">): React.ReactNode {
  const { status, closed, disputed, roles } = row;
  if (closed) return <Badge>{t("isClosed")}</Badge>;
  if (status === "Issued" && roles.includes("buyer")) return <Badge tone="warning">{t("awaits")}</Badge>;
  const isDisputed = /[1-9]/.test(disputed);
  return (
    <>
      <Badge tone={status === "Accepted" ? "good" : "neutral"}>{wordFor(STATUS, status, language)}</Badge>
      {isDisputed && <Badge tone="bad">{t("disputedPart")}</Badge>}
    </>
  );
}
