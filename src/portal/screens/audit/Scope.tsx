import type { ReactNode } from "react";
import type { Source } from "../../../audit/checking/difference.ts";
import type { Verdict } from "../../../audit/checking/verification.ts";
import { useSigned } from "../../data/session.tsx";
import { shortHex } from "../../words/formats.ts";
import { useVerdictWords } from "./verdictWords.ts";

interface ScopeProps {
  readonly verdict: Verdict;
  readonly isCompared: boolean;
}

/** What an audit proves, what it takes for granted, and what it does not say at all. */
export function Scope({ verdict, isCompared }: ScopeProps): ReactNode {
  const t = useVerdictWords();
  const { session } = useSigned();
  const { depth, differences, final, to } = verdict;
  const isClear = (source: Source): boolean => !differences.some((difference) => difference.source === source);
  const proved = [
    t(depth === "headers" ? "provedHeaders" : "provedLogs"),
    ...(isClear("events") ? [t("provedFold")] : []),
    ...(isClear("storage") ? [t("provedStorage")] : []),
    ...(isCompared && isClear("gateway") ? [t("provedGateway", { name: shortHex(session.organisation) })] : []),
  ];
  const assumed = [
    t("assumedRpc"),
    t(final < to ? "assumedFinal" : "assumedTags", { final }),
    t("assumedCode"),
    t("assumedKeys"),
  ];
  const unclaimed = [t("unclaimedTruth"), t("unclaimedPriority"), t("unclaimedElsewhere")];
  return (
    <div className="audit-lists">
      <Points title={t("provedTitle")} points={proved} />
      <Points title={t("assumedTitle")} points={assumed} />
      <Points title={t("unclaimedTitle")} points={unclaimed} />
    </div>
  );
}

function Points({ title, points }: { readonly title: string; readonly points: readonly string[] }): ReactNode {
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}
