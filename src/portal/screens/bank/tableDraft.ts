/** How a table of a bank is to be read, as somebody fills it in. */
import type { BankField } from "../../../domain/bankFormat.ts";
import type { Schemas } from "../../data/gateway.ts";
import type { DateFormat, DecimalMark, Delimiter } from "../../../domain/tableFormats.ts";

export interface TableDraft {
  readonly delimiter: Delimiter | "";
  readonly decimal: DecimalMark | "";
  readonly dates: DateFormat | "";
  readonly currency: string;
  readonly account: string;
  readonly columns: Partial<Readonly<Record<BankField, string>>>;
}

export const EMPTY_TABLE: TableDraft = {
  delimiter: "",
  decimal: "",
  dates: "",
  currency: "",
  account: "",
  columns: {},
};

/** What was filled in, as the gateway takes it; the rest is left out. */
export function tableBody({
  delimiter,
  decimal,
  dates,
  currency,
  account,
  columns,
}: TableDraft): Partial<Schemas["NewBankStatement"]> {
  const named = Object.entries(columns).filter(([, column]) => column.trim() !== "");
  return {
    ...(delimiter === "" ? {} : { delimiter }),
    ...(decimal === "" ? {} : { decimal }),
    ...(dates === "" ? {} : { dates }),
    ...(currency.trim() === "" ? {} : { currency: currency.trim().toUpperCase() }),
    ...(account.trim() === "" ? {} : { account: account.trim() }),
    ...(named.length === 0 ? {} : { columns: Object.fromEntries(named) }),
  };
}
