/** The terms in words. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useAsked } from "../../data/useAsked.ts";
import { Facts } from "../../ui/Facts.tsx";
import type { Fact } from "../../ui/Facts.tsx";
import { Money } from "../../ui/Money.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Page.tsx";
import { ASSIGNABILITY } from "../../words/enumerations/ledger.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import type { Formats } from "../../words/formats.ts";
import { isPositive } from "./detail.ts";
import type { Detail } from "./detail.ts";
import { useDetailWords } from "./words.ts";

type Say = ReturnType<typeof useDetailWords>;

interface TermsProps {
  readonly detail: Detail;
}

const HOUR = 60;

export function TermsSection({ detail }: TermsProps): ReactNode {
  const t = useDetailWords();
  const formats = useFormats();
  const { terms } = detail;
  return (
    <Section title={t("terms")}>
      {terms === null ? (
        <Notice>{t("termsSealed")}</Notice>
      ) : (
        <Facts rows={[...moneyRows(t, formats, detail, terms), ...lateRows(t, formats, detail, terms)]} />
      )}
      <Facts rows={policyRows(t, formats, detail)} />
      {!detail.part && detail.invoiceNumber !== null && <Instalments detail={detail} number={detail.invoiceNumber} />}
    </Section>
  );
}

type Terms = NonNullable<Detail["terms"]>;

function moneyRows(t: Say, { day, money }: Formats, { currency }: Detail, terms: Terms): readonly Fact[] {
  const { discounts, slidingRate, discountOnParts, dueDate, utcOffset } = terms;
  const tiers = discounts.map(({ until, sum }) => t("discountTier", { sum: money(sum, currency), until: day(until) }));
  const sliding = slidingRate === "0" ? [] : [t("sliding", { rate: slidingRate })];
  const offers = [...tiers, ...sliding];
  return [
    [t("dueDate"), t("dueOn", { day: day(dueDate), zone: zoneOf(utcOffset) })],
    [t("discounts"), offers.length === 0 ? t("noDiscount") : <Lines key="discounts" of={offers} />],
    [t("onParts"), offers.length === 0 ? undefined : t(discountOnParts ? "partsEarn" : "partsEarnNothing")],
  ];
}

function lateRows(t: Say, { money }: Formats, { currency }: Detail, terms: Terms): readonly Fact[] {
  const { lateRate, basis, graceDays, fixedSum, settlesFirst, accelerationDays } = terms;
  const late = lateRate === "0" ? t("noInterest") : t("lateInterest", { rate: lateRate, basis });
  return [
    [t("late"), late],
    [t("grace"), graceDays === 0 ? undefined : t("graceDays", { count: graceDays })],
    [t("fixedSum"), isPositive(fixedSum) ? t("fixedSumOnce", { sum: money(fixedSum, currency) }) : undefined],
    [t("allocation"), t(settlesFirst === "charges" ? "chargesFirst" : "principalFirst")],
    [t("acceleration"), accelerationDays === null ? undefined : t("accelerationAfter", { count: accelerationDays })],
  ];
}

function policyRows(t: Say, { language, money }: Formats, { policy, currency, transferee }: Detail): readonly Fact[] {
  const least = policy.minimumPart === null ? undefined : money(policy.minimumPart, currency);
  const split = least === undefined ? t("splitFreely") : t("splitAbove", { least });
  return [
    [t("assignability"), wordFor(ASSIGNABILITY, policy.assignability, language)],
    [t("consentedTo"), transferee === null ? undefined : <code key="to">{transferee}</code>],
    [t("splitting"), policy.splittable ? split : t("splitNever")],
  ];
}

/** UTC+01:00. */
function zoneOf(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / HOUR), Math.abs(minutes) % HOUR];
  const two = (value: number): string => value.toString().padStart(2, "0");
  return `UTC${minutes < 0 ? "−" : "+"}${two(hours)}:${two(rest)}`;
}

function Lines({ of }: { readonly of: readonly string[] }): ReactNode {
  return of.map((line) => <div key={line}>{line}</div>);
}

/** Each instalment is a line of the invoice, and a receivable of its own. */
function Instalments({ detail, number }: TermsProps & { readonly number: string }): ReactNode {
  const t = useDetailWords();
  const { day } = useFormats();
  const { data } = useAsked(["lines of", number, detail.supplier], (gateway) =>
    gateway.GET("/v1/receivables", {
      params: {
        query: { invoiceNumber: number, counterparty: otherOf(detail), limit: "50", sort: "due", order: "asc" },
      },
    }),
  );
  const lines = data?.items.filter(({ invoice }) => invoice === detail.invoice) ?? [];
  if (lines.length < 2) return undefined;
  return (
    <>
      <h3>{t("instalments")}</h3>
      <ol>
        {lines.map(({ id, line, amount, currency, dueDate }) => (
          <li key={id} value={line}>
            {id === detail.id ? t("thisLine") : <Link href={`/receivables/${id}`}>{t("line", { line })}</Link>}{" "}
            <Money amount={amount} currency={currency} /> {dueDate === null ? undefined : day(dueDate)}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Somebody of the same pair, beside whoever asks. */
function otherOf({ roles, supplier, buyer }: Detail): string {
  return roles.includes("supplier") ? buyer : supplier;
}
