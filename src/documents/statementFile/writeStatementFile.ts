/** Writes a statement's file: JSON of a fixed order with an item on each line, so that one book gives one file. */
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { STATEMENT_FORM } from "./shape.ts";
import type { StatementFile } from "./shape.ts";

/** The text of the file. Amounts are minor units as text; no salt and no secret is in it. */
export function writeStatementFile({ statement, lastDay, party, keys, root, items, later }: StatementFile): string {
  const { supplier, buyer, currency, cutOff } = statement;
  const instant = new Date(cutOff * 1000).toISOString().replace(".000Z", "Z");
  const head = {
    ...{ countersign: STATEMENT_FORM, statement: { supplier, buyer, currency, cutOff: instant } },
    ...{ lastDay: dateOfDay(lastDay), party, keys, root },
  };
  const dates = createDates();
  const listed = (list: readonly LedgerItem[]): string =>
    list.length === 0 ? "[]" : `[\n${list.map((item) => JSON.stringify(written(item, dates))).join(",\n")}\n]`;
  return `${JSON.stringify(head).slice(0, -1)},\n"items":${listed(items)},\n"later":${listed(later)}}\n`;
}

type DateOf = (day: number) => string;

/** Of a month's items few have a day of their own. */
function createDates(): DateOf {
  const known = new Map<number, string>();
  return (day) => {
    const found = known.get(day) ?? dateOfDay(day);
    known.set(day, found);
    return found;
  };
}

function written(item: LedgerItem, dateOf: DateOf): object {
  const { kind, number, order, day, dueDay, amount, settles, disputed, assignedTo, receivable } = item;
  return {
    ...{ kind, number, order, date: dateOf(day), dueDate: dueDay === undefined ? null : dateOf(dueDay) },
    ...{ amount: amount.toString(), settles, disputed, assignedTo, receivable: receivable ?? null },
  };
}
