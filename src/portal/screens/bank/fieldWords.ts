/** What the columns of a bank's table can be. */
import type { BankField } from "../../../domain/bankFormat.ts";
import { wordsOf } from "../../words/wordsOf.ts";

export const useFieldWords = wordsOf<BankField>("bankFields", {
  en: {
    bookingDate: "booking date",
    valueDate: "value date",
    amount: "amount",
    debit: "money out",
    credit: "money in",
    sign: "in or out",
    currency: "currency",
    balance: "balance",
    account: "own account",
    bankReference: "the bank's reference",
    reference: "reference",
    endToEndId: "end-to-end id",
    counterparty: "payer",
    counterpartyAccount: "payer's account",
    text: "text",
  },
  zh: {
    bookingDate: "记账日",
    valueDate: "起息日",
    amount: "金额",
    debit: "支出",
    credit: "收入",
    sign: "收支标志",
    currency: "币种",
    balance: "余额",
    account: "本方账号",
    bankReference: "银行流水号",
    reference: "参考号",
    endToEndId: "端到端标识",
    counterparty: "付款人",
    counterpartyAccount: "付款人账号",
    text: "附言",
  },
});
