/** Offers for what the organisation asked about, side by side; and taking them. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { COMPARED_BY } from "../../../wire/quoteComparison.ts";
import { Comparison } from "./Comparison.tsx";
import { useLooking } from "./looking.ts";
import { useOfferWords } from "./offerWords.ts";
import { QuotedTable } from "./QuotedTable.tsx";
import { Requests } from "./Requests.tsx";
import { TakingOffers } from "./TakingOffers.tsx";
import { useFactoringWords } from "./words.ts";

export function Offers({ id }: { readonly id: string | undefined }): ReactNode {
  const t = useOfferWords();
  if (id !== undefined) return <OffersOf key={id} id={id} />;
  return (
    <Section title={t("requests")}>
      <Requests />
    </Section>
  );
}

function OffersOf({ id }: { readonly id: string }): ReactNode {
  const t = useOfferWords();
  const words = useFactoringWords();
  useLooking("quote-comparison");
  useLooking("quote-request");
  const [expected, setExpected] = useState("");
  const [by, setBy] = useState<(typeof COMPARED_BY)[number]>("rate");
  const query = { by, ...(expected === "" ? {} : { expected }) };
  const params = { path: { id } };
  const request = useAsked(["quote-request", id], (gateway) => gateway.GET("/v1/quote-requests/{id}", { params }));
  const comparison = useAsked(["quote-comparison", id, by, expected], (gateway) =>
    gateway.GET("/v1/quote-requests/{id}/offers", { params: { ...params, query } }),
  );
  return (
    <>
      <p>
        <Link href="/factoring/offers">{words("back")}</Link>
      </p>
      <Section title={t("compare")}>
        <p className="hint">{t("compareLead")}</p>
        <div className="form-row">
          <TextField
            label={t("expected")}
            hint={t("expectedHint")}
            kind="date"
            value={expected}
            onChange={setExpected}
          />
          <SelectField
            label={t("by")}
            value={by}
            onChange={setBy}
            options={COMPARED_BY.map((value) => ({ value, text: t(`by_${value}`) }))}
          />
        </div>
        <Asked query={comparison}>{(compared) => <Comparison compared={compared} />}</Asked>
        <Notice kind="limit">{t("recourseNote")}</Notice>
      </Section>
      <Asked query={request}>
        {(asked) => (
          <>
            <Asked query={comparison}>{(compared) => <TakingOffers request={asked} compared={compared} />}</Asked>
            <Section title={t("receivables")}>
              <QuotedTable request={asked} />
            </Section>
          </>
        )}
      </Asked>
    </>
  );
}
