import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Empty } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { CustomerLimits } from "./CustomerLimits.tsx";
import { Exposure } from "./Exposure.tsx";
import { Freezing } from "./Freezing.tsx";
import { Overrides } from "./Overrides.tsx";
import { OverrideTable } from "./OverrideTable.tsx";
import { StandingFacts } from "./StandingFacts.tsx";
import { useStandingWords } from "./standingWords.ts";
import { useCustomer } from "./useCustomer.ts";
import { Watching } from "./Watching.tsx";

export function CustomerStanding({ customer }: { readonly customer: string }): ReactNode {
  const t = useStandingWords();
  const known = useCustomer(customer);
  const standing = useAsked(["creditStanding", customer], (gateway) =>
    gateway.GET("/v1/credit/standing", { params: { query: { customer } } }),
  );
  return (
    <>
      <Section title={t("exposure")} actions={<Freezing customer={customer} />}>
        <Asked query={known}>{({ exposure }) => <Exposure exposure={exposure} />}</Asked>
      </Section>
      <CustomerLimits customer={customer} />
      <Section title={t("given")} actions={<Overrides customer={customer} />}>
        <Asked query={standing}>
          {({ standing: given }) =>
            given === null ? (
              <Empty>
                <p>{t("noPolicy")}</p>
                <Link className="button" href="/credit/policy">
                  {t("setPolicy")}
                </Link>
              </Empty>
            ) : (
              <StandingFacts standing={given} />
            )
          }
        </Asked>
        <OverrideTable customer={customer} />
      </Section>
      <Asked query={known}>{({ entries }) => <Watching customer={customer} entries={entries} />}</Asked>
    </>
  );
}
