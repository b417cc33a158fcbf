/** A request that the organisation is invited to, and its offer for it. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { NamedParty } from "./NamedParty.tsx";
import { OfferForm } from "./OfferForm.tsx";
import { OwnOffers } from "./OwnOffers.tsx";
import { usePipelineWords } from "./pipelineWords.ts";
import { QuotedTable } from "./QuotedTable.tsx";
import { useFactoringWords } from "./words.ts";

export function OfferMaking({ id }: { readonly id: string }): ReactNode {
  const t = usePipelineWords();
  const words = useFactoringWords();
  const { instant } = useFormats();
  const request = useAsked(["quote-request", id], (gateway) =>
    gateway.GET("/v1/quote-requests/{id}", { params: { path: { id } } }),
  );
  return (
    <>
      <p>
        <Link href="/factoring/pipeline">{words("back")}</Link>
      </p>
      <Asked query={request}>
        {(asked) => (
          <>
            <Section title={t("requestOf", { when: instant(asked.made) })}>
              <p>
                {words("seller")}: <NamedParty address={asked.seller} />
              </p>
              <QuotedTable request={asked} />
              <p className="hint">{t("discretion")}</p>
            </Section>
            <Section title={t("make")}>
              {asked.state === "open" ? <OfferForm key={id} request={asked} /> : <Notice>{t("over")}</Notice>}
            </Section>
          </>
        )}
      </Asked>
      <Section title={t("offers")}>
        <OwnOffers request={id} />
      </Section>
    </>
  );
}
