/**
 * Where one syntax writes the terms of the model: rows of a path and a term. A path is steps of prefixed names below
 * the element that the table is for, "cac:Party/cbc:Name"; prefixes are those of {@link prefixOf}, not the document's.
 * A term may stand in several places; a term that a syntax lacks has no row.
 */
export interface Table {
  readonly terms: Readonly<Partial<Record<Term, Paths>>>;
  /** Groups that occur at most once. */
  readonly one?: Readonly<Partial<Record<OneGroup, GroupRow>>>;
  /** Groups that occur any number of times. */
  readonly many?: Readonly<Partial<Record<ManyGroup, GroupRow>>>;
}

export interface GroupRow {
  readonly at: Paths;
  readonly table: Table;
}

export type Paths = string | readonly string[];

/** The terms of the document and of its groups, by the names of the model. */
export type Term =
  | "account"
  | "accountName"
  | "allowances"
  | "amount"
  | "amountInWords"
  | "bank"
  | "base"
  | "buyerReference"
  | "charges"
  | "chargeIndicator"
  | "code"
  | "contract"
  | "country"
  | "currency"
  | "documentId"
  | "dueDate"
  | "endpoint"
  | "gross"
  | "id"
  | "ids"
  | "issueDate"
  | "legalId"
  | "lineNet"
  | "name"
  | "net"
  | "notes"
  | "number"
  | "payable"
  | "paymentTerms"
  | "prepaid"
  | "price"
  | "priceBase"
  | "purchaseOrder"
  | "quantity"
  | "rate"
  | "reason"
  | "remittance"
  | "requestTime"
  | "rounding"
  | "scheme"
  | "specification"
  | "tag"
  | "tax"
  | "taxBasis"
  | "taxBureau"
  | "taxCategory"
  | "taxCurrency"
  | "taxRate"
  | "taxTotals"
  | "tradingName"
  | "typeCode"
  | "vatKind"
  | "version";

export type OneGroup = "seller" | "buyer" | "payee";

export type ManyGroup =
  "allowancesCharges" | "breakdown" | "lines" | "paymentMeans" | "precedingInvoices" | "registrations" | "taxTotals";

/** A table laid out for reading: one node per step. */
export interface TableNode {
  readonly children: ReadonlyMap<string, TableNode>;
  /** The term whose text stands here. */
  readonly term: Term | undefined;
  /** The group that begins here; paths below it belong to its own table. */
  readonly group: { readonly name: OneGroup | ManyGroup; readonly many: boolean } | undefined;
}

interface Draft {
  readonly children: Map<string, Draft>;
  term: Term | undefined;
  group: TableNode["group"];
}

/** Lays a table out as a tree of steps. */
export function compileTable(table: Table): TableNode {
  const root = draft();
  fill(root, table);
  return root;
}

function fill(root: Draft, table: Table): void {
  for (const [term, paths] of Object.entries(table.terms) as [Term, Paths][]) {
    for (const path of listed(paths)) nodeAt(root, path).term = term;
  }
  for (const [name, row] of Object.entries(table.one ?? {}) as [OneGroup, GroupRow][]) {
    addGroup(root, row, { name, many: false });
  }
  for (const [name, row] of Object.entries(table.many ?? {}) as [ManyGroup, GroupRow][]) {
    addGroup(root, row, { name, many: true });
  }
}

function addGroup(root: Draft, row: GroupRow, group: TableNode["group"]): void {
  for (const path of listed(row.at)) {
    const node = nodeAt(root, path);
    node.group = group;
    fill(node, row.table);
  }
}

function nodeAt(root: Draft, path: string): Draft {
  let node = root;
  for (const step of path.split("/")) {
    let child = node.children.get(step);
    if (child === undefined) {
      child = draft();
      node.children.set(step, child);
    }
    node = child;
  }
  return node;
}

function draft(): Draft {
  return { children: new Map(), term: undefined, group: undefined };
}

/** The places of a row, the first one being where the term is expected. */
export function listed(paths: Paths): readonly string[] {
  return typeof paths === "string" ? [paths] : paths;
}
