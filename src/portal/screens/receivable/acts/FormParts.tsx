/** What forms of acts have in common. */
import { useState } from "react";
import type { ReactNode } from "react";
import type { Act } from "../../../acts/act.ts";
import { useActing } from "../../../acts/ActProvider.tsx";
import type { Schemas } from "../../../data/gateway.ts";
import { TextField } from "../../../ui/Field.tsx";
import { VERB_BUTTON } from "../../../words/enumerations/verbButtons.ts";
import { wordFor } from "../../../words/enumerations/word.ts";
import { useFormats } from "../../../words/formats.ts";
import { amountFrom, faultOf } from "../detail.ts";
import type { Detail, Row } from "../detail.ts";
import { useFormWords } from "./words.ts";
import { titleOf } from "../title.ts";

export interface ActFormProps {
  readonly detail: Detail;
}

/** An act on one receivable, but for what all of them have. */
type Without<Value, Keys extends PropertyKey> = Value extends unknown ? Omit<Value, Keys> : never;
export type Own = Without<Extract<Act, { readonly receivable: string }>, "id" | "receivable" | "deadline">;

/** Prepares an act on a receivable, and shows what is signed. */
export function useBegin(about: Pick<Row, "id" | "invoiceNumber">): (own: Own) => void {
  const { begin } = useActing();
  const { language } = useFormats();
  return (own) => {
    const act = { ...own, id: crypto.randomUUID(), receivable: about.id } as Act;
    begin({ title: `${wordFor(VERB_BUTTON, own.verb, language)} · ${titleOf(about)}`, act });
  };
}

export interface TypedAmount {
  readonly text: string;
  readonly set: (text: string) => void;
  /** As the wire has it; undefined while something is wrong with it, which `ask` then shows. */
  readonly ask: () => string | undefined;
  readonly error: string | undefined;
}

/** A sum that somebody types. @param most What it may not exceed. */
export function useAmount(currency: Schemas["Currency"], most?: string, start = "", mayBeNothing = false): TypedAmount {
  const t = useFormWords();
  const { money } = useFormats();
  const [text, setText] = useState(start);
  const [isAsked, setIsAsked] = useState(false);
  const found = faultOf(text, currency, most);
  const fault = found === "amountZero" && mayBeNothing ? undefined : found;
  const limit = money(most ?? "0", currency);
  return {
    text,
    set: setText,
    ask: () => {
      setIsAsked(true);
      return fault === undefined ? amountFrom(text, currency) : undefined;
    },
    error: isAsked && fault !== undefined ? t(fault, { limit, decimals: currency.decimals ?? 0 }) : undefined,
  };
}

/** @param hint Beside the most that is possible. */
export function AmountField({
  label,
  amount,
  hint,
}: {
  readonly label: string;
  readonly amount: TypedAmount;
  readonly hint?: string;
}): ReactNode {
  return (
    <TextField
      label={label}
      kind="decimal"
      value={amount.text}
      onChange={amount.set}
      error={amount.error}
      hint={hint}
      isRequired
    />
  );
}
