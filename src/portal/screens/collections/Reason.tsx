/** Why an item is chased now, or why it rests. */
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Day } from "../../ui/Money.tsx";
import { REST_REASON } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useWorklistWords } from "./worklistWords.ts";

type Finding = Schemas["DunningFinding"];

const FIRING = ["due", "repeated", "brokenPromise", "brokenPlan", "sealed"] as const;

function isFiring(code: string): code is (typeof FIRING)[number] {
  return FIRING.some((known) => known === code);
}

/** A code of the gateway's reasons in words. */
export function useReasonWord(): (code: string) => string {
  const t = useWorklistWords();
  const { language } = useFormats();
  return (code) => (isFiring(code) ? t(`why_${code}`) : wordFor(REST_REASON, code, language));
}

export function Reason({ finding: { fires, why } }: { readonly finding: Pick<Finding, "fires" | "why"> }): ReactNode {
  const t = useWorklistWords();
  const word = useReasonWord();
  return (
    <>
      <Badge tone={fires ? "warning" : "neutral"}>{t(fires ? "fires" : "rests")}</Badge> {word(why.code)}
      <span className="hint">
        {why.days !== null && ` · ${past(t, why.days)}`}
        {why.level !== null && ` · ${t("level", { level: why.level })}`}
        {why.until !== null && (
          <>
            {` · ${t("until")} `}
            <Day date={why.until} />
          </>
        )}
        {why.said !== null && (
          <>
            {" · "}
            <bdi>{t("reasonGiven", { said: why.said })}</bdi>
          </>
        )}
        {why.disregarded !== null && ` · ${t(why.disregarded.why)}`}
      </span>
    </>
  );
}

function past(t: ReturnType<typeof useWorklistWords>, days: number): string {
  if (days === 0) return t("dueToday");
  return days > 0 ? t("past", { count: days }) : t("ahead", { count: -days });
}
