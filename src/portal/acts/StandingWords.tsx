import type { ReactNode } from "react";
import { Badge } from "../ui/Badge.tsx";
import type { Tone } from "../ui/Badge.tsx";
import type { Standing } from "./act.ts";
import type { Followed } from "./useIntent.ts";
import { useActWords } from "./words.ts";

const TONES: Readonly<Record<Standing, Tone>> = {
  waiting: "neutral",
  toSign: "warning",
  othersSign: "info",
  sent: "info",
  included: "good",
  final: "good",
  dropped: "bad",
  refused: "bad",
  expired: "neutral",
  withdrawn: "neutral",
};

export function StandingWords({ followed }: { readonly followed: Followed }): ReactNode {
  const t = useActWords();
  const { intent, standing, isDropped } = followed;
  const isAgain = isDropped && (standing === "included" || standing === "final");
  return (
    <>
      <Badge tone={TONES[standing]}>{t(`standing_${standing}`, { block: intent.block ?? "" })}</Badge>
      {isAgain && <span className="hint">{t("again")}</span>}
    </>
  );
}
