/**
 * Reads a statement's file, which a stranger may have written: every field is there, known and within its bounds, or
 * the file is refused with the field at fault. Whether its items are what its root says is for others to check.
 */
import { ITEM_KINDS } from "../../domain/ledgerItem.ts";
import type { ItemKind, LedgerItem } from "../../domain/ledgerItem.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Statement } from "../../domain/statement.ts";
import { dayNumber } from "../../domain/terms.ts";
import { shorten } from "../errors.ts";
import { codePoint, firstUnseen } from "../visible.ts";
import {
  FILE_FIELDS,
  ITEM_FIELDS,
  LONGEST_TEXT,
  MOST_FILE_BYTES,
  MOST_FILE_ITEMS,
  STATEMENT_FIELDS,
  STATEMENT_FORM,
  StatementFileError,
} from "./shape.ts";
import type { StatementFile } from "./shape.ts";

const ADDRESS = /^0x[0-9a-f]{40}$/;
const HASH = /^0x[0-9a-f]{64}$/;
const AMOUNT = /^(?:0|-?[1-9]\d{0,30})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * @param currency ISO 4217, which all items are in. @throws StatementFileError
 */
export function readStatementFile(bytes: Uint8Array, currency: string): StatementFile {
  const fields = objectAt(jsonOf(bytes), "the file", FILE_FIELDS);
  if (fields["countersign"] !== STATEMENT_FORM) {
    throw refused("countersign", fields["countersign"], `write "${STATEMENT_FORM}", or use a release that knows it`);
  }
  const statement = statementAt(fields["statement"]);
  const party = textAt(fields["party"], "party", ADDRESS, "an address in lower case") as Address;
  if (party !== statement.supplier && party !== statement.buyer) {
    throw refused("party", party, "name the supplier or the buyer");
  }
  const dayOf = createDays();
  const lastDay = dayOf(fields["lastDay"], "lastDay");
  const lists = { items: listAt(fields["items"], "items"), later: listAt(fields["later"], "later") };
  const count = lists.items.length + lists.later.length;
  if (count > MOST_FILE_ITEMS) throw refused("items", count, `state at most ${MOST_FILE_ITEMS} items`);
  const read = (name: "items" | "later"): readonly LedgerItem[] =>
    lists[name].map((value, index) => itemAt(value, `${name}[${index}]`, `${name} ${index + 1}`, currency, dayOf));
  const [items, later] = [read("items"), read("later")];
  checkDays(items, later, lastDay);
  return {
    ...{ statement, lastDay, party, items, later },
    keys: textAt(fields["keys"], "keys", HASH, HASH_WORDS) as Hex,
    root: textAt(fields["root"], "root", HASH, HASH_WORDS) as Hex,
  };
}

const HASH_WORDS = "0x and 64 hex digits in lower case";

function jsonOf(bytes: Uint8Array): unknown {
  if (bytes.length > MOST_FILE_BYTES) throw refused("the file", bytes.length, `give at most ${MOST_FILE_BYTES} bytes`);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new StatementFileError("the file", "it is no JSON in UTF-8: take it as the other firm's gateway wrote it");
  }
}

function statementAt(value: unknown): Statement {
  const { supplier, buyer, currency, cutOff } = objectAt(value, "statement", STATEMENT_FIELDS);
  const instant = textAt(cutOff, "statement.cutOff", INSTANT, "a moment as 2026-12-31T16:00:00Z");
  const milliseconds = Date.parse(instant);
  const isOfCalendar = Number.isFinite(milliseconds) && writtenInstant(milliseconds) === instant;
  if (!isOfCalendar || milliseconds < 0) {
    throw refused("statement.cutOff", instant, "write a moment of the calendar since 1970");
  }
  const of = (one: unknown, name: string): Address =>
    textAt(one, `statement.${name}`, ADDRESS, "an address in lower case") as Address;
  return {
    ...{ supplier: of(supplier, "supplier"), buyer: of(buyer, "buyer"), currency: of(currency, "currency") },
    cutOff: milliseconds / 1000,
  };
}

