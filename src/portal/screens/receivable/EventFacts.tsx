/** What an event says, field by field: by whom, how much, why. */
import type { ReactNode } from "react";
import { Day, Money } from "../../ui/Money.tsx";
import { Party } from "../../ui/Party.tsx";
import { CLARIFICATION_ACTION, CLARIFICATION_REASON } from "../../words/enumerations/clarification.ts";
import { DISPUTE_OUTCOME } from "../../words/enumerations/ledger.ts";
import { wordFor } from "../../words/enumerations/word.ts";
import { useFormats } from "../../words/formats.ts";
import { payeeOf } from "./detail.ts";
import type { Detail } from "./detail.ts";
import { useDetailWords } from "./words.ts";

type Entry = Detail["timeline"][number];

const ACCOUNTS = ["by", "supplierBy", "buyerBy", "payer", "holder", "from", "to", "account"] as const;
const SUMS = ["amount", "cash", "principal", "discount", "charges", "disputed"] as const;
const DAYS = ["valueDay", "dueDay"] as const;
const NUMBERS = ["revision", "code"] as const;
const NOBODY = `0x${"0".repeat(40)}`;
const NAUGHT = /^0(?:\.0+)?$/;

export function EventFacts({ detail, entry }: { readonly detail: Detail; readonly entry: Entry }): ReactNode {
  const t = useDetailWords();
  const { language } = useFormats();
  const said: Readonly<Record<string, unknown>> = entry;
  const text = (field: string): string | undefined => {
    const value = said[field];
    return typeof value === "string" ? value : undefined;
  };
  const accounts = ACCOUNTS.flatMap((field): [string, ReactNode][] => {
    const address = text(field);
    if (address === undefined || address === NOBODY) return [];
    return [[field, <Party key={field} address={address} name={nameOf(detail, address)} />]];
  });
  const sums = SUMS.flatMap((field): [string, ReactNode][] => {
    const amount = text(field);
    if (amount === undefined || NAUGHT.test(amount)) return [];
    return [[field, <Money key={field} amount={amount} currency={detail.currency} />]];
  });
  const days = DAYS.flatMap((field): [string, ReactNode][] => {
    const day = text(field);
    return day === undefined ? [] : [[field, <Day key={field} date={day} />]];
  });
  const numbers = NUMBERS.flatMap((field): [string, ReactNode][] => {
    const value = said[field];
    return typeof value === "number" ? [[field, value.toString()]] : [];
  });
  const coded = [
    ["reason", CLARIFICATION_REASON],
    ["action", CLARIFICATION_ACTION],
    ["outcome", DISPUTE_OUTCOME],
  ] as const;
  const codes = coded.flatMap(([field, words]): [string, ReactNode][] => {
    const code = text(field);
    if (code === undefined || !Object.hasOwn(words, code)) return [];
    return [[field, `${code}: ${wordFor(words, code, language)}`]];
  });
  return [...accounts, ...sums, ...days, ...codes, ...numbers].map(([field, value]) => (
    <div key={field}>
      {t(`field_${field}` as "field_by")} {value}
    </div>
  ));
}

/** As far as the receivable itself names somebody. */
function nameOf(detail: Detail, address: string): string | null {
  if (address === detail.supplier) return detail.names.supplier;
  if (address === detail.buyer) return detail.names.buyer;
  return address === detail.holder || address === payeeOf(detail).address ? detail.names.holder : null;
}
