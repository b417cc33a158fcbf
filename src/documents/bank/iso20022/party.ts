import type { BankParty } from "../../../domain/bankStatement.ts";
import { accountNumber } from "../text.ts";
import { textAt } from "./node.ts";
import type { Node } from "./node.ts";

/** The two ends of a transaction, in the names of its elements. */
export type Role = "Dbtr" | "Cdtr";

/** What identifies a bank, wherever a version writes it. */
export const BIC_PATHS = ["FinInstnId/BICFI", "FinInstnId/BIC", "FinInstnId/CmbndId/BIC"] as const;

/** How an account is identified, wherever a version writes it. */
export const ACCOUNT_PATHS = ["Id/IBAN", "Id/Othr/Id", "Id/PrtryAcct/Id", "Id/BBAN", "Id/UPIC", "Prxy/Id"] as const;

/** Who stands at one end of a transaction; everything undefined when the bank does not say. */
export function partyOf(details: Node, role: Role): BankParty {
  const name = textAt(details, ...namePaths(`RltdPties/${role}`));
  const account = accountNumber(textAt(details, ...ACCOUNT_PATHS.map((path) => `RltdPties/${role}Acct/${path}`)));
  return { name, ...account, bic: textAt(details, ...BIC_PATHS.map((path) => `RltdAgts/${role}Agt/${path}`)) };
}

/** On whose behalf that party pays or receives. */
export function ultimateOf(details: Node, role: Role): string | undefined {
  return textAt(details, ...namePaths(`RltdPties/Ultmt${role}`));
}

/** A party is a person or a firm, or since version 8 a bank. */
function namePaths(at: string): readonly string[] {
  return [`${at}/Nm`, `${at}/Pty/Nm`, `${at}/Agt/FinInstnId/Nm`, `${at}/FinInstnId/Nm`];
}

/**
 * Which end is not the account's own. The account itself decides where it is named; then the direction of the money,
 * which a reversal or a return turns round, as it keeps the roles of the payment that comes back.
 */
export function counterRole(
  parties: Readonly<Record<Role, BankParty>>,
  own: string | undefined,
  isCredit: boolean,
  comesBack: boolean,
): Role {
  const isOwn = (role: Role): boolean => {
    const { iban, otherId } = parties[role];
    return own !== undefined && (iban ?? otherId) === own;
  };
  if (isOwn("Dbtr") !== isOwn("Cdtr")) return isOwn("Dbtr") ? "Cdtr" : "Dbtr";
  return isCredit === comesBack ? "Cdtr" : "Dbtr";
}
