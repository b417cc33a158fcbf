import type { ReactNode } from "react";
import { Link } from "wouter";
import { Facts } from "../../ui/Facts.tsx";
import { Day, Money } from "../../ui/Money.tsx";
import { Section } from "../../ui/Page.tsx";
import { BILL_STATE, LEFT_OUT } from "../../words/enumerations/cash.ts";
import { useFormats } from "../../words/formats.ts";
import { currencyOf } from "./bankMoney.ts";
import type { CashEntry } from "./entryColumns.tsx";
import { EntryStateBadge } from "./EntryStateBadge.tsx";
import { useEntryWords } from "./entryWords.ts";
import { useBankWords } from "./words.ts";

/** The bank's own words: they are others' text and nothing else. */
export function WrittenLine({ entry }: { readonly entry: CashEntry }): ReactNode {
  const t = useEntryWords();
  const bank = useBankWords();
  const { language, day } = useFormats();
  const { bill, leftOut, counterpart, references } = entry;
  const dated = (date: string | null): ReactNode => (date === null ? undefined : <Day date={date} />);
  return (
    <Section title={t("line")}>
      <p className="bank-line">
        <bdi>{entry.text === "" ? t("noText") : entry.text}</bdi>
      </p>
      <Facts
        rows={[
          [bank("state"), <EntryStateBadge key="state" state={entry.state} />],
          [bank("amount"), <Money key="amount" amount={entry.amount} currency={currencyOf(entry.currency)} />],
          [bank("payer"), <bdi key="payer">{entry.payerName === "" ? bank("unnamed") : entry.payerName}</bdi>],
          [t("payerAccount"), entry.payerAccount === "" ? undefined : entry.payerAccount],
          [t("references"), references.length === 0 ? undefined : references.join(", ")],
          [t("value"), dated(entry.valueDate)],
          [t("booking"), dated(entry.bookingDate)],
          [t("ownAccount"), entry.account],
          [t("bankReference"), entry.bankReference ?? undefined],
          [t("leftOut"), leftOut === null ? undefined : LEFT_OUT[leftOut][language]],
          [
            t("counterpart"),
            counterpart === null ? undefined : <Link href={`/bank/${counterpart}`}>{t("counterpartLink")}</Link>,
          ],
          [
            t("bill"),
            bill === null
              ? undefined
              : t("billState", {
                  state: BILL_STATE[bill.state][language],
                  number: bill.number,
                  maturity: day(bill.maturity),
                }),
          ],
        ]}
      />
    </Section>
  );
}
