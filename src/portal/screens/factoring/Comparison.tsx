/** Offers side by side: a row for each, and below how its figures come about. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Instant, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Hash } from "../../ui/Party.tsx";
import { Working } from "../../ui/Working.tsx";
import { QUOTE_KIND } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { GatewayText } from "./GatewayText.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { useNames } from "./names.ts";
import { COMPARED_KIND } from "./offerEnumerations.ts";
import { useOfferWords } from "./offerWords.ts";
import { Recourse } from "./Recourse.tsx";
import { useFactoringWords } from "./words.ts";

type Compared = Schemas["QuoteComparison"];
export type Quote = Schemas["ComparedQuote"];

export function Comparison({ compared }: { readonly compared: Compared }): ReactNode {
  const t = useOfferWords();
  const nameOf = useNames(compared.items.map(({ by }) => by));
  const columns = useColumns(compared);
  return (
    <>
      <DataTable
        caption={t("compare")}
        columns={columns}
        rows={compared.items}
        keyOf={({ offer, by, kind }, place) => offer ?? `${by} ${kind} ${place}`}
        empty={t("noOffers")}
      />
      {compared.items.length > 0 && isUnanswered(compared) && <Notice>{t("noOffers")}</Notice>}
      {compared.items.map((quote, place) => (
        <Working key={quote.offer ?? place} title={t("working", { who: nameOf(quote.by) })}>
          <Lines quote={quote} currency={compared.currency} />
        </Working>
      ))}
      <Unavailable compared={compared} />
    </>
  );
}

/** Whether no factor has signed anything, though the buyer's own terms may give something. */
function isUnanswered({ items, unavailable }: Compared): boolean {
  return unavailable.length === 0 && items.every(({ taking }) => taking.way !== "take");
}

function useColumns({ currency }: Compared): readonly Column<Quote>[] {
  const t = useOfferWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  const figure = (key: "cash" | "later" | "cost"): Column<Quote> => ({
    ...{ key, head: t(key), isFigure: true },
    cell: (quote) => <Money amount={quote[key]} currency={currency} />,
  });
  return [
    { key: "from", head: t("from"), isName: true, cell: ({ by }) => <NamedParty address={by} /> },
    { key: "kind", head: words("kind"), cell: ({ kind }) => wordFor(COMPARED_KIND, kind, language) },
    figure("cash"),
    figure("later"),
    figure("cost"),
    {
      ...{ key: "rate", head: t("rate"), isFigure: true },
      cell: ({ rate }) => (rate === null ? t("rateNone") : words("percent", { value: rate.percent })),
    },
    {
      key: "recourse",
      head: t("recourse"),
      cell: ({ recourse, taking }) =>
        taking.way === "take" ? <Recourse days={recourse?.days ?? null} /> : t("buyersOwn"),
    },
    {
      ...{ key: "covers", head: t("covers"), isMinor: true },
      cell: ({ receivables }) => t("coversCount", { count: receivables.length }),
    },
    {
      ...{ key: "until", head: words("until"), isMinor: true },
      cell: ({ until }) => (until === null ? t("validTerms") : <Instant at={until} />),
    },
  ];
}

type Line = Quote["lines"][number];

/** By receivable: `open = funds + reserve + discount`. */
function Lines({ quote, currency }: { readonly quote: Quote; readonly currency: Compared["currency"] }): ReactNode {
  const t = useOfferWords();
  const words = useFactoringWords();
  const { money, number } = useFormats();
  const figures = ["open", "funds", "reserve", "discount", "fee", "commission", "later", "gap"] as const;
  return (
    <>
      <DataTable<Line>
        caption={t("compare")}
        rows={quote.lines}
        keyOf={({ receivable }) => receivable}
        empty={words("none")}
        columns={[
          {
            ...{ key: "id", head: words("receivable"), isName: true },
            cell: ({ receivable }) => <Hash value={receivable} />,
          },
          { key: "days", head: t("line_days"), isFigure: true, cell: ({ days }) => days },
          ...figures.map((key): Column<Line> => ({
            ...{ key, head: t(`line_${key}`), isFigure: true },
            cell: (line) => <Money amount={line[key]} currency={currency} />,
          })),
        ]}
      />
      {quote.rate !== null && (
        <p className="hint">
          {t("rateWorking", {
            ...{ cost: money(quote.cost, currency), basis: quote.rate.basis, fundDays: number(quote.rate.fundDays) },
          })}
        </p>
      )}
      <p className="hint">{t("gapHint")}</p>
    </>
  );
}

function Unavailable({ compared: { unavailable } }: { readonly compared: Compared }): ReactNode {
  const t = useOfferWords();
  const { language } = useFormats();
  if (unavailable.length === 0) return undefined;
  return (
    <Notice kind="warning" title={t("unavailable")}>
      <ul>
        {unavailable.map(({ offer, by, kind, why }) => (
          <li key={offer}>
            <NamedParty address={by} /> · {wordFor(QUOTE_KIND, kind, language)} · <GatewayText text={why} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
