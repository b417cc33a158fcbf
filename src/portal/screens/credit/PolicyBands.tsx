import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { DataTable } from "../../ui/DataTable.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { useScoreWords } from "./scoreWords.ts";
import { useStandingWords } from "./standingWords.ts";
import { useCreditWords } from "./words.ts";

/** The best band first. */
export function PolicyBands({ version: { policy } }: { readonly version: Schemas["CreditPolicy"] }): ReactNode {
  const t = useScoreWords();
  const standing = useStandingWords();
  const words = useCreditWords();
  const { number, percent } = useFormats();
  return (
    <Section title={t("bands")}>
      <DataTable
        caption={t("bands")}
        rows={policy.bands.toReversed()}
        keyOf={({ name }) => name}
        empty={undefined}
        columns={[
          { key: "name", head: t("band"), isName: true, cell: ({ name }) => <bdi>{name}</bdi> },
          { key: "from", head: t("from"), isFigure: true, cell: ({ from }) => from },
          { key: "terms", head: t("terms"), cell: ({ terms }) => terms },
          {
            key: "longest",
            head: t("longest"),
            isFigure: true,
            cell: ({ longestNetDays }) => words("days", { count: longestNetDays }),
          },
          {
            key: "security",
            head: t("security"),
            cell: ({ security }) => standing(`security_${security.kind}`, { share: percent(security.share) }),
          },
          { key: "eligible", head: t("financed"), cell: ({ isEligible }) => standing(isEligible ? "yes" : "no") },
          {
            key: "limits",
            head: t("limits"),
            cell: ({ limits }) =>
              limits.length === 0
                ? t("noLimits")
                : limits.map(({ amount, currency }) => `${number(amount)} ${currency}`).join(", "),
          },
        ]}
      />
    </Section>
  );
}
