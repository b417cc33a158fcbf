import { Link } from "wouter";
import type { ReactNode } from "react";
import type { Difference, Severity } from "../../../audit/checking/difference.ts";
import type { GatewayWord } from "../../../audit/checking/gatewayWord.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Hash } from "../../ui/Party.tsx";
import { useFormats } from "../../words/formats.ts";
import { fieldWord, kindWord } from "./findingWords.ts";
import { useVerdictWords } from "./verdictWords.ts";

/** So many are shown; the file has all of them. */
const MOST_SHOWN = 500;
const TONES: Readonly<Record<Severity, Tone>> = { grave: "bad", notable: "warning", remark: "info" };

interface FindingsProps {
  readonly differences: readonly Difference[];
  /** For the numbers of invoices, which are the gateway's word. */
  readonly rows: GatewayWord["rows"];
}

/** Who says what, finding by finding. */
export function Findings({ differences, rows }: FindingsProps): ReactNode {
  const t = useVerdictWords();
  const { language, number } = useFormats();
  const numbers = new Map(rows.map(({ row }) => [row.id, row.invoiceNumber]));
  const value = (text: string | null): ReactNode => <Said text={text} />;
  const columns: readonly Column<Difference>[] = [
    {
      key: "severity",
      head: t("severity"),
      cell: ({ severity }) => <Badge tone={TONES[severity]}>{t(severity)}</Badge>,
    },
    { key: "what", head: t("what"), cell: ({ kind, source }) => kindWord(kind, source, language), isName: true },
    {
      key: "receivable",
      head: t("receivable"),
      cell: ({ receivable }) => <About id={receivable} number={numbers.get(receivable ?? "") ?? null} />,
    },
    { key: "field", head: t("field"), cell: ({ field }) => fieldWord(field, language) },
    { key: "said", head: t("said"), cell: ({ said }) => value(said) },
    { key: "chain", head: t("chain"), cell: ({ chain }) => value(chain) },
    {
      key: "block",
      head: t("block"),
      cell: ({ block }) => (block === null ? "" : number(block)),
      isFigure: true,
      isMinor: true,
    },
  ];
  return (
    <DataTable
      caption={t("findings")}
      columns={columns}
      rows={differences.slice(0, MOST_SHOWN)}
      keyOf={({ kind, receivable, field }, place) => `${place} ${kind} ${receivable ?? ""} ${field}`}
      empty={t("nothing")}
    />
  );
}

function About({ id, number }: { readonly id: string | null; readonly number: string | null }): ReactNode {
  const t = useVerdictWords();
  if (id === null) return t("ledgerWide");
  return (
    <Link href={`/receivables/${id}`}>
      {number !== null && <bdi>{number} </bdi>}
      <Hash value={id} />
    </Link>
  );
}

function Said({ text }: { readonly text: string | null }): ReactNode {
  const t = useVerdictWords();
  if (text === null) return <span className="hint">{t("nothingSaid")}</span>;
  if (/^0x[0-9a-f]{40,}$/i.test(text)) return <Hash value={text} />;
  return <bdi className="audit-value">{text}</bdi>;
}
