/** What departs from the band of a customer for a time: proposed by one member, approved by another. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useSend } from "../../data/useAsked.ts";
import { TextField } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { daysAfter } from "../factoring/days.ts";
import { useToday } from "../factoring/today.ts";
import { useLimitWords } from "./limitWords.ts";
import { ppmOfPercent } from "./percents.ts";
import { ReasonAct } from "./ReasonAct.tsx";
import { useCreditWords } from "./words.ts";

const USUAL_DAYS = 90;

export function Overrides({ customer }: { readonly customer: string }): ReactNode {
  const t = useLimitWords();
  const words = useCreditWords();
  const today = useToday();
  const [text, setText] = useState({ terms: "", days: "", raised: "", until: "" });
  const proposing = useSend((gateway, body: Schemas["NewCreditOverride"]) =>
    gateway.POST("/v1/credit/overrides", { body }),
  );
  const until = text.until === "" ? daysAfter(today, USUAL_DAYS) : text.until;
  const change = (field: keyof typeof text) => (value: string) => setText({ ...text, [field]: value });
  const input = (reason: string, id: string): Schemas["NewCreditOverride"] => ({
    ...{ id, customer, reason, until, dunningSegment: null, language: null },
    terms: text.terms === "" ? null : text.terms,
    longestNetDays: text.days === "" ? null : Number(text.days),
    raisedLimit: text.raised === "" ? null : Number(ppmOfPercent(text.raised)),
  });
  return (
    <ReasonAct button={t("override")} title={t("overrideTitle")} sending={proposing} input={input}>
      <Notice>{t("overrideHint")}</Notice>
      <div className="form-row">
        <TextField label={t("terms")} value={text.terms} onChange={change("terms")} />
        <TextField label={t("longestNetDays")} kind="decimal" value={text.days} onChange={change("days")} />
        <TextField label={t("raisedLimit")} kind="decimal" value={text.raised} onChange={change("raised")} />
        <TextField label={words("until")} kind="date" value={until} onChange={change("until")} />
      </div>
    </ReasonAct>
  );
}
