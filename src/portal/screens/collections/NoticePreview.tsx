/** One notice that would be sent; its text is asked for when somebody wants to read it. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useAsked } from "../../data/useAsked.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CHANNEL, STAGE } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { useNames } from "../factoring/names.ts";
import { useDryRunWords } from "./dryRunWords.ts";
import { Said } from "./Records.tsx";

type Preview = Schemas["DunningPreview"];

interface NoticePreviewProps {
  readonly notice: Preview;
  /** YYYY-MM-DD; empty for now. */
  readonly day: string;
}

export function NoticePreview({ notice, day }: NoticePreviewProps): ReactNode {
  const t = useDryRunWords();
  const { language } = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  const nameOf = useNames([notice.customer]);
  const name = nameOf(notice.customer);
  return (
    <>
      <div className="records-head">
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span>
          {[wordFor(STAGE, notice.stage, language), wordFor(CHANNEL, notice.channel, language)].join(" · ")}
          {` · ${t(notice.language)} · ${t("receivables")}: ${notice.items.length.toString()}`}
        </span>
      </div>
      {notice.fault !== null && <Notice kind="warning">{t("fault", { fault: notice.fault })}</Notice>}
      <div className="actions">
        <Button expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
          {t("showText", { name })}
        </Button>
      </div>
      {isOpen && <Text notice={notice} day={day} />}
    </>
  );
}

function Text({ notice: { customer, level, subject, text }, day }: NoticePreviewProps): ReactNode {
  const query = useAsked(["dry run of", customer, day], (gateway) => {
    const at = day === "" ? {} : { at: `${day}T12:00:00Z` };
    return gateway.GET("/v1/dunning/dry-run", { params: { query: { customer, ...at } } });
  });
  return (
    <Asked query={query} lines={6}>
      {({ notices }) => {
        const found = notices.find((notice) => notice.level === level);
        return <Said text={[found?.subject ?? subject, found?.text ?? text].filter(Boolean).join("\n\n")} />;
      }}
    </Asked>
  );
}
