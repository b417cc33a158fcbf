/** What a payee signs of its account. */
import type { TypedMessage } from "../../domain/eip712.ts";
import type { Address } from "../../domain/receivable.ts";
import { numberOf } from "./numbers.ts";
import type { AccountContent } from "./sealing.ts";

/** Version 1 of what signing means. */
const TEXT =
  "Countersign bank account 1. What is owed to us is to be paid to this account within this time, and every change " +
  "is to be checked by calling us back on a number that you knew before. " +
  "在此期间内，应付我方的款项请付至本账户；任何变更请先以此前已知的联系方式向我方回拨核实。";

const BANK_ACCOUNT_TYPES = {
  BankAccount: [
    { name: "text", type: "string" },
    { name: "payee", type: "address" },
    { name: "scheme", type: "string" },
    { name: "bankCode", type: "string" },
    { name: "account", type: "string" },
    { name: "holder", type: "string" },
    { name: "bank", type: "string" },
    { name: "currency", type: "string" },
    { name: "since", type: "uint256" },
    { name: "until", type: "uint256" },
  ],
} as const;

export function bankAccountMessage(
  payee: Address,
  { account, holder, bank, currency }: AccountContent,
  { since, until }: { readonly since: number; readonly until: number },
): TypedMessage {
  return {
    types: BANK_ACCOUNT_TYPES,
    primaryType: "BankAccount",
    message: {
      ...{ text: TEXT, payee, scheme: account.scheme, bankCode: bankCodeOf(account) ?? "" },
      ...{ account: numberOf(account), holder, bank: bank ?? "", currency },
      ...{ since: BigInt(since), until: BigInt(until) },
    },
  };
}

export function bankCodeOf(account: AccountContent["account"]): string | null {
  return account.scheme === "CNAPS" ? account.bankCode : null;
}
