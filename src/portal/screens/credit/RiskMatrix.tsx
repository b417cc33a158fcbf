import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { RISK_GRADE } from "../../words/enumerations/risk.ts";
import { useFormats } from "../../words/formats.ts";
import { riskTone } from "./riskTone.ts";
import { useRiskWords } from "./riskWords.ts";

type Cells = Schemas["RiskRegister"]["matrix"];

const WEIGHTS = [1, 2, 3, 4, 5] as const;

/** How many risks stand where; the most likely above. */
export function RiskMatrix({ matrix }: { readonly matrix: Cells }): ReactNode {
  const t = useRiskWords();
  const { language } = useFormats();
  return (
    <div className="table-room" role="region" aria-label={t("matrix")} tabIndex={0}>
      <table className="table risk-matrix">
        <caption className="hidden">{t("matrix")}</caption>
        <thead>
          <tr>
            <th scope="col">
              {t("likelihood")} ↑ {t("impact")} →
            </th>
            {WEIGHTS.map((impact) => (
              <th key={impact} scope="col">
                {impact}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEIGHTS.toReversed().map((likelihood) => (
            <tr key={likelihood}>
              <th scope="row">{likelihood}</th>
              {WEIGHTS.map((impact) => {
                const cell = matrix.find((one) => one.likelihood === likelihood && one.impact === impact);
                return (
                  <td key={impact}>
                    {cell !== undefined && (
                      <Badge tone={riskTone(cell.grade)}>
                        {t("cell", { count: cell.entries, grade: RISK_GRADE[cell.grade][language] })}
                      </Badge>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
