import { useState } from "react";
import type { ReactNode } from "react";
import { RISK_STATUSES } from "../../../domain/risk/register.ts";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { RISK_STATUS } from "../../words/enumerations/risk.ts";
import { useFormats } from "../../words/formats.ts";
import { ReasonAct } from "./ReasonAct.tsx";
import { useRiskWords } from "./riskWords.ts";

type Entry = Schemas["RiskEntry"];

const WEIGHTS = ["1", "2", "3", "4", "5"].map((value) => ({ value, text: value }));

/** Another version: those before stay. */
export function ChangeRisk({ entry: was }: { readonly entry: Entry }): ReactNode {
  const t = useRiskWords();
  const { language } = useFormats();
  const [set, setSet] = useState({
    ...{ likelihood: was.likelihood.toString(), impact: was.impact.toString() },
    ...{ status: was.status, review: was.review },
  });
  const setting = useSend((gateway, body: Schemas["NewRiskEntry"]) => gateway.POST("/v1/risk/register", { body }));
  const { entry, risk, category, owner, playbook, indicator } = was;
  return (
    <ReasonAct
      {...{ button: t("set"), about: risk, title: t("setTitle"), sending: setting }}
      input={(reason, id) => ({
        ...{ id, entry, risk, category, owner, playbook, indicator, reason, status: set.status, review: set.review },
        likelihood: Number(set.likelihood),
        impact: Number(set.impact),
      })}
    >
      <div className="form-row">
        <SelectField
          {...{ label: t("likelihood"), value: set.likelihood, options: WEIGHTS }}
          onChange={(likelihood) => setSet({ ...set, likelihood })}
        />
        <SelectField
          {...{ label: t("impact"), value: set.impact, options: WEIGHTS }}
          onChange={(impact) => setSet({ ...set, impact })}
        />
        <SelectField
          label={t("status")}
          value={set.status}
          options={RISK_STATUSES.map((value) => ({ value, text: RISK_STATUS[value][language] }))}
          onChange={(status) => setSet({ ...set, status })}
        />
        <TextField
          {...{ label: t("review"), kind: "date", value: set.review }}
          onChange={(review) => setSet({ ...set, review })}
        />
      </div>
    </ReasonAct>
  );
}
