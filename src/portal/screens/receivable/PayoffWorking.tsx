/** How discount and charges come about, exactly and rounded once. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Working } from "../../ui/Working.tsx";
import { DISCOUNT_KIND } from "../../words/enumerations/ledger.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Payoff } from "./detail.ts";
import { useDetailWords } from "./words.ts";

interface WorkingProps {
  readonly payoff: Payoff;
  readonly currency: Schemas["Currency"];
}

export function PayoffWorking({ payoff, currency }: WorkingProps): ReactNode {
  const t = useDetailWords();
  const { day } = useFormats();
  return (
    <Working title={t("workingFor", { day: day(payoff.at) })}>
      <DiscountPart payoff={payoff} currency={currency} />
      <ChargesPart payoff={payoff} currency={currency} />
    </Working>
  );
}

function fractionText({ numerator, denominator }: Schemas["Fraction"]): string {
  return denominator === "1" ? numerator : `${numerator} / ${denominator}`;
}

function DiscountPart({ payoff: { discountWorking: working }, currency }: WorkingProps): ReactNode {
  const t = useDetailWords();
  const { language } = useFormats();
  if (working.offers.length === 0) return <p>{t("noDiscount")}</p>;
  return (
    <>
      <h3>{t("payoff_discount")}</h3>
      <DataTable
        caption={t("offers")}
        rows={working.offers}
        keyOf={({ kind }) => kind}
        empty={t("noDiscount")}
        columns={[
          { key: "kind", head: t("offer"), cell: ({ kind }) => wordFor(DISCOUNT_KIND, kind, language), isName: true },
          { key: "until", head: t("until"), cell: ({ until }) => <Day date={until} /> },
          { key: "share", head: t("share"), cell: ({ share }) => fractionText(share), isFigure: true },
        ]}
      />
      <Facts
        rows={[
          [t("taken"), working.taken === null ? t("takenNone") : wordFor(DISCOUNT_KIND, working.taken, language)],
          [t("base"), <BaseOf key="base" working={working} currency={currency} />],
          [t("exactMinor"), fractionText(working.exact)],
          [t("carried"), working.carried.numerator === "0" ? undefined : fractionText(working.carried)],
          [t("rounded"), <Money key="discount" amount={working.discount} currency={currency} />],
        ]}
      />
    </>
  );
}

function BaseOf({
  working,
  currency,
}: Pick<WorkingProps, "currency"> & { readonly working: Payoff["discountWorking"] }): ReactNode {
  return (
    <>
      <Money amount={working.open} currency={currency} /> + <Money amount={working.paid} currency={currency} />
    </>
  );
}

function ChargesPart({ payoff: { chargesWorking: working, daysLate }, currency }: WorkingProps): ReactNode {
  const t = useDetailWords();
  const { number } = useFormats();
  return (
    <>
      <h3>{t("payoff_charges")}</h3>
      <Facts
        rows={[
          [t("daysLate"), number(daysLate)],
          [t("principalDays"), number(working.principalDays)],
          [t("formula"), t("formulaText", { percent: working.percent, basis: working.basis })],
          [t("exactMinor"), fractionText(working.exact)],
          [t("interest"), <Money key="interest" amount={working.interest} currency={currency} />],
          [t("fixedSum"), <Money key="fixed" amount={working.fixedSum} currency={currency} />],
          [t("settledCharges"), <Money key="settled" amount={working.settled} currency={currency} />],
          [t("payoff_charges"), <Money key="charges" amount={working.charges} currency={currency} />],
        ]}
      />
      {working.segments !== null && working.segments.length > 0 && (
        <DataTable
          caption={t("segments")}
          rows={working.segments}
          keyOf={({ from }, place) => from + place.toString()}
          empty={t("noInterest")}
          columns={[
            { key: "from", head: t("from"), cell: ({ from }) => <Day date={from} />, isName: true },
            { key: "to", head: t("to"), cell: ({ to }) => <Day date={to} /> },
            { key: "days", head: t("days"), cell: ({ days }) => number(days), isFigure: true },
            {
              key: "principal",
              head: t("balance"),
              cell: ({ principal }) => <Money amount={principal} currency={currency} />,
              isFigure: true,
            },
            { key: "interest", head: t("exactMinor"), cell: ({ interest }) => fractionText(interest), isFigure: true },
          ]}
        />
      )}
    </>
  );
}
