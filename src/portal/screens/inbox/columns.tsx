/** The columns of what waits for the buyer's answer. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Badge } from "../../ui/Badge.tsx";
import type { Tone } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import type { Column } from "../../ui/DataTable.tsx";
import { CheckField } from "../../ui/Field.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Party } from "../../ui/Party.tsx";
import { RULE_REASON } from "../../words/enumerations/service.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Row } from "../receivable/detail.ts";
import { VouchedBadge } from "../receivable/Vouching.tsx";
import { clockOf } from "./clock.ts";
import { useToday } from "./today.ts";
import type { Hint } from "./useHints.ts";
import { useInboxWords } from "./words.ts";
import { titleOf } from "../receivable/title.ts";

interface Choosing {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly onOpen: (row: Row) => void;
  readonly hints: ReadonlyMap<string, Hint>;
}

/** Nobody accepts what cannot be opened. */
export function isAcceptable({ content }: Row): boolean {
  return content === "open" || content === "opened";
}

export function useColumns({ chosen, toggle, onOpen, hints }: Choosing): readonly Column<Row>[] {
  const t = useInboxWords();
  return [
    {
      key: "choose",
      head: t("choose"),
      cell: (row) =>
        isAcceptable(row) ? (
          <CheckField
            label={t("chooseOne", { name: titleOf(row) })}
            isChecked={chosen.has(row.id)}
            onChange={() => toggle(row.id)}
            isBare
          />
        ) : undefined,
    },
    {
      key: "invoice",
      head: t("invoice"),
      cell: (row) => <Link href={`/receivables/${row.id}`}>{titleOf(row)}</Link>,
      isName: true,
    },
    {
      key: "supplier",
      head: t("supplier"),
      cell: ({ supplier, names }) => (
        <>
          <Party address={supplier} name={names.supplier} /> <VouchedBadge address={supplier} />
        </>
      ),
    },
    {
      key: "amount",
      head: t("amount"),
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
      isFigure: true,
    },
    {
      key: "due",
      head: t("dueDate"),
      cell: ({ dueDate }) => (dueDate === null ? t("sealed") : <Day date={dueDate} />),
      isMinor: true,
    },
    { key: "clock", head: t("clock"), cell: ({ id }) => <Clock id={id} /> },
    { key: "hint", head: t("rule"), cell: (row) => <RuleHint row={row} hint={hints.get(row.id)} />, isMinor: true },
    {
      key: "answer",
      head: t("answer"),
      cell: (row) => (
        <Button onPress={() => onOpen(row)} label={t("answerTo", { name: titleOf(row) })}>
          {t("answer")}
        </Button>
      ),
    },
  ];
}

const SOON_DAYS = 7;

function toneOf(daysLeft: number): Tone {
  if (daysLeft < 0) return "bad";
  return daysLeft <= SOON_DAYS ? "warning" : "neutral";
}

/** The same answer as the page of the receivable asks for. */
export function Clock({ id }: { readonly id: string }): ReactNode {
  const t = useInboxWords();
  const { day } = useFormats();
  const today = useToday();
  const { data } = useAsked(["receivable", id, ""], (gateway) =>
    gateway.GET("/v1/receivables/{id}", { params: { path: { id }, query: {} } }),
  );
  const clock = data === undefined ? undefined : clockOf(data.timeline, today);
  if (clock === undefined) return undefined;
  const { last, daysLeft } = clock;
  const text = daysLeft < 0 ? t("daysOver", { count: -daysLeft }) : t("daysLeft", { count: daysLeft });
  return (
    <>
      <Badge tone={toneOf(daysLeft)}>{text}</Badge> <span className="hint">{t("lastDay", { day: day(last) })}</span>
    </>
  );
}

function RuleHint({ row, hint }: { readonly row: Row; readonly hint: Hint | undefined }): ReactNode {
  const t = useInboxWords();
  const { language } = useFormats();
  if (row.content === "false") return <Badge tone="bad">{t("contentFalse")}</Badge>;
  if (row.content === "sealed") return <Badge>{t("contentSealed")}</Badge>;
  if (hint === undefined) return t("noRule");
  if (hint.kind === "ready") return <Badge tone="good">{t("ready")}</Badge>;
  return (
    <>
      <Badge tone="warning">{t("unmatched")}</Badge>{" "}
      {hint.reasons.map(({ reason }) => wordFor(RULE_REASON, reason, language)).join(t("comma"))}
    </>
  );
}
