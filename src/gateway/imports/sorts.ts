/** Parties and open items, as far as importing tells them apart. */
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import type { LineFault } from "../../store/imports.ts";
import { openItemsOf, putOpenItems } from "../../store/openItems.ts";
import type { OpenItemRow, Side } from "../../store/openItems.ts";
import { orderLinesOf, putOrderLines, putReceiptLines, receiptLinesOf } from "../../store/orders.ts";
import type { OrderLineRow, ReceiptLineRow } from "../../store/orders.ts";
import { partiesOf, putParties } from "../../store/parties.ts";
import type { PartyRow } from "../../store/parties.ts";
import type { NewImport } from "../../wire/import.ts";
import type { Said } from "./rows.ts";

/** A row as it is stored, every field text. */
export type Row = Readonly<Record<string, string>>;

export interface Sort {
  /** What a row without faults is about. */
  readonly keyOf: (said: Said) => string;
  /** Fields that make the key of an item and are no field of the file. */
  readonly derived: readonly string[];
  /** A row of which nothing is known. */
  readonly empty: Row;
  readonly load: (sql: Sql, rows: readonly Said[]) => Promise<readonly Row[]>;
  readonly save: (sql: Sql, rows: readonly Row[], now: number) => Promise<void>;
  /** What is wrong with rows beside their own cells, in their order. */
  readonly check: (sql: Sql, rows: readonly Said[]) => Promise<readonly (LineFault | undefined)[]>;
}

/** @param mayName Whether addresses of parties are named and changed. */
export function sortOf(kind: NewImport["kind"], organisation: Address, side: Side, mayName = false): Sort {
  switch (kind) {
    case "parties":
      return partySort(organisation, mayName);
    case "openItems":
      return itemSort(organisation, side);
    case "orders":
      return orderSort(organisation);
    case "receipts":
      return receiptSort(organisation);
  }
}

function partySort(organisation: Address, mayName: boolean): Sort {
  return {
    keyOf: ({ party = "" }) => party,
    derived: [],
    empty: { party: "", name: "", legalId: "", vatId: "", country: "", address: "" },
    load: async (sql, rows) => (await partiesOf(sql, organisation, partiesIn(rows))).map((row) => ({ ...row })),
    save: (sql, rows, now) => putParties(sql, organisation, rows as unknown as readonly PartyRow[], now),
    check: async (sql, rows) => (mayName ? rows.map(() => undefined) : renamed(sql, organisation, rows)),
  };
}

/** Whose money is on account, and whose items are open, follows from it, and so how much of a limit is used. */
async function renamed(
  sql: Sql,
  organisation: Address,
  rows: readonly Said[],
): Promise<readonly (LineFault | undefined)[]> {
  const known = new Map((await partiesOf(sql, organisation, partiesIn(rows))).map((row) => [row.party, row.address]));
  const message = "this needs organisation:administer: let an administrator import it, or map no column to it";
  return rows.map(({ party = "", address }) =>
    address === undefined || address === (known.get(party) ?? "")
      ? undefined
      : { field: "address", value: address, message },
  );
}

const EMPTY_ITEM = {
  ...{ party: "", invoice: "", line: "0", number: "", issueDate: "", dueDate: "" },
  ...{ currency: "", amount: "", open: "", purchaseOrder: "" },
};

function itemSort(organisation: Address, side: Side): Sort {
  return {
    keyOf: ({ party = "", invoice = "", line = "" }) => JSON.stringify([party, invoice, line]),
    derived: ["invoice"],
    empty: EMPTY_ITEM,
    load: async (sql, rows) => {
      const keys = rows.map(({ party = "", invoice = "", line = "0" }) => ({ party, invoice, line }));
      return (await openItemsOf(sql, organisation, side, keys)).map((row) => ({ ...row }));
    },
    save: (sql, rows, now) => putOpenItems(sql, organisation, side, rows as unknown as readonly OpenItemRow[], now),
    check: (sql, rows) => unknownParties(sql, organisation, rows),
  };
}

function orderSort(organisation: Address): Sort {
  return {
    keyOf: ({ party = "", purchaseOrder = "", line = "" }) => JSON.stringify([party, purchaseOrder, line]),
    derived: [],
    empty: { party: "", purchaseOrder: "", line: "", item: "", quantity: "", price: "", currency: "" },
    load: async (sql, rows) => (await orderLinesOf(sql, organisation, ordersIn(rows))).map((row) => ({ ...row })),
    save: (sql, rows, now) => putOrderLines(sql, organisation, rows as unknown as readonly OrderLineRow[], now),
    check: (sql, rows) => unknownParties(sql, organisation, rows),
  };
}

function receiptSort(organisation: Address): Sort {
  return {
    keyOf: ({ party = "", receipt = "", purchaseOrder = "", line = "" }) =>
      JSON.stringify([party, receipt, purchaseOrder, line]),
    derived: [],
    empty: { party: "", receipt: "", purchaseOrder: "", line: "", quantity: "" },
    load: async (sql, rows) => (await receiptLinesOf(sql, organisation, ordersIn(rows))).map((row) => ({ ...row })),
    save: (sql, rows, now) => putReceiptLines(sql, organisation, rows as unknown as readonly ReceiptLineRow[], now),
    check: (sql, rows) => unknownParties(sql, organisation, rows),
  };
}

async function unknownParties(
  sql: Sql,
  organisation: Address,
  rows: readonly Said[],
): Promise<readonly (LineFault | undefined)[]> {
  const known = new Set((await partiesOf(sql, organisation, partiesIn(rows))).map(({ party }) => party));
  return rows.map(({ party = "" }) => (known.has(party) ? undefined : unknownParty(party)));
}

function ordersIn(rows: readonly Said[]): readonly string[] {
  return [...new Set(rows.map(({ purchaseOrder = "" }) => purchaseOrder))];
}

function partiesIn(rows: readonly Said[]): readonly string[] {
  return [...new Set(rows.map(({ party = "" }) => party))];
}

function unknownParty(value: string): LineFault {
  return { field: "party", value, message: "no such party is known: import it first" };
}
