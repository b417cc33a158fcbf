/** Splitting what is open into parts, which together are exactly that. */
import { useState } from "react";
import type { ReactNode } from "react";
import { Button, Submit } from "../../../ui/Button.tsx";
import { Form, TextField } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { useFormats } from "../../../words/formats.ts";
import { amountFrom, amountOf, unitsOf } from "../detail.ts";
import type { Detail } from "../detail.ts";
import { useBegin } from "./FormParts.tsx";
import type { ActFormProps } from "./FormParts.tsx";
import { useFormWords } from "./words.ts";

const FEWEST = 2;
const MOST = 100;

export function SplitForm({ detail }: ActFormProps): ReactNode {
  const t = useFormWords();
  const { money } = useFormats();
  const begin = useBegin(detail);
  const [parts, setParts] = useState<readonly string[]>(["", ""]);
  const { currency, open, policy } = detail;
  const amounts = parts.map((part) => amountFrom(part, currency));
  const rest = restOf(detail, amounts);
  const restText = money(amountOf(absolute(rest), currency), currency);
  const isWhole = rest === 0n && amounts.every((amount) => amount !== undefined && unitsOf(amount) > 0n);
  const set = (place: number, text: string): void => setParts(parts.map((part, at) => (at === place ? text : part)));
  return (
    <Form
      label={t("splitForm")}
      onSend={() => {
        if (isWhole) begin({ verb: "split", amounts: amounts.filter((amount) => amount !== undefined) });
      }}
    >
      <p>{t("splitNote")}</p>
      {policy.minimumPart !== null && <p>{t("minimumPart", { least: money(policy.minimumPart, currency) })}</p>}
      <div className="form-row">
        {parts.map((part, place) => (
          <TextField
            key={place}
            label={t("part", { number: place + 1 })}
            kind="decimal"
            value={part}
            onChange={(text) => set(place, text)}
            error={part !== "" && amounts[place] === undefined ? invalid(t, detail) : undefined}
          />
        ))}
      </div>
      <div className="actions">
        <Button isDisabled={parts.length >= MOST} onPress={() => setParts([...parts, ""])}>
          {t("addPart")}
        </Button>
        <Button isDisabled={parts.length <= FEWEST} onPress={() => setParts(parts.slice(0, -1))}>
          {t("removePart")}
        </Button>
        <Button
          isDisabled={rest <= 0n}
          onPress={() =>
            set(firstEmpty(parts), amountOf(restOf(detail, without(amounts, firstEmpty(parts))), currency))
          }
        >
          {t("fillRest")}
        </Button>
      </div>
      <Notice kind={isWhole ? "done" : "info"}>
        <span role="status">{t(restWord(rest), { rest: restText })}</span>{" "}
        {t("splitOf", { open: money(open, currency) })}
      </Notice>
      <Submit>{t("continue")}</Submit>
    </Form>
  );
}

function restOf({ open }: Detail, amounts: readonly (string | undefined)[]): bigint {
  return amounts.reduce((left, amount) => left - (amount === undefined ? 0n : unitsOf(amount)), unitsOf(open ?? "0"));
}

function restWord(rest: bigint): "partsFit" | "partsLess" | "partsMore" {
  if (rest === 0n) return "partsFit";
  return rest > 0n ? "partsLess" : "partsMore";
}

function absolute(units: bigint): bigint {
  return units < 0n ? -units : units;
}

/** The last part, where none is empty. */
function firstEmpty(parts: readonly string[]): number {
  const place = parts.indexOf("");
  return place === -1 ? parts.length - 1 : place;
}

function without(amounts: readonly (string | undefined)[], place: number): readonly (string | undefined)[] {
  return amounts.map((amount, at) => (at === place ? undefined : amount));
}

function invalid(t: ReturnType<typeof useFormWords>, { currency }: Detail): string {
  return t("amountInvalid", { decimals: currency.decimals ?? 0 });
}
