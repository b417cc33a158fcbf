/** What is written into the form of a fact, and the fact that it comes to. */
import type { FactKind, INDUSTRY_SCHEMES } from "../../../domain/partyFile/facts.ts";
import type { IDENTIFIER_SCHEMES } from "../../../domain/partyFile/identifiers.ts";
import type { Schemas } from "../../data/gateway.ts";

export interface ValueDraft {
  readonly kind: FactKind;
  readonly text: string;
  readonly name: string;
  readonly identifierScheme: (typeof IDENTIFIER_SCHEMES)[number];
  readonly industryScheme: (typeof INDUSTRY_SCHEMES)[number];
}

export const EMPTY_VALUE: ValueDraft = {
  kind: "legalName",
  text: "",
  name: "",
  identifierScheme: "LEI",
  industryScheme: "NACE",
};

/** Nothing is judged here: the gateway says what is wrong with it. */
export function valueOf({ kind, text, name, ...draft }: ValueDraft): Schemas["PartyFactValue"] {
  switch (kind) {
    case "registrationNumber":
      return { kind, scheme: draft.identifierScheme, value: text };
    case "founded":
      return { kind, date: text };
    case "employees":
      return { kind, count: Number(text) };
    case "industry":
      return { kind, scheme: draft.industryScheme, code: text };
    case "country":
      return { kind, country: text.toUpperCase() };
    case "owner":
      return { kind, name, identifier: { scheme: draft.identifierScheme, value: text } };
    case "licence":
      return { kind, name, number: text };
    case "siteVisit":
      return { kind, date: text, note: name, photos: [] };
    default:
      return { kind, text };
  }
}
