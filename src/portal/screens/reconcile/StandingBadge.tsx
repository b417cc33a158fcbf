import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { Badge } from "../../ui/Badge.tsx";
import { STANDING } from "../../words/enumerations/statements.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";

const TONES = {
  NO_REPLY: "neutral",
  SAME_ROOT: "info",
  AGREED: "good",
  AGREED_EXCEPT: "warning",
  REJECTED: "bad",
} as const;

/** Only what both sides signed looks like it: silence never does. */
export function StandingBadge({ standing }: { readonly standing: Schemas["Statement"]["standing"] }): ReactNode {
  const { language } = useFormats();
  return <Badge tone={TONES[standing]}>{wordFor(STANDING, standing, language)}</Badge>;
}