/** A day that the calendar does not have would be read as another one. */
function writtenInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(".000Z", "Z");
}

function itemAt(value: unknown, at: string, place: string, currency: string, dayOf: DayOf): LedgerItem {
  const fields = objectAt(value, at, ITEM_FIELDS);
  const text = (name: "number" | "order" | "assignedTo"): string => wordsAt(fields[name], `${at}.${name}`);
  const { kind, dueDate, disputed, receivable } = fields;
  if (!ITEM_KINDS.includes(kind as ItemKind)) {
    throw refused(`${at}.kind`, kind, `write one of ${ITEM_KINDS.join(", ")}`);
  }
  if (typeof disputed !== "boolean") throw refused(`${at}.disputed`, disputed, "write true or false");
  return {
    ...{ place, kind: kind as ItemKind, number: text("number"), order: text("order"), currency, disputed },
    day: dayOf(fields["date"], `${at}.date`),
    dueDay: dueDate === null ? undefined : dayOf(dueDate, `${at}.dueDate`),
    amount: BigInt(textAt(fields["amount"], `${at}.amount`, AMOUNT, "whole minor units as text")),
    settles: listAt(fields["settles"], `${at}.settles`, LONGEST_TEXT).map((one, index) =>
      wordsAt(one, `${at}.settles[${index}]`),
    ),
    assignedTo: text("assignedTo"),
    receivable: receivable === null ? undefined : (textAt(receivable, `${at}.receivable`, HASH, HASH_WORDS) as Hex),
  };
}

/** What is in the root is dated up to the last day, and nothing else is. */
function checkDays(items: readonly LedgerItem[], later: readonly LedgerItem[], lastDay: number): void {
  const after = items.findIndex(({ day }) => day > lastDay);
  if (after >= 0) throw refused(`items[${after}].date`, "after the last day", "list it under later");
  const before = later.findIndex(({ day }) => day <= lastDay);
  if (before >= 0) throw refused(`later[${before}].date`, "not after the last day", "list it under items");
}

/** All of the fields and no other. A field __proto__ is one that is not known. */
function objectAt<Name extends string>(value: unknown, at: string, names: readonly Name[]): Record<Name, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refused(at, value, "write an object");
  const unknown = Object.keys(value).find((name) => !names.includes(name as Name));
  if (unknown !== undefined) throw refused(at, unknown, `leave out what is none of ${names.join(", ")}`);
  const missing = names.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) throw refused(`${at}.${missing}`, "missing", "add it");
  return value as Record<Name, unknown>;
}

function listAt(value: unknown, at: string, most = MOST_FILE_ITEMS): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw refused(at, value, `write a list of at most ${most}`);
  return value;
}

function textAt(value: unknown, at: string, form: RegExp, words: string): string {
  if (typeof value === "string" && form.test(value)) return value;
  throw refused(at, value, `write ${words}`);
}

/** What a cell of a book may hold. */
function wordsAt(value: unknown, at: string): string {
  if (typeof value !== "string" || value.length > LONGEST_TEXT) {
    throw refused(at, value, `write a text of at most ${LONGEST_TEXT} characters`);
  }
  const unseen = firstUnseen(value.replaceAll("\n", " "));
  if (unseen === undefined) return value;
  throw refused(at, codePoint(unseen.character), "take out what does not show");
}

type DayOf = (value: unknown, at: string) => number;

/** Of a month's items few have a day of their own. */
function createDays(): DayOf {
  const known = new Map<string, number>();
  return (value, at) => {
    const found = typeof value === "string" ? known.get(value) : undefined;
    if (found !== undefined) return found;
    try {
      const day = dayNumber(typeof value === "string" ? value : "", at);
      known.set(value as string, day);
      return day;
    } catch {
      throw refused(at, value, "write a day of the calendar as YYYY-MM-DD");
    }
  };
}

function refused(at: string, value: unknown, wayOut: string): StatementFileError {
  const shown = typeof value === "object" && value !== null ? "an object or a list" : shorten(JSON.stringify(value));
  return new StatementFileError(at, `it is ${shown}: ${wayOut}`);
}
