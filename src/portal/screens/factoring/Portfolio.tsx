/** A factor's book on one screen: what debtors owe, what is advanced, aging, concentration, dilution. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { shortHex, useFormats } from "../../words/formats.ts";
import { BookedItems } from "./BookedItems.tsx";
import { BookSpread } from "./BookSpread.tsx";
import { Concentration } from "./Concentration.tsx";
import { Deals } from "./Deals.tsx";
import { DilutionTable } from "./DilutionTable.tsx";
import { Facilities } from "./Facilities.tsx";
import { usePortfolioWords } from "./portfolioWords.ts";

type CurrencyBook = Schemas["CurrencyBook"];

export function Portfolio(): ReactNode {
  const t = usePortfolioWords();
  const { day } = useFormats();
  const book = useAsked(["factor-book"], (gateway) => gateway.GET("/v1/factor-book"));
  return (
    <Asked query={book}>
      {({ desk, currencies, asOf }) =>
        currencies.length === 0 ? (
          <Empty>{t(desk === null ? "noDesk" : "nothing")}</Empty>
        ) : (
          <>
            {asOf !== null && <p className="hint">{t("asOf", { block: asOf.block, day: day(asOf.date) })}</p>}
            {currencies.map((one) => (
              <BookOf key={one.currency.address ?? ""} book={one} />
            ))}
            <div className="columns">
              <Section title={t("concentrationBuyer")}>
                <Concentration by="buyer" />
              </Section>
              <Section title={t("concentrationSeller")}>
                <Concentration by="seller" />
              </Section>
            </div>
            <Section title={t("dilution")}>
              <p className="hint">{t("dilutionLead")}</p>
              <DilutionTable />
            </Section>
            <Section title={t("items")}>
              <BookedItems />
            </Section>
            <Section title={t("deals_heading")}>
              <Deals role="factor" />
            </Section>
            <Section title={t("facilities")}>
              <Facilities />
            </Section>
          </>
        )
      }
    </Asked>
  );
}

function BookOf({ book }: { readonly book: CurrencyBook }): ReactNode {
  const t = usePortfolioWords();
  const { currency } = book;
  const code = currency.code ?? shortHex(currency.address ?? "");
  const plain = ["open", "funds", "feesDue", "feesPaid", "reserve", "gap", "claimed", "overdue", "disputed"] as const;
  const rest = ["purchased", "kept", "waiting"] as const;
  const notes = { reserve: t("reserveHint"), gap: t("gapHint") } as const;
  return (
    <Section title={t("book", { currency: code })}>
      <Figures>
        {[...plain, ...rest].map((key) => (
          <Figure
            key={key}
            name={t(key)}
            value={<Money amount={book[key]} currency={currency} />}
            note={key === "reserve" || key === "gap" ? notes[key] : undefined}
          />
        ))}
        <Figure name={t("receivables")} value={book.receivables} />
        {book.dilution.percent !== null && <Figure name={t("rate")} value={`${book.dilution.percent} %`} />}
      </Figures>
      <BookSpread book={book} />
    </Section>
  );
}
