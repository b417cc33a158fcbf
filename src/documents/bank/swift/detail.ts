import type { BankAmount } from "../../../domain/bankAmount.ts";
import type { BankCharge, BankDetail, BankParty } from "../../../domain/bankStatement.ts";
import { signed } from "../amounts.ts";
import type { FindingLog } from "../findingLog.ts";
import { accountNumber, filled } from "../text.ts";
import { fromCodes } from "./codes.ts";
import type { Field } from "./fields.ts";
import { EMPTY_INFORMATION } from "./informationModel.ts";
import type { Information } from "./informationModel.ts";
import { fromNonSwift } from "./nonSwift.ts";
import type { StatementLine } from "./statementLine.ts";
import { fromSubfields } from "./subfields.ts";
import { amountOf } from "./values.ts";

/** Transaction codes of the German catalogue for what comes back: direct debits and transfers that were returned. */
const RETURN_CODES: ReadonlySet<string> = new Set(["108", "109", "159", "181", "184"]);
/** SWIFT's code for a returned item. */
const RETURNED_ITEM = "RTI";
const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

/** What stands behind the line of an entry, read. */
export function informationOf(field: Field): Information {
  const { tag, lines } = field;
  if (tag === "NS") return fromNonSwift(lines);
  const unstructured = lines.map((text) => text.trim()).filter((text) => text !== "");
  return fromSubfields(lines) ?? fromCodes(lines) ?? { ...EMPTY_INFORMATION, unstructured };
}

/**
 * The one transaction that an entry of MT940 has.
 * @param at "entries[3].details[0]"
 */
export function detailOf(
  information: Information,
  line: StatementLine,
  texts: readonly string[],
  at: string,
  log: FindingLog,
): BankDetail {
  const { money, reversal } = line;
  const comesBack = information.comesBack || isReturn(information, line);
  const isFromPayer = money.amount > 0n !== (comesBack || reversal);
  const { creditorReference } = information;
  return {
    money: undefined,
    references: {
      messageId: undefined,
      bankReference: undefined,
      paymentInformationId: information.paymentInformationId,
      instructionId: undefined,
      endToEndId: information.endToEndId,
      transactionId: undefined,
      uetr: undefined,
      mandateId: information.mandateId,
      clearingReference: undefined,
    },
    counterparty: partyOf(information),
    ultimateCounterparty: isFromPayer ? information.ultimatePayer : information.ultimatePayee,
    unstructured: information.unstructured,
    structured: creditorReference === undefined ? [] : [{ ...NOTHING_STRUCTURED, creditorReference }],
    additionalInformation: information.bookingText,
    returned: comesBack ? { reason: information.reason, texts: [] } : undefined,
    ...amountsIn(texts, at, log),
    counterValue: undefined,
    exchange: undefined,
  };
}

const NOTHING_STRUCTURED = {
  documents: [],
  amounts: {
    due: undefined,
    discounts: [],
    credited: undefined,
    taxes: [],
    adjustments: [],
    remitted: undefined,
  },
  additional: [],
} as const;

function isReturn({ transaction }: Information, { code }: StatementLine): boolean {
  return (transaction !== undefined && RETURN_CODES.has(transaction)) || code?.slice(1) === RETURNED_ITEM;
}

/** Without a BIC the bank is a national code, and belongs to the number of the account. */
function partyOf({ name, account, bank }: Information): BankParty {
  const bic = bank !== undefined && BIC.test(bank) ? bank : undefined;
  const { iban, otherId } = accountNumber(account);
  if (bic !== undefined || bank === undefined || otherId === undefined) return { name, iban, otherId, bic };
  return { name, iban, otherId: `${bank}/${otherId}`, bic };
}

const AMOUNT = /\/(OCMT|CHGS)\/([A-Z]{3})(\d{1,15}(?:,\d{0,4})?)(?=\/|\s|$)/g;

/** The amount that was ordered, and what was charged, where the texts have them: /OCMT/EUR4,5/ and /CHGS/EUR0,5/. */
function amountsIn(
  texts: readonly string[],
  at: string,
  log: FindingLog,
): { readonly instructed: BankAmount | undefined; readonly charges: readonly BankCharge[] } {
  let instructed: BankAmount | undefined;
  const charges: BankCharge[] = [];
  for (const [, code, currency, amount = ""] of texts.flatMap((text) => [...text.matchAll(AMOUNT)])) {
    const money = amountOf(amount, filled(currency), { field: `${at}.${code ?? ""}`, line: 0 }, log, "warning");
    if (money === undefined) continue;
    if (code === "OCMT") instructed ??= money;
    else charges.push({ ...signed(money, false), included: undefined, bearer: undefined });
  }
  return { instructed, charges };
}
