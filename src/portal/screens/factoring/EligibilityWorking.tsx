/** A borrowing base in its order (R66): every rule with what it took off, and the base that is left. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Hash } from "../../ui/Party.tsx";
import { ELIGIBILITY_RULE } from "../../words/enumerations/factorBook.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useEligibilityWords } from "./eligibilityWords.ts";
import { GatewayText } from "./GatewayText.tsx";
import { NamedParty } from "./NamedParty.tsx";
import { useNames } from "./names.ts";

export type Check = Schemas["EligibilityCheck"];

export function EligibilityWorking({ check }: { readonly check: Check }): ReactNode {
  const t = useEligibilityWords();
  const { day } = useFormats();
  const nameOf = useNames([check.supplier]);
  const { currency, criteria } = check;
  const money = (amount: string): ReactNode => <Money amount={amount} currency={currency} />;
  return (
    <>
      <Section title={t("base")}>
        <p>
          {t("baseOf", {
            ...{ who: nameOf(check.supplier), currency: currency.code ?? "", day: day(check.date) },
            ...{ block: check.block, version: criteria.version },
          })}
        </p>
        <Figures>
          <Figure name={t("gross")} value={money(check.gross)} />
          <Figure name={t("eligible")} value={money(check.eligible)} />
          <Figure
            name={t("available")}
            value={money(check.available)}
            note={t("timesRate", { rate: check.advanceRate })}
          />
        </Figures>
        <Steps check={check} />
        <Gaps check={check} />
      </Section>
      <Section title={t("exclusions")}>
        <Exclusions check={check} />
      </Section>
      <div className="columns">
        <Section title={t("groups")}>
          <Groups check={check} />
        </Section>
        <Section title={t("payables")}>
          <Payables check={check} />
        </Section>
      </div>
    </>
  );
}

function Steps({ check: { steps, currency, gross } }: { readonly check: Check }): ReactNode {
  const t = useEligibilityWords();
  const { language } = useFormats();
  const isNothing = (amount: string): boolean => /^0(?:\.0+)?$/.test(amount);
  return (
    <DataTable
      caption={t("base")}
      rows={steps}
      keyOf={({ rule }) => rule}
      empty={<Money amount={gross} currency={currency} />}
      columns={[
        {
          ...{ key: "rule", head: t("rule"), isName: true },
          cell: ({ rule }) => wordFor(ELIGIBILITY_RULE, rule, language),
        },
        {
          key: "result",
          head: t("result"),
          cell: ({ amount }) =>
            isNothing(amount) ? (
              <Badge tone="good">{t("passed")}</Badge>
            ) : (
              <Badge tone="warning">{t("takenOff")}</Badge>
            ),
        },
        {
          ...{ key: "amount", head: t("amountOff"), isFigure: true },
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

/** What the answer does not cover. */
function Gaps({ check: { unknown, truncated, payablesTruncated, remarks } }: { readonly check: Check }): ReactNode {
  const t = useEligibilityWords();
  return (
    <>
      {unknown.length > 0 && <Notice kind="warning">{t("unknown", { count: unknown.length })}</Notice>}
      {truncated && <Notice kind="warning">{t("truncated")}</Notice>}
      {payablesTruncated && <Notice kind="warning">{t("payablesTruncated")}</Notice>}
      {remarks.length > 0 && (
        <Notice kind="limit" title={t("remarks")}>
          <ul>
            {remarks.map((remark) => (
              <li key={remark}>
                <GatewayText text={remark} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

type Exclusion = Check["exclusions"][number];

function Exclusions({ check: { exclusions, currency } }: { readonly check: Check }): ReactNode {
  const t = useEligibilityWords();
  const { language, money } = useFormats();
  const columns: readonly Column<Exclusion>[] = [
    {
      ...{ key: "rule", head: t("rule"), isName: true },
      cell: ({ rule }) => wordFor(ELIGIBILITY_RULE, rule, language),
    },
    {
      key: "about",
      head: t("about"),
      cell: ({ receivable, buyer, group }) => {
        if (receivable !== null) return <Hash value={receivable} />;
        return buyer === null ? group : <NamedParty address={buyer} />;
      },
    },
    {
      ...{ key: "amount", head: t("amountOff"), isFigure: true },
      cell: ({ amount }) => <Money amount={amount} currency={currency} />,
    },
    {
      key: "compared",
      head: t("compared"),
      cell: ({ compared }) =>
        compared !== null &&
        t("comparedWith", { amount: money(compared.amount, currency), other: money(compared.with, currency) }),
    },
    { ...{ key: "reason", head: t("reason"), isMinor: true }, cell: ({ reason }) => <GatewayText text={reason} /> },
  ];
  return (
    <DataTable
      caption={t("exclusions")}
      columns={columns}
      rows={exclusions}
      keyOf={({ rule }, place) => `${rule} ${place}`}
      empty={t("noExclusions")}
    />
  );
}

function Groups({ check: { groups, currency } }: { readonly check: Check }): ReactNode {
  const t = useEligibilityWords();
  return (
    <DataTable
      caption={t("groups")}
      rows={groups}
      keyOf={({ group }) => group}
      empty={t("noExclusions")}
      columns={[
        { key: "group", head: t("group"), isName: true, cell: ({ group }) => group },
        {
          ...{ key: "amount", head: t("eligible"), isFigure: true },
          cell: ({ amount }) => <Money amount={amount} currency={currency} />,
        },
        {
          ...{ key: "limit", head: t("groupLimit"), isFigure: true },
          cell: ({ limit }) => (limit === null ? t("noLimit") : <Money amount={limit} currency={currency} />),
        },
        {
          ...{ key: "excess", head: t("excess"), isFigure: true },
          cell: ({ excess }) => <Money amount={excess} currency={currency} />,
        },
      ]}
    />
  );
}

function Payables({ check: { payables, currency } }: { readonly check: Check }): ReactNode {
  const t = useEligibilityWords();
  return (
    <DataTable
      caption={t("payables")}
      rows={payables}
      keyOf={({ buyer }) => buyer}
      empty={t("noPayables")}
      columns={[
        { key: "buyer", head: t("about"), isName: true, cell: ({ buyer }) => <NamedParty address={buyer} /> },
        {
          ...{ key: "amount", head: t("gross"), isFigure: true },
          cell: ({ amount }) => <Money amount={amount} currency={currency} />,
        },
        { key: "from", head: t("payableFrom"), cell: ({ from }) => t(`from_${from}`) },
      ]}
    />
  );
}
