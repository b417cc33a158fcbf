import type { DemoInvoice } from "./cast.ts";
import { DEMO_INVOICES } from "./cast.ts";

/** One thing that happens in the demo. Invoices are named by their files, amounts are as people write them. */
export type Scene = { readonly date: string; readonly invoice: DemoInvoice } & Happening;

export type Happening =
  | { readonly kind: "issue" }
  | { readonly kind: "accept" }
  /** The buyer wants other payment terms. */
  | { readonly kind: "reject"; readonly remark: string }
  /** The supplier offers the same with days of grace. */
  | { readonly kind: "amend"; readonly graceDays: number; readonly remark: string }
  /** `amount` is what the buyer gives at most; undefined for whatever is due. */
  | { readonly kind: "pay"; readonly amount: string | undefined; readonly remark: string }
  /** Money that moves from bank to bank: the buyer says so, and the supplier records what arrived. */
  | ({ readonly kind: "advise" } & Transfer)
  | ({ readonly kind: "record" } & Transfer)
  | { readonly kind: "dispute"; readonly amount: string; readonly remark: string }
  /** The holder concedes what a credit note takes back. */
  | { readonly kind: "concede"; readonly creditNote: DemoInvoice; readonly remark: string };

/** An entry of the bank's. */
export interface Transfer {
  readonly amount: string;
  /** The bank's own reference. */
  readonly reference: string;
  readonly valueDate: string;
  readonly remark: string;
}

/** The day on which the ledger is looked at in the end. */
export const LAST_DATE = "2027-02-05";

const ISSUED_AND_ACCEPTED: readonly Scene[] = [
  ...signed("MW-2026-1101.ubl.xml", "2026-11-02", "2026-11-03"),
  ...renegotiated("MW-2026-1102.cii.xml"),
  ...signed("MW-2026-1103.ubl.xml", "2026-11-09", "2026-11-10"),
  ...signed("MW-2026-1104.ubl.xml", "2026-11-12", "2026-11-13"),
  ...signed("MW-2026-1105.ubl.xml", "2026-11-16", "2026-11-17"),
  ...signed("26990000000000000001.cn.xml", "2026-11-18", "2026-11-19"),
  ...signed("MW-2026-1107.cii.xml", "2026-11-20", "2026-11-23"),
];

const TRANSFER: Omit<Transfer, "remark"> = {
  amount: "100000.00",
  reference: "2027011500123456",
  valueDate: "2027-01-15",
};

const MONEY: readonly Scene[] = [
  pay("MW-2026-1101.ubl.xml", "2026-11-11", undefined, "in time, with the discount"),
  {
    date: "2026-11-25",
    invoice: named("MW-2026-1105.ubl.xml"),
    kind: "dispute",
    amount: "931.77",
    remark: "two parts arrived damaged",
  },
  {
    date: "2026-11-30",
    invoice: named("MW-2026-1105.ubl.xml"),
    kind: "concede",
    creditNote: named("MW-2026-1106.ubl.xml"),
    remark: "the supplier concedes by its credit note",
  },
  pay("MW-2026-1107.cii.xml", "2026-12-02", undefined, "in the second discount tier"),
  pay("MW-2026-1102.cii.xml", "2026-12-18", undefined, "before it is due, nothing off"),
  pay("MW-2026-1104.ubl.xml", "2026-12-21", "20000.00", "a first part"),
  pay("MW-2026-1105.ubl.xml", "2026-12-29", undefined, "what was not credited"),
  pay("MW-2026-1103.ubl.xml", "2027-01-14", undefined, "late, with charges"),
  pay("MW-2026-1104.ubl.xml", "2027-01-15", "20000.00", "a second part, on the due day"),
  {
    date: "2027-01-15",
    invoice: named("26990000000000000001.cn.xml"),
    kind: "advise",
    ...TRANSFER,
    remark: "from bank to bank",
  },
  {
    date: "2027-01-19",
    invoice: named("26990000000000000001.cn.xml"),
    kind: "record",
    ...TRANSFER,
    remark: "after the due day, but with its value date before it",
  },
  pay("MW-2026-1104.ubl.xml", "2027-02-01", "10000.00", "a third part, late: charges are settled first"),
];

/** The whole story in the order of its days. */
export const STORY: readonly Scene[] = [...ISSUED_AND_ACCEPTED, ...MONEY].toSorted((one, other) =>
  one.date.localeCompare(other.date),
);

/** What the served demo goes on with: this one is sold to a factor, and paid on its due day. */
export const FINANCED: readonly Scene[] = signed("MW-2027-0201.ubl.xml", LAST_DATE, LAST_DATE);
export const FINANCED_UNTIL = "2027-04-06";

/** Of this one a part stays open when the story is over. */
export const UNPAID = "MW-2026-1104.ubl.xml";

/** What the served demo ends with: it is for the buyer to act. */
export const PENDING: Scene = { date: FINANCED_UNTIL, invoice: named("MW-2027-0401.ubl.xml"), kind: "issue" };

function signed(file: string, issued: string, accepted: string): readonly Scene[] {
  const invoice = named(file);
  return [
    { date: issued, invoice, kind: "issue" },
    { date: accepted, invoice, kind: "accept" },
  ];
}

/** What the buyer rejects is accepted as another revision. */
function renegotiated(file: string): readonly Scene[] {
  const invoice = named(file);
  return [
    { date: "2026-11-05", invoice, kind: "issue" },
    { date: "2026-11-06", invoice, kind: "reject", remark: "the agreed ten days of grace are missing" },
    { date: "2026-11-09", invoice, kind: "amend", graceDays: 10, remark: "as agreed" },
    { date: "2026-11-11", invoice, kind: "accept" },
  ];
}

function pay(file: string, date: string, amount: string | undefined, remark: string): Scene {
  return { date, invoice: named(file), kind: "pay", amount, remark };
}

function named(file: string): DemoInvoice {
  const invoice = DEMO_INVOICES.find((candidate) => candidate.file === file);
  if (invoice === undefined) throw new Error(`the demo has no invoice ${file}`);
  return invoice;
}
