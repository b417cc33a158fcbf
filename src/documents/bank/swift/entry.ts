import type { BankEntry, BankTransactionCode } from "../../../domain/bankStatement.ts";
import type { FindingLog } from "../findingLog.ts";
import { filled } from "../text.ts";
import { detailOf, informationOf } from "./detail.ts";
import type { Field } from "./fields.ts";
import type { Information } from "./informationModel.ts";
import { statementLineOf } from "./statementLine.ts";

/**
 * Field 61 with the fields 86 or NS behind it.
 * @returns undefined, with an error finding, for an entry whose line cannot be read.
 */
export function entryOf(
  { line, information }: { readonly line: Field; readonly information: readonly Field[] },
  currency: string | undefined,
  index: number,
  log: FindingLog,
): BankEntry | undefined {
  const at = `entries[${index}]`;
  const read = statementLineOf(line, currency, at, log);
  if (read === undefined) return undefined;
  const [first] = information;
  const said = first === undefined ? undefined : informationOf(withAll(first, information));
  const texts = [...read.supplementary, ...information.map(({ lines }) => lines.join(""))];
  return {
    ...read.money,
    index,
    line: line.line,
    status: read.status,
    reversal: read.reversal,
    bookingDate: read.bookingDate,
    valueDate: read.valueDate,
    bankReference: read.bankReference,
    reference: read.reference,
    transactionCode: transactionCodeOf(read.code, said),
    batch: undefined,
    charges: [],
    additionalInformation: filled(read.supplementary.join("\n")),
    details: said === undefined ? [] : [detailOf(said, read, texts, `${at}.details[0]`, log)],
  };
}

/** A bank with more to say than a field holds writes several of the same kind. */
function withAll(first: Field, all: readonly Field[]): Field {
  return { ...first, lines: all.filter(({ tag }) => tag === first.tag).flatMap(({ lines }) => lines) };
}

function transactionCodeOf(
  code: string | undefined,
  information: Information | undefined,
): BankTransactionCode | undefined {
  const parts = [code, information?.transaction].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  const none = { domain: undefined, family: undefined, subFamily: undefined, issuer: undefined };
  return { ...none, proprietary: parts.join("+") };
}
