import type { ReactNode } from "react";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { Choices } from "./Choices.tsx";
import { TOLD_KIND, TOLD_KINDS } from "./toldKinds.ts";
import type { ToldKind } from "./toldKinds.ts";
import { useWebhookWords } from "./webhookWords.ts";

interface KindChoicesProps {
  readonly chosen: readonly ToldKind[];
  readonly onChange: (chosen: readonly ToldKind[]) => void;
  /** What none chosen means. */
  readonly none: string;
}

export function KindChoices({ chosen, onChange, none }: KindChoicesProps): ReactNode {
  const t = useWebhookWords();
  const { language } = useFormats();
  const options = TOLD_KINDS.map((value) => ({ value, text: wordFor(TOLD_KIND, value, language) }));
  return (
    <details className="working">
      <summary>{chosen.length === 0 ? none : t("chosen", { count: chosen.length })}</summary>
      <Choices label={t("kinds")} options={options} chosen={chosen} onChange={onChange} />
    </details>
  );
}
