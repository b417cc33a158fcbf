import type { ReactNode } from "react";
import type { EntryState } from "../../../domain/cashMatch.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { ENTRY_STATE } from "../../words/enumerations/cash.ts";
import { useFormats } from "../../words/formats.ts";

const TONES: Readonly<Record<EntryState, Tone>> = {
  unmatched: "neutral",
  exception: "warning",
  proposed: "info",
  posted: "good",
  leftOut: "neutral",
};

export function EntryStateBadge({ state }: { readonly state: EntryState }): ReactNode {
  const { language } = useFormats();
  return <Badge tone={TONES[state]}>{ENTRY_STATE[state][language]}</Badge>;
}
