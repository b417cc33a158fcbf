/** The heading file: whose account it is and how it is paid, as JSON. */
import type { AccountParty, Contact, Heading } from "../../domain/account/heading.ts";
import type { BankAccount } from "../../domain/account/movement.ts";
import { TermsError } from "../../domain/terms.ts";
import { fieldsOf } from "../quote/fields.ts";
import type { Fields } from "../quote/fields.ts";

/** What the file says of every statement of an account. */
export type HeadingFile = Omit<Heading, "currency" | "from" | "cutOff">;

const MOST_VERSIONS = 9_999;

/** @throws TermsError naming the field, its value and what to write. */
export function readHeadingFile(text: string): HeadingFile {
  const fields = fieldsOf(jsonOf(text), "the file");
  const replaces = fields.text("replaces");
  const paymentReference = fields.text("paymentReference");
  const account = fields.object("account");
  const contact = fields.object("contact");
  const heading: HeadingFile = {
    number: needed(fields, "number"),
    version: fields.whole("version", 1, MOST_VERSIONS) ?? 1,
    supplier: partyOf(fields, "supplier"),
    buyer: partyOf(fields, "buyer"),
    zone: needed(fields, "zone"),
    ...(replaces === undefined ? {} : { replaces }),
    ...(paymentReference === undefined ? {} : { paymentReference }),
    ...(account === undefined ? {} : { account: accountOf(account) }),
    ...(contact === undefined ? {} : { contact: contactOf(contact) }),
  };
  fields.end();
  return heading;
}

/** A chart file: accounts by their roles. @throws TermsError */
export function readChartFile(text: string): ReadonlyMap<string, string> {
  const value = jsonOf(text);
  const fields = fieldsOf(value, "the file");
  return new Map(Object.keys(value as object).map((role) => [role, fields.text(role) ?? ""]));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TermsError("the file", "no JSON", "write one JSON object, { … }");
  }
}

function partyOf(fields: Fields, role: "supplier" | "buyer"): AccountParty {
  const party = fields.object(role);
  if (party === undefined) throw new TermsError(role, "missing", "write who it is");
  const legalIds = (party.list("legalIds") ?? []).map((id) => {
    const legalId = { scheme: needed(id, "scheme"), value: needed(id, "value") };
    id.end();
    return legalId;
  });
  const address = (party.text("address") ?? "").split("\n").filter((line) => line.trim() !== "");
  const name = needed(party, "name");
  party.end();
  return { name, legalIds, address };
}

function accountOf(fields: Fields): BankAccount {
  const [bic, bank] = [fields.text("bic"), fields.text("bank")];
  const account = needed(fields, "account").replaceAll(" ", "");
  fields.end();
  return { account, ...(bic === undefined ? {} : { bic }), ...(bank === undefined ? {} : { bank }) };
}

function contactOf(fields: Fields): Contact {
  const [phone, email] = [fields.text("phone"), fields.text("email")];
  const name = needed(fields, "name");
  fields.end();
  return { name, ...(phone === undefined ? {} : { phone }), ...(email === undefined ? {} : { email }) };
}

function needed(fields: Fields, name: string): string {
  const text = fields.text(name)?.trim() ?? "";
  if (text === "") throw new TermsError(name, "missing", "write it: see --help");
  return text;
}
