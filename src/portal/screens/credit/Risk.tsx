/** What may go wrong: the register, the runbook, and what the law says of terms. */
import type { ReactNode } from "react";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { Compliance } from "./Compliance.tsx";
import { CountryPacks } from "./CountryPacks.tsx";
import { RiskMatrix } from "./RiskMatrix.tsx";
import { RiskTable } from "./RiskTable.tsx";
import { RiskTemplate } from "./RiskTemplate.tsx";
import { useRiskWords } from "./riskWords.ts";
import { Runbook } from "./Runbook.tsx";

export function Risk(): ReactNode {
  const t = useRiskWords();
  const register = useAsked(["riskRegister"], (gateway) => gateway.GET("/v1/risk/register"));
  return (
    <>
      <Section title={t("register")}>
        <p>{t("registerLead")}</p>
        <Asked query={register} lines={6}>
          {({ items, matrix }) =>
            items.length === 0 ? (
              <Empty>{t("empty")}</Empty>
            ) : (
              <>
                <RiskMatrix matrix={matrix} />
                <RiskTable entries={items} />
              </>
            )
          }
        </Asked>
      </Section>
      <RiskTemplate taken={register.data?.items.map(({ risk }) => risk) ?? []} />
      <Section title={t("runbook")}>
        <p>{t("runbookLead")}</p>
        <Runbook />
      </Section>
      <Compliance />
      <CountryPacks />
    </>
  );
}
