import type { Party, PartyId } from "../../domain/invoice.ts";
import type { Extract, Leaf } from "../xml/extract.ts";
import type { OneGroup } from "../xml/table.ts";
import { trimmed } from "./terms.ts";
import type { TermReader } from "./terms.ts";

const NOBODY: Party = {
  name: undefined,
  tradingName: undefined,
  ids: [],
  legalId: undefined,
  vatId: undefined,
  taxId: undefined,
  country: undefined,
  endpoint: undefined,
};

/** Reads the seller or the buyer; a party that the document lacks has no terms. */
export function readParty(reader: TermReader, document: Extract, group: OneGroup): Party {
  return readOptionalParty(reader, document, group) ?? NOBODY;
}

/** Reads a party that may be absent, such as the payee. A second one of the same role is a finding of its terms. */
export function readOptionalParty(reader: TermReader, document: Extract, group: OneGroup): Party | undefined {
  const found = merged(document.groups.get(group) ?? []);
  if (found === undefined) return undefined;
  const field = (name: string): string => `${group}.${name}`;
  const registration = registrations(reader, found, group);
  return {
    name: reader.text(found, "name", field("name")),
    tradingName: reader.text(found, "tradingName", field("tradingName")),
    // SEPA marks the creditor's direct debit identifier (BT-90), which names no party.
    ids: (found.terms.get("ids") ?? []).map(partyId).filter((id) => id.scheme !== "SEPA" && id.value !== ""),
    legalId: optionalId(reader.leaf(found, "legalId", field("legalId"))),
    vatId: registration.vatId,
    taxId: registration.taxId,
    country: reader.text(found, "country", field("country")),
    endpoint: optionalId(reader.leaf(found, "endpoint", field("endpoint"))),
  };
}

/** Tax registrations: UBL tells VAT from other taxes by the scheme's id, CII by schemeID (VA, FC). */
function registrations(reader: TermReader, party: Extract, group: OneGroup): Pick<Party, "vatId" | "taxId"> {
  let vatId: string | undefined;
  let taxId: string | undefined;
  for (const [index, registration] of (party.groups.get("registrations") ?? []).entries()) {
    const field = `${group}.registrations[${index + 1}]`;
    const leaf = reader.leaf(registration, "id", `${field}.id`);
    if (leaf === undefined) continue;
    const scheme = leaf.attributes.get("schemeID") ?? reader.text(registration, "scheme", `${field}.scheme`);
    if (scheme === "VA" || scheme?.toUpperCase() === "VAT") vatId ??= trimmed(leaf);
    else taxId ??= trimmed(leaf);
  }
  return { vatId, taxId };
}

/** One group made of all that claim the same role, so that differing terms are seen as written several times. */
function merged(groups: readonly Extract[]): Extract | undefined {
  const first = groups[0];
  if (first === undefined || groups.length === 1) return first;
  const terms = new Map(first.terms);
  for (const other of groups.slice(1)) {
    for (const [term, leaves] of other.terms) terms.set(term, [...(terms.get(term) ?? []), ...leaves]);
  }
  return { ...first, terms };
}

function optionalId(leaf: Leaf | undefined): PartyId | undefined {
  return leaf === undefined ? undefined : partyId(leaf);
}

function partyId(leaf: Leaf): PartyId {
  return { value: trimmed(leaf), scheme: leaf.attributes.get("schemeID") };
}
