/** What takes long: reading a bank's file, and applying cash. Both are plain data in and plain data out. */
import type { BankTableDeclarations } from "../../documents/bank/table/reading.ts";
import { decisionsOf } from "../../reconciliation/cash/decisions.ts";
import { CashError } from "../../reconciliation/cash/errors.ts";
import { matchCash } from "../../reconciliation/cash/match.ts";
import type { CashInput } from "../../reconciliation/cash/match.ts";
import type { Decision } from "../../reconciliation/cash/model.ts";
import { readUploaded } from "./bankFile.ts";
import type { ReadBankFile } from "./bankFile.ts";
import { CashRefused } from "./refused.ts";

export interface CashTasks {
  /** @throws CashRefused for what is no statement of a bank, or leaves open how it is read */
  readonly read: (file: Uint8Array, table: BankTableDeclarations) => Promise<ReadBankFile>;
  /** @throws CashRefused for amounts that cannot be reckoned with */
  readonly match: (input: CashInput) => Promise<readonly Decision[]>;
}

/** In this very thread. */
export const CASH_TASKS: CashTasks = {
  read: readUploaded,
  match: (input) => {
    try {
      return Promise.resolve([...decisionsOf(matchCash(input))]);
    } catch (error) {
      return Promise.reject(error instanceof CashError ? new CashRefused(error.message) : (error as Error));
    }
  },
};
