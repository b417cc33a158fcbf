import type { ReactNode } from "react";
import { useFormats } from "../../words/formats.ts";
import { useStandingWords } from "./standingWords.ts";

const FULL = 1_000_000n;

/** How much of a limit is used, as a bar and in words. @param ppm Parts per million, maybe above the whole. */
export function UseBar({ ppm }: { readonly ppm: string }): ReactNode {
  const t = useStandingWords();
  const { percent } = useFormats();
  const shown = BigInt(ppm) > FULL ? FULL : BigInt(ppm);
  return (
    <span className="use">
      <meter aria-label={t("usedOf", { used: percent(ppm) })} min={0} max={Number(FULL)} value={Number(shown)} />
      <span>{percent(ppm)}</span>
    </span>
  );
}
