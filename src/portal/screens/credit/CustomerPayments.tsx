/** How a customer paid, in the two distributions, and what that tells of what is open. */
import type { ReactNode } from "react";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { barsOf, wholeFigure } from "./bars.ts";
import { Distribution } from "./Distribution.tsx";
import { PaymentRisk } from "./PaymentRisk.tsx";
import { usePaymentWords } from "./paymentWords.ts";
import { Predictions } from "./Predictions.tsx";

type Set = Schemas["IndicatorAnswer"];

export function CustomerPayments({ customer }: { readonly customer: string }): ReactNode {
  const t = usePaymentWords();
  const choice = useCurrencyChoice();
  const set = useAsked(["indicators", choice.value, customer], (gateway) =>
    gateway.GET("/v1/indicators", { params: { query: { currency: choice.value ?? "", customer } } }),
  );
  return (
    <>
      <div className="form-row">
        <CurrencyField choice={choice} />
      </div>
      <Section title={t("behaviour")}>
        <Asked query={set} lines={8}>
          {(answer) => <Behaviour set={answer} />}
        </Asked>
      </Section>
      <Section title={t("risk")}>
        <PaymentRisk customer={customer} currency={choice.value} />
      </Section>
      <Section title={t("prediction")}>
        <Predictions customer={customer} currency={choice.value} />
      </Section>
    </>
  );
}

function figuresOf({ indicators }: Set, name: string): readonly Schemas["IndicatorFigure"][] {
  return indicators.find((one) => one.name === name)?.figures ?? [];
}

function Behaviour({ set }: { readonly set: Set }): ReactNode {
  const t = usePaymentWords();
  const [late, amounts] = [figuresOf(set, "daysLateHistogram"), figuresOf(set, "paymentAmountHistogram")];
  const n = wholeFigure(late, "n") ?? "0";
  if (n === "0") return <Empty>{t("noPayments")}</Empty>;
  return (
    <>
      <Summary set={set} n={n} />
      <div className="columns">
        <Distribution title={t("daysLate")} head={t("bar")} bars={barsOf(late)} currency={set.currency} />
        <Distribution title={t("amounts")} head={t("size")} bars={barsOf(amounts)} currency={set.currency} />
      </div>
    </>
  );
}

function Summary({ set, n }: { readonly set: Set; readonly n: string }): ReactNode {
  const t = usePaymentWords();
  const { number, percent } = useFormats();
  const [late, amounts] = [figuresOf(set, "daysLateHistogram"), figuresOf(set, "paymentAmountHistogram")];
  const onTime = wholeFigure(figuresOf(set, "paymentBehaviour"), "onTime");
  const size = wholeFigure(amounts, "median");
  const thin = t("tooFew", { n });
  const days = (value: string | null): ReactNode => (value === null ? "—" : number(value));
  const noteOf = (value: string | null): string => (value === null ? thin : t("days"));
  const [median, p90] = [wholeFigure(late, "median"), wholeFigure(late, "p90")];
  return (
    <Figures>
      <Figure name={t("payments")} value={number(n)} />
      <Figure name={t("medianLate")} value={days(median)} note={noteOf(median)} />
      <Figure name={t("p90Late")} value={days(p90)} note={noteOf(p90)} />
      <Figure
        name={t("onTime")}
        value={onTime === null ? "—" : percent(onTime)}
        note={onTime === null ? thin : undefined}
      />
      <Figure
        name={t("medianAmount")}
        value={size === null ? "—" : <Money amount={size} currency={set.currency} />}
        note={size === null ? thin : undefined}
      />
    </Figures>
  );
}
