import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { SelectField } from "../../ui/Field.tsx";
import { WARNING_RULE } from "../../words/enumerations/risk.ts";
import { useFormats } from "../../words/formats.ts";
import { ReasonAct } from "./ReasonAct.tsx";
import { useWarningWords } from "./warningWords.ts";

type Outcome = Schemas["NewJudgement"]["outcome"];

/** Says that it was seen, and whether it came true: in the place of what time decides. */
export function WarningActs({ warning }: { readonly warning: Schemas["Warning"] }): ReactNode {
  const t = useWarningWords();
  const { language } = useFormats();
  const [outcome, setOutcome] = useState<Outcome>("confirmed");
  const path = { params: { path: { id: warning.id } } };
  const seeing = useSend((gateway, body: Schemas["NewAcknowledgement"]) =>
    gateway.POST("/v1/risk/warnings/{id}/acknowledgement", { ...path, body }),
  );
  const judging = useSend((gateway, body: Schemas["NewJudgement"]) =>
    gateway.POST("/v1/risk/warnings/{id}/judgement", { ...path, body }),
  );
  const about = WARNING_RULE[warning.rule][language];
  return (
    <div className="actions">
      {warning.acknowledged !== null && <bdi>{t("seenBy", { note: warning.acknowledged.note })}</bdi>}
      <ReasonAct
        {...{ button: t("acknowledge"), about, title: t("acknowledgeTitle"), label: t("note"), sending: seeing }}
        input={(note) => ({ note, owner: null })}
      />
      <ReasonAct
        {...{ button: t("judge"), about, title: t("judgeTitle"), label: t("note"), sending: judging }}
        input={(note) => ({ note, outcome })}
      >
        <SelectField
          label={t("judgement")}
          value={outcome}
          options={(["confirmed", "false"] as const).map((value) => ({ value, text: t(value) }))}
          onChange={setOutcome}
        />
      </ReasonAct>
    </div>
  );
}
