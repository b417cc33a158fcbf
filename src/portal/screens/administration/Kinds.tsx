import type { ReactNode } from "react";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { TOLD_KIND } from "./toldKinds.ts";
import type { ToldKind } from "./toldKinds.ts";
import { useWebhookWords } from "./webhookWords.ts";

const MOST_NAMED = 3;

export function Kinds({ kinds }: { readonly kinds: readonly ToldKind[] }): ReactNode {
  const t = useWebhookWords();
  const { language } = useFormats();
  if (kinds.length === 0) return t("allKinds");
  const list = (
    <ul className="plain-list">
      {kinds.map((kind) => (
        <li key={kind}>{wordFor(TOLD_KIND, kind, language)}</li>
      ))}
    </ul>
  );
  if (kinds.length <= MOST_NAMED) return list;
  return (
    <details className="working">
      <summary>{t("chosen", { count: kinds.length })}</summary>
      {list}
    </details>
  );
}
