import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Facts } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { useFormats } from "../../words/formats.ts";
import { FACT_KIND_WITH_EVIDENCE } from "./factEnumerations.ts";
import { useStandingWords } from "./standingWords.ts";
import { useCreditWords } from "./words.ts";

type Standing = Schemas["CreditStanding"];

/** What the policy in force gives to the customer's band, and by which score it stands there. */
export function StandingFacts({ standing }: { readonly standing: Standing }): ReactNode {
  const t = useStandingWords();
  const words = useCreditWords();
  const { language, percent } = useFormats();
  const { security, requiredFacts } = standing;
  return (
    <Facts
      rows={[
        [t("band"), <Band key="band" standing={standing} />],
        ...standing.limits.map(({ currency, amount }, place) => {
          return [t("limitOf"), <Money key={place} amount={amount} currency={currency} />] as const;
        }),
        [t("terms"), standing.terms],
        [t("longest"), words("days", { count: standing.longestNetDays })],
        [t("security"), t(`security_${security.kind}`, { share: percent(security.share) })],
        [t("eligible"), t(standing.isEligible ? "yes" : "no")],
        [t("dunning"), standing.dunningSegment ?? undefined],
        [
          t("required"),
          requiredFacts.length === 0
            ? undefined
            : requiredFacts.map((kind) => FACT_KIND_WITH_EVIDENCE[kind]?.[language] ?? kind).join(", "),
        ],
      ]}
    />
  );
}

function Band({ standing: { band, score } }: { readonly standing: Standing }): ReactNode {
  const t = useStandingWords();
  if (score === null) return `${band} (${t("notScored")})`;
  const points = t("points", { points: score.points });
  return `${band} (${points}${score.isProvisional ? `, ${t("provisional")}` : ""})`;
}
