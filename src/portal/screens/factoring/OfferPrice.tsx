/** The figures of an offer, by its kind. */
import type { ReactNode } from "react";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { shortHex } from "../../words/formats.ts";
import { decimalIn, faultOf } from "./forms.ts";
import { buyersOf, wholeIn } from "./offerDraft.ts";
import type { DraftProps, OfferDraft } from "./offerDraft.ts";
import { usePipelineWords } from "./pipelineWords.ts";
import { useFactoringWords } from "./words.ts";

type NumberName =
  | "advanceRate"
  | "feeRate"
  | "commissionRate"
  | "minimumFee"
  | "recourseDays"
  | "maxTenor"
  | "rate"
  | "extraDays"
  | "limit";

const DAYS = new Set<NumberName>(["recourseDays", "maxTenor", "extraDays"]);
const FIRST_RECOURSE_DAYS = "60";

export function PriceFields(props: DraftProps): ReactNode {
  const { draft } = props;
  return (
    <>
      {draft.kind === "purchase" ? (
        <div className="form-row">
          <NumberField {...props} name="rate" />
          <NumberField {...props} name="extraDays" />
          <Basis {...props} />
        </div>
      ) : (
        <>
          <div className="form-row">
            <NumberField {...props} name="advanceRate" />
            <NumberField {...props} name="feeRate" />
            <Basis {...props} />
            <NumberField {...props} name="commissionRate" />
            <NumberField {...props} name="minimumFee" />
          </div>
          <div className="form-row">
            <RecourseChoice {...props} />
            {draft.recourseDays !== "" && <NumberField {...props} name="recourseDays" />}
            <NumberField {...props} name="maxTenor" />
          </div>
        </>
      )}
      {draft.kind === "facility" && <Limits {...props} />}
    </>
  );
}

function NumberField({ draft, onChange, name }: DraftProps & { readonly name: NumberName }): ReactNode {
  const t = usePipelineWords();
  const words = useFactoringWords();
  const read = DAYS.has(name) ? wholeIn : decimalIn;
  return (
    <TextField
      label={t(name)}
      kind="decimal"
      value={draft[name]}
      error={faultOf(draft[name], read, words("decimalUnfit"))}
      onChange={(text) => onChange({ [name]: text })}
      isRequired
    />
  );
}

function Basis({ draft, onChange }: DraftProps): ReactNode {
  const t = usePipelineWords();
  const options: { value: OfferDraft["basis"]; text: string }[] = [
    { value: "360", text: "360" },
    { value: "365", text: "365" },
  ];
  return (
    <SelectField label={t("basis")} value={draft.basis} onChange={(basis) => onChange({ basis })} options={options} />
  );
}

function RecourseChoice({ draft, onChange }: DraftProps): ReactNode {
  const t = usePipelineWords();
  return (
    <SelectField
      label={t("recourse")}
      value={draft.recourseDays === "" ? "none" : "days"}
      onChange={(way) => onChange({ recourseDays: way === "none" ? "" : FIRST_RECOURSE_DAYS })}
      options={[
        { value: "none", text: t("recourse_none") },
        { value: "days", text: t("recourse_days") },
      ]}
    />
  );
}

function Limits(props: DraftProps): ReactNode {
  const { request, draft, onChange } = props;
  const t = usePipelineWords();
  return (
    <div className="form-row">
      <NumberField {...props} name="limit" />
      {buyersOf(request).map((buyer) => (
        <TextField
          key={buyer}
          label={t("buyerLimit", { who: shortHex(buyer) })}
          kind="decimal"
          value={draft.buyerLimits[buyer] ?? ""}
          onChange={(limit) => onChange({ buyerLimits: { ...draft.buyerLimits, [buyer]: limit } })}
        />
      ))}
    </div>
  );
}
