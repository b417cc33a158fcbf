/** The columns of the worklist: what, how much, how urgent and why, and what comes next. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Schemas } from "../../data/gateway.ts";
import type { Column } from "../../ui/DataTable.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Party } from "../../ui/Party.tsx";
import { Working } from "../../ui/Working.tsx";
import { STAGE } from "../../words/enumerations/collections.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { shortHex, useFormats } from "../../words/formats.ts";
import { Reason, useReasonWord } from "./Reason.tsx";
import { useCollectionsWords } from "./words.ts";
import { useWorklistWords } from "./worklistWords.ts";

type Item = Schemas["WorklistItem"];

function currencyOf({ finding: { currency, decimals } }: Item): { code: string | null; decimals: number | null } {
  return { code: currency, decimals };
}

export function useWorklistColumns(): readonly Column<Item>[] {
  const t = useWorklistWords();
  const words = useCollectionsWords();
  const { language } = useFormats();
  return [
    {
      ...{ key: "item", head: words("receivable"), isName: true },
      cell: ({ number, finding }) => (
        <Link href={`/collections/receivables/${finding.item}`}>{number ?? shortHex(finding.item)}</Link>
      ),
    },
    {
      ...{ key: "customer", head: words("customer") },
      cell: ({ customerName, finding }) => <Party address={finding.customer} name={customerName} />,
    },
    {
      ...{ key: "asked", head: t("asked"), isFigure: true },
      cell: (item) => <Money amount={item.finding.claim.asked} currency={currencyOf(item)} />,
    },
    {
      ...{ key: "due", head: words("due"), isMinor: true },
      cell: ({ dueDate }) => (dueDate === null ? "—" : <Day date={dueDate} />),
    },
    {
      ...{ key: "days", head: t("daysPast"), isFigure: true, isMinor: true },
      cell: ({ priority }) => priority.days.pastDue,
    },
    {
      ...{ key: "stage", head: words("state"), isMinor: true },
      cell: ({ stage }) => wordFor(STAGE, stage, language),
    },
    { key: "why", head: t("why"), cell: (item) => <Why item={item} /> },
    { key: "next", head: t("next"), cell: (item) => <Next item={item} /> },
    {
      ...{ key: "owner", head: words("owner"), isMinor: true },
      cell: ({ owner }) => (owner === null ? "—" : <Party address={owner} />),
    },
  ];
}

function Why({ item }: { readonly item: Item }): ReactNode {
  const t = useWorklistWords();
  const { money, number, percent } = useFormats();
  const { score, chance, days, value } = item.priority;
  const { week, perWeek } = item.pressure;
  const asked = money(item.finding.claim.asked, currencyOf(item));
  const parts = { asked, chance: percent(chance.ppm), days: days.factor, value: percent(value.ppm) };
  return (
    <>
      <Reason finding={item.finding} />
      <Working title={t("score", { score: number(score) })}>
        <p className="hint">{t("scoreWorking", parts)}</p>
        <ul className="hint">
          <li>{t("chance", { late: chance.late, settled: chance.settled })}</li>
          <li>{t(value.hasBrokenPromise ? "contactsBroken" : "contacts", { contacts: value.contacts })}</li>
          <li>{perWeek === null ? t("pressureFree", { week }) : t("pressure", { week, most: perWeek })}</li>
        </ul>
      </Working>
    </>
  );
}

function Next({ item: { next, followUp, escalatedTo, finding } }: { readonly item: Item }): ReactNode {
  const t = useWorklistWords();
  const word = useReasonWord();
  // Where nothing comes next, why it rests is said already.
  const rests = next.day === null && next.action === finding.why.code ? "—" : word(next.action);
  return (
    <>
      {finding.fires ? t("level", { level: next.action }) : rests}
      {next.day !== null && (
        <>
          {" "}
          {t("nextOn")} <Day date={next.day} />
        </>
      )}
      {followUp !== null && (
        <span className="hint">
          {" · "}
          {t("followUp")} <Day date={followUp} />
        </span>
      )}
      {escalatedTo !== null && (
        <span className="hint">
          {" · "}
          {t("escalated")} <Party address={escalatedTo} />
        </span>
      )}
    </>
  );
}
