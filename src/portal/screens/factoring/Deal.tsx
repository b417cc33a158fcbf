/** One deal: what is outstanding with its working, its conditions, claims, what moved, and what can be done. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Facts, Figure, Figures } from "../../ui/Facts.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash, Party } from "../../ui/Party.tsx";
import { Working } from "../../ui/Working.tsx";
import { CLAIM_REASON, OFFER_KIND } from "../../words/enumerations/factoring.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { DealActs } from "./DealActs.tsx";
import { useDealWords } from "./dealWords.ts";
import { Movements } from "./Movements.tsx";
import { Recourse } from "./Recourse.tsx";
import { useFactoringWords } from "./words.ts";

type DealDetail = Schemas["DealDetail"];

export function Deal({ id }: { readonly id: string }): ReactNode {
  const t = useDealWords();
  const deal = useAsked(["deal", id], (gateway) => gateway.GET("/v1/deals/{id}", { params: { path: { id } } }));
  return (
    <Asked query={deal}>
      {(shown) => (
        <>
          <Section title={t("dealOf", { what: shortHex(id) })}>
            <Outstanding deal={shown} />
          </Section>
          <DealActs deal={shown} />
          <div className="columns">
            <Section title={t("conditions")}>
              <Conditions deal={shown} />
            </Section>
            <Section title={t("claims")}>
              <Claims deal={shown} />
            </Section>
          </div>
          <Section title={t("movements")}>
            <Movements deal={shown} />
          </Section>
        </>
      )}
    </Asked>
  );
}

function Outstanding({ deal: { outstanding, currency, released } }: { readonly deal: DealDetail }): ReactNode {
  const t = useDealWords();
  const { day, number } = useFormats();
  const { total, funds, fees, fee, commission, feesPaid, working } = outstanding;
  return (
    <>
      <p>{t("at", { day: day(outstanding.day) })}</p>
      <Figures>
        <Figure name={t("funds")} value={<Money amount={funds} currency={currency} />} />
        <Figure name={t("fees")} value={<Money amount={fees} currency={currency} />} />
        <Figure name={t("total")} value={<Money amount={total} currency={currency} />} />
        <Figure name={t("released")} value={<Money amount={released} currency={currency} />} />
      </Figures>
      <Working>
        <Facts
          rows={[
            [t("feeAccrued"), <Money key="fee" amount={fee} currency={currency} />],
            [t("commission"), <Money key="commission" amount={commission} currency={currency} />],
            [t("feesPaid"), <Money key="paid" amount={feesPaid} currency={currency} />],
          ]}
        />
        <p className="hint">
          {t("feeWorking", {
            ...{ fundDays: number(working.fundDays), percent: working.percent, basis: working.basis },
          })}
        </p>
      </Working>
    </>
  );
}

function Conditions({ deal }: { readonly deal: DealDetail }): ReactNode {
  const t = useDealWords();
  const words = useFactoringWords();
  const { language } = useFormats();
  const { receivable, desk, names, kind, currency } = deal;
  return (
    <Facts
      rows={[
        [
          words("receivable"),
          <Link key="id" href={`/receivables/${receivable}`}>
            <Hash value={receivable} />
          </Link>,
        ],
        [words("seller"), <Party key="seller" address={deal.seller} name={names.seller} />],
        [words("factor"), <Party key="factor" address={deal.factor} name={names.factor} />],
        [words("buyer"), <Party key="buyer" address={deal.buyer} name={names.buyer} />],
        [t("desk"), <Hash key="desk" value={desk} />],
        [words("kind"), wordFor(OFFER_KIND, kind, language)],
        [t("soldOn"), <Day key="on" date={deal.soldOn} />],
        [t("sold"), <Money key="open" amount={deal.open} currency={currency} />],
        [t("advance"), <Money key="advance" amount={deal.advance} currency={currency} />],
        [t("commission"), <Money key="commission" amount={deal.commission} currency={currency} />],
        [t("feeRate"), words("percent", { value: deal.feeRate })],
        [t("basis"), deal.basis],
        [t("recourse"), <Recourse key="recourse" days={deal.recourseDays} />],
      ]}
    />
  );
}

function Claims({ deal: { claims, currency } }: { readonly deal: DealDetail }): ReactNode {
  const t = useDealWords();
  const { language } = useFormats();
  return (
    <DataTable
      caption={t("claims")}
      rows={claims}
      keyOf={({ reason }) => reason}
      empty={t("noClaims")}
      columns={[
        {
          ...{ key: "reason", head: t("reason"), isName: true },
          cell: ({ reason }) => wordFor(CLAIM_REASON, reason, language),
        },
        {
          ...{ key: "amount", head: t("claimed"), isFigure: true },
          cell: ({ amount }) => <Money amount={amount} currency={currency} />,
        },
        {
          ...{ key: "left", head: t("left"), isFigure: true },
          cell: ({ left }) => <Money amount={left} currency={currency} />,
        },
      ]}
    />
  );
}
