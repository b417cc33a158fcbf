/** The receivables of a request, and where each stands. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Hash } from "../../ui/Party.tsx";
import { QUOTED_STATE } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "./NamedParty.tsx";
import { useOfferWords } from "./offerWords.ts";
import { useFactoringWords } from "./words.ts";

const TONES = { open: "info", locked: "warning", sold: "good", gone: "neutral" } as const;

export function QuotedTable({ request }: { readonly request: Schemas["QuoteRequest"] }): ReactNode {
  const t = useOfferWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("receivables")}
      rows={request.receivables}
      keyOf={({ receivable }) => receivable}
      empty={words("none")}
      columns={[
        {
          key: "id",
          head: words("receivable"),
          isName: true,
          cell: ({ receivable }) => (
            <Link href={`/receivables/${receivable}`}>
              <Hash value={receivable} />
            </Link>
          ),
        },
        {
          key: "buyer",
          head: words("buyer"),
          cell: ({ buyer }) => (buyer === null ? words("none") : <NamedParty address={buyer} />),
        },
        {
          key: "open",
          head: words("open"),
          isFigure: true,
          cell: ({ open }) => <Money amount={open} currency={request.currency} />,
        },
        {
          key: "due",
          head: words("dueDate"),
          cell: ({ dueDate }) => (dueDate === null ? words("none") : <Day date={dueDate} />),
        },
        {
          key: "state",
          head: words("state"),
          cell: ({ state, needsConsent }) => (
            <>
              <Badge tone={TONES[state]}>{wordFor(QUOTED_STATE, state, language)}</Badge>
              {needsConsent && <p className="hint">{t("consentMissing")}</p>}
            </>
          ),
        },
        {
          key: "to",
          head: t("soldTo"),
          isMinor: true,
          cell: ({ soldTo }) => (soldTo === null ? words("none") : <NamedParty address={soldTo} />),
        },
      ]}
    />
  );
}
