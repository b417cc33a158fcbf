import type { ReactNode } from "react";
import type { GatewayWord } from "../../../audit/checking/gatewayWord.ts";
import type { Count, Verdict } from "../../../audit/checking/verification.ts";
import { Button } from "../../ui/Button.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { useFormats } from "../../words/formats.ts";
import { Findings } from "./Findings.tsx";
import { jsonFile, saveFile } from "./saving.ts";
import { Scope } from "./Scope.tsx";
import { useVerdictWords } from "./verdictWords.ts";

/** In the order in which they are checked. */
const COUNTS: readonly Count[] = [
  "headers",
  "receipts",
  "events",
  "receivables",
  "sealed",
  "words",
  "rows",
  "details",
  "fields",
  "blocksOfSecond",
];

interface VerdictProps {
  readonly verdict: Verdict;
  readonly word: GatewayWord | undefined;
}

/** What an audit came to: findings before anything else, then what was checked, and what that means. */
export function VerdictView({ verdict, word }: VerdictProps): ReactNode {
  const t = useVerdictWords();
  const { number } = useFormats();
  const { differences, counts } = verdict;
  const save = (): void => saveFile(`audit-${verdict.chainId}-${verdict.to}.json`, jsonFile(verdict));
  return (
    <>
      <Section title={t("verdict")} actions={<Button onPress={save}>{t("save")}</Button>}>
        <div aria-live="polite">
          <Outcome verdict={verdict} />
        </div>
        <ReadFrom verdict={verdict} />
      </Section>
      {differences.length > 0 && (
        <Section title={t("findings")}>
          <Findings differences={differences} rows={word?.rows ?? []} />
        </Section>
      )}
      <Section title={t("counts")}>
        <Figures>
          {COUNTS.map((count) => (
            <Figure key={count} name={t(count)} value={number(counts[count])} />
          ))}
        </Figures>
        {counts.sealed > 0 && <Notice kind="limit">{t("sealedNote")}</Notice>}
      </Section>
      <Scope verdict={verdict} isCompared={word !== undefined} />
    </>
  );
}

function Outcome({ verdict: { differences } }: Pick<VerdictProps, "verdict">): ReactNode {
  const t = useVerdictWords();
  if (differences.length === 0) {
    return (
      <Notice kind="done" title={t("nothing")}>
        {t("nothingMore")}
      </Notice>
    );
  }
  const grave = differences.filter(({ severity }) => severity === "grave").length;
  return (
    <Notice kind="warning" title={t("differs", { count: differences.length })}>
      {grave === 0 ? t("remarksOnly") : t("graveOnes", { count: grave })}
    </Notice>
  );
}

function ReadFrom({ verdict }: Pick<VerdictProps, "verdict">): ReactNode {
  const t = useVerdictWords();
  const { number } = useFormats();
  const { reading, folding } = verdict.milliseconds;
  const { chainId, ledger, from, to, hash, final, providers, counts } = verdict;
  const rate = Math.round((counts.events * 1000) / Math.max(reading + folding, 1));
  return (
    <>
      <p className="audit-value">{t("asOf", { chainId, ledger, from, to, hash, final })}</p>
      <p className="hint">
        {t("read", {
          ...{ providers: [...new Set(providers)].join(", "), rate: number(rate), folding: number(folding) },
          milliseconds: number(reading),
        })}
      </p>
    </>
  );
}
