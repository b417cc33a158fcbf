import type { ReactNode } from "react";
import type { Schemas } from "../../data/gateway.ts";
import { useFormats } from "../../words/formats.ts";
import { useCreditWords } from "./words.ts";

/** What a fact says. @param value Null once it was erased. */
export function FactValue({ value }: { readonly value: Schemas["PartyFactValue"] | null }): ReactNode {
  const words = useCreditWords();
  const { day, number } = useFormats();
  if (value === null) return words("erased");
  switch (value.kind) {
    case "registrationNumber":
      return <bdi>{`${value.scheme} ${value.value}`}</bdi>;
    case "founded":
      return day(value.date);
    case "employees":
      return number(value.count);
    case "industry":
      return <bdi>{`${value.scheme} ${value.code}`}</bdi>;
    case "country":
      return value.country;
    case "owner":
      return <bdi>{`${value.name} (${value.identifier.scheme} ${value.identifier.value})`}</bdi>;
    case "licence":
      return <bdi>{`${value.name} ${value.number}`}</bdi>;
    case "siteVisit":
      return (
        <bdi>
          {day(value.date)}: {value.note}
        </bdi>
      );
    default:
      return <bdi>{value.text}</bdi>;
  }
}
