/** The full set of indicators as of any day, with what each is made of. */
import { useState } from "react";
import type { ReactNode } from "react";
import { useCurrencyChoice } from "../../data/currencyChoice.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { CurrencyField } from "../../ui/CurrencyField.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { ForecastChart } from "../home/ForecastChart.tsx";
import { AgingByCustomer } from "./AgingByCustomer.tsx";
import { IndicatorFiles } from "./IndicatorFiles.tsx";
import { IndicatorTable } from "./IndicatorTable.tsx";
import { useIndicatorWords } from "./indicatorWords.ts";
import { WhatIf } from "./WhatIf.tsx";

export function Indicators(): ReactNode {
  const t = useIndicatorWords();
  const { day } = useFormats();
  const choice = useCurrencyChoice();
  const [asOf, setAsOf] = useState("");
  const [customer, setCustomer] = useState("");
  const cut = { ...(asOf === "" ? {} : { asOf }), ...(customer === "" ? {} : { customer }) };
  const set = useAsked(["indicators", choice.value, customer, asOf], (gateway) =>
    gateway.GET("/v1/indicators", { params: { query: { currency: choice.value ?? "", ...cut } } }),
  );
  return (
    <>
      <div className="form-row">
        <CurrencyField choice={choice} />
        <TextField {...{ label: t("asOf"), hint: t("asOfHint"), kind: "date", value: asOf }} onChange={setAsOf} />
        <TextField
          {...{ label: t("customer"), hint: t("customerHint"), value: customer }}
          onChange={(text) => setCustomer(text.trim())}
        />
      </div>
      <Section title={t("set")} actions={<IndicatorFiles currency={choice.value} cut={cut} />}>
        <Asked query={set} lines={12}>
          {(answer) => (
            <>
              <p>
                {t("setLead", {
                  day: day(answer.asOf),
                  from: day(answer.from),
                  currency: answer.currency.code ?? "",
                })}
              </p>
              <p className="hint">
                {t("cut", { sealed: answer.sealed, imported: answer.imported, doubled: answer.doubled })}
              </p>
              <IndicatorTable answer={answer} />
            </>
          )}
        </Asked>
      </Section>
      <Section title={t("forecast")}>
        <ForecastChart currency={choice.value} />
      </Section>
      <AgingByCustomer currency={choice.value} asOf={asOf} />
      <WhatIf currency={choice.value} cut={cut} />
    </>
  );
}
