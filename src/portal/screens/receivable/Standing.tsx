/** How a receivable stands, and whether its content is what was committed to. */
import type { ReactNode } from "react";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { Figure, Figures } from "../../ui/Facts.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Hash } from "../../ui/Party.tsx";
import { CONTENT_STATE, ROLE, STATUS } from "../../words/enumerations/ledger.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { isPositive } from "./detail.ts";
import type { Detail, Row } from "./detail.ts";
import { useDetailWords } from "./words.ts";

const TONES: Readonly<Record<Row["status"], Tone>> = {
  Issued: "info",
  Queried: "warning",
  Rejected: "bad",
  Accepted: "good",
  Cancelled: "neutral",
  Split: "neutral",
};

const CONTENT_TONES: Readonly<Record<Row["content"], Tone>> = {
  open: "good",
  opened: "good",
  sealed: "neutral",
  false: "bad",
};

export function Standing({ detail }: { readonly detail: Detail }): ReactNode {
  const t = useDetailWords();
  const { language, money } = useFormats();
  const { currency, roles } = detail;
  return (
    <>
      <div className="actions">
        <States row={detail} />
        <span>{t("youAre", { roles: roles.map((role) => wordFor(ROLE, role, language)).join(t("and")) })}</span>
        <span>
          {t("id")} <Hash value={detail.id} />
        </span>
      </div>
      <Content detail={detail} />
      <Figures>
        <Figure name={t("amount")} value={<Money amount={detail.amount} currency={currency} />} />
        <Figure
          name={t("open")}
          value={<Money amount={detail.open} currency={currency} />}
          note={isPositive(detail.settled) ? t("settledNote", { settled: money(detail.settled, currency) }) : undefined}
        />
        <Figure name={t("disputed")} value={<Money amount={detail.disputed} currency={currency} />} />
        <Figure name={t("dueDate")} value={detail.dueDate === null ? t("sealed") : <Day date={detail.dueDate} />} />
      </Figures>
    </>
  );
}

/** The states of a receivable in words; also in lists. */
function States({ row }: { readonly row: Row }): ReactNode {
  const t = useDetailWords();
  const { language } = useFormats();
  return (
    <>
      <Badge tone={TONES[row.status]}>{wordFor(STATUS, row.status, language)}</Badge>
      {row.closed && <Badge tone="good">{t("closed")}</Badge>}
      {row.writtenOff && <Badge tone="warning">{t("writtenOff")}</Badge>}
      {isPositive(row.disputed) && <Badge tone="warning">{t("disputedBadge")}</Badge>}
      <Badge tone={CONTENT_TONES[row.content]}>{wordFor(CONTENT_STATE, row.content, language)}</Badge>
    </>
  );
}

function Content({ detail }: { readonly detail: Detail }): ReactNode {
  const t = useDetailWords();
  if (detail.content === "false") {
    return (
      <div className="notice notice-error" role="alert">
        <strong>{t("falseTitle")}</strong>
        <p>{t("contentFalse")}</p>
      </div>
    );
  }
  return <Notice kind={detail.content === "sealed" ? "info" : "done"}>{t(`content_${detail.content}`)}</Notice>;
}
