/** What other terms would have done to the payments of the last year. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Submit } from "../../ui/Button.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Form, TextField } from "../../ui/Field.tsx";
import { Money } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { useIndicatorWords } from "./indicatorWords.ts";
import { ppmOfPercent } from "./percents.ts";

interface WhatIfProps {
  readonly currency: string | undefined;
  readonly cut: { readonly asOf?: string; readonly customer?: string };
}

const FIELDS = ["netDays", "discountRate", "discountDays", "uptake", "lateRate"] as const;
type Text = Readonly<Record<(typeof FIELDS)[number], string>>;

const EMPTY: Text = { netDays: "", discountRate: "", discountDays: "", uptake: "", lateRate: "" };

export function WhatIf({ currency, cut }: WhatIfProps): ReactNode {
  const t = useIndicatorWords();
  const [text, setText] = useState<Text>({ ...EMPTY, netDays: "14" });
  const [played, setPlayed] = useState<Text>();
  const terms = played === undefined ? {} : termsOf(played);
  const answer = useAsked(
    ["whatIf", currency, JSON.stringify(cut), JSON.stringify(terms)],
    (gateway) =>
      gateway.GET("/v1/indicators/what-if", { params: { query: { currency: currency ?? "", ...cut, ...terms } } }),
    { enabled: played !== undefined },
  );
  return (
    <Section title={t("whatIf")}>
      <p>{t("whatIfLead")}</p>
      <Form label={t("whatIf")} onSend={() => setPlayed(text)}>
        <div className="form-row">
          {FIELDS.map((field) => (
            <TextField
              key={field}
              label={t(field)}
              kind="decimal"
              value={text[field]}
              onChange={(value) => setText({ ...text, [field]: value })}
            />
          ))}
        </div>
        <div className="actions">
          <Submit>{t("play")}</Submit>
        </div>
      </Form>
      {played !== undefined && <Asked query={answer}>{(told) => <Played answer={told} />}</Asked>}
    </Section>
  );
}

/** What was left empty stays as it was agreed. */
function termsOf({ netDays, discountRate, discountDays, uptake, lateRate }: Text): Readonly<Record<string, string>> {
  const given = {
    netDays,
    discountRate: ppmOfPercent(discountRate),
    discountDays,
    discountUptake: ppmOfPercent(uptake),
    lateRate: ppmOfPercent(lateRate),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

function Played({ answer }: { readonly answer: Schemas["WhatIfAnswer"] }): ReactNode {
  const t = useIndicatorWords();
  const { number } = useFormats();
  const { currency, daysBefore, daysAfter, discounts, interest, holding, effect, payments } = answer;
  if (payments === 0) return <Empty>{t("noPayments")}</Empty>;
  const days = (value: string | null): string => (value === null ? "—" : t("days", { days: number(value) }));
  const money = (amount: string | null): ReactNode =>
    amount === null ? t("noCost") : <Money amount={amount} currency={currency} />;
  return (
    <>
      <Figures>
        <Figure name={t("daysToPay")} value={days(daysAfter)} note={`${t("before")}: ${days(daysBefore)}`} />
        <Figure name={t("payments")} value={number(payments)} />
        <Figure name={t("discounts")} value={money(discounts)} />
        <Figure name={t("interest")} value={money(interest)} />
        <Figure name={t("holding")} value={money(holding)} />
        <Figure name={t("effect")} value={money(effect)} />
      </Figures>
      <Months answer={answer} />
    </>
  );
}

function Months({ answer: { months, currency } }: { readonly answer: Schemas["WhatIfAnswer"] }): ReactNode {
  const t = useIndicatorWords();
  const { month } = useFormats();
  return (
    <DataTable
      caption={t("whatIf")}
      rows={months}
      keyOf={(row) => row.month}
      empty={undefined}
      columns={[
        { key: "month", head: t("month"), isName: true, cell: (row) => month(row.month) },
        {
          key: "before",
          head: t("before"),
          isFigure: true,
          cell: ({ before }) => <Money amount={before} currency={currency} />,
        },
        {
          key: "after",
          head: t("after"),
          isFigure: true,
          cell: ({ after }) => <Money amount={after} currency={currency} />,
        },
      ]}
    />
  );
}
