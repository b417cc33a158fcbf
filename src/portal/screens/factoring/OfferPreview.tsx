/** What an offer comes to, exact to the minor unit, by the rules that the desk itself goes by (R54, R55). */
import type { ReactNode } from "react";
import { formatDecimal, fromMinorUnits } from "../../../domain/decimal.ts";
import type { Schemas } from "../../data/gateway.ts";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { useFormats } from "../../words/formats.ts";
import { previewOf } from "./offerDraft.ts";
import type { OfferDraft } from "./offerDraft.ts";
import { usePipelineWords } from "./pipelineWords.ts";
import { useToday } from "./today.ts";

interface OfferPreviewProps {
  readonly request: Schemas["QuoteRequest"];
  readonly draft: OfferDraft;
}

export function OfferPreview({ request, draft }: OfferPreviewProps): ReactNode {
  const t = usePipelineWords();
  const { percent } = useFormats();
  const preview = previewOf(draft, request, useToday());
  if (preview === undefined) return <p className="hint">{t("previewMissing")}</p>;
  const { open, cashNow, cashLater, gap, lines, rate } = preview;
  const sum = (key: "fee" | "commission" | "discount"): bigint => lines.reduce((total, line) => total + line[key], 0n);
  const figure = (name: string, units: bigint): ReactNode => {
    const amount = formatDecimal(fromMinorUnits(units, request.currency.decimals ?? 0));
    return <Figure name={name} value={<Money amount={amount} currency={request.currency} />} />;
  };
  return (
    <section aria-label={t("preview")}>
      <h3>{t("preview")}</h3>
      <p className="hint">{t(draft.kind === "facility" ? "facilityPreview" : "previewLead")}</p>
      <Figures>
        {figure(t("previewPays"), cashNow)}
        {draft.kind === "purchase" ? (
          figure(t("previewDiscount"), sum("discount"))
        ) : (
          <>
            {figure(t("previewReserve"), open - cashNow)}
            {figure(t("previewFee"), sum("fee"))}
            {figure(t("previewCommission"), sum("commission"))}
            {figure(t("previewLater"), cashLater)}
          </>
        )}
        {gap > 0n && figure(t("previewGap"), gap)}
        {rate !== undefined && <Figure name={t("previewRate")} value={percent(rate.ppm.toString())} />}
      </Figures>
    </section>
  );
}
