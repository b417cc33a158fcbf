/** The criteria of the moment in words, and the form of a new version. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { usePages } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Hash } from "../../ui/Party.tsx";
import { Working } from "../../ui/Working.tsx";
import { ELIGIBILITY_RULE } from "../../words/enumerations/factorBook.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { CriteriaForm } from "./CriteriaForm.tsx";
import { useEligibilityWords } from "./eligibilityWords.ts";
import { useFactoringWords } from "./words.ts";

type Shown = Schemas["EligibilityCriteria"];

export function Criteria(): ReactNode {
  const t = useEligibilityWords();
  const pages = usePages(["eligibility-criteria"], (gateway, cursor) =>
    gateway.GET("/v1/eligibility-criteria", { params: { query: cursor === undefined ? {} : { cursor } } }),
  );
  const [latest] = pages.rows;
  return (
    <Asked query={pages.first}>
      {() => (
        <>
          {latest === undefined ? <Empty>{t("criteriaMissing")}</Empty> : <Version criteria={latest} />}
          <p className="hint">{t("versions")}</p>
          <Working title={t("setNew")}>
            <CriteriaForm key={latest?.id ?? ""} before={latest} />
          </Working>
        </>
      )}
    </Asked>
  );
}

function Version({ criteria }: { readonly criteria: Shown }): ReactNode {
  const t = useEligibilityWords();
  const words = useFactoringWords();
  const { language, instant } = useFormats();
  const days = (count: number | null): string => (count === null ? t("never") : words("day", { count }));
  const { concentration, crossAgeing } = criteria;
  const limit =
    concentration === null
      ? t("noLimit")
      : `${words("percent", { value: concentration.limit })} ${t("concentrationOf")} ${t(`of_${concentration.of}`)}`;
  return (
    <>
      <p>{t("version", { version: criteria.version, when: instant(criteria.set) })}</p>
      <Facts
        rows={[
          [t("mostDaysFromInvoice"), days(criteria.mostDaysFromInvoice)],
          [t("mostDaysPastDue"), days(criteria.mostDaysPastDue)],
          [t("crossAgeing"), crossAgeing === null ? t("never") : words("percent", { value: crossAgeing })],
          [
            t("excluded"),
            criteria.excluded.map((mark) => wordFor(ELIGIBILITY_RULE, mark, language)).join(" · ") || words("none"),
          ],
          [t("concentration"), limit],
          [t("advanceRate"), words("percent", { value: criteria.advanceRate })],
          [
            t("registrars"),
            criteria.registrars.length === 0
              ? words("none")
              : criteria.registrars.map((registrar) => <Hash key={registrar} value={registrar} />),
          ],
        ]}
      />
    </>
  );
}
