/** Account numbers: IBAN (ISO 13616) by length and check digits, Chinese accounts by bank code and number. */
import type { AccountNumber } from "../../wire/account.ts";
import { ProblemError } from "../http/problems.ts";

/** Lengths of the ISO 13616 register, by country. */
const LENGTHS: Readonly<Record<number, string>> = {
  15: "NO",
  16: "BE",
  18: "DK FI FK FO GL NL SD",
  19: "MK SI",
  20: "AT BA EE KZ LT LU MN XK",
  21: "CH HR LI LV",
  22: "BG BH CR DE GB GE IE ME RS VA",
  23: "AE GI IL IQ OM SO TL",
  24: "AD CZ ES MD PK RO SA SE SK TN VG",
  25: "LY PT ST",
  26: "IS TR",
  27: "BI DJ FR GR IT MC MR SM",
  28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
  29: "BR EG PS QA UA",
  30: "JO KW MU YE",
  31: "MT SC",
  32: "LC",
  33: "RU",
};
const BY_COUNTRY: ReadonlyMap<string, number> = new Map(
  Object.entries(LENGTHS).flatMap(([length, countries]) =>
    countries.split(" ").map((country) => [country, Number(length)] as const),
  ),
);
const FORM = /^[A-Z]{2}\d{2}[A-Z0-9]+$/;
const RIGHT_REMAINDER = 1;
const SHOWN = 4;

/** The number as it is kept, without blanks. @throws ProblemError `AccountInvalid` */
export function checkedNumber(account: AccountNumber): AccountNumber {
  if (account.scheme === "CNAPS") return account;
  const iban = account.iban.replaceAll(/\s/g, "").toUpperCase();
  const length = BY_COUNTRY.get(iban.slice(0, 2));
  if (!FORM.test(iban) || length === undefined) {
    throw invalid("it is no IBAN of a country in the register of ISO 13616");
  }
  if (iban.length !== length) {
    throw invalid(`it has ${iban.length} characters, and an IBAN of ${iban.slice(0, 2)} has ${length}`);
  }
  if (remainderOf(iban) !== RIGHT_REMAINDER) throw invalid("its check digits are wrong (ISO 7064, mod 97-10)");
  return { scheme: "IBAN", iban };
}

/** Country and check digits go to the end, letters become two digits, and 97 leaves 1. */
function remainderOf(iban: string): number {
  const turned = iban.slice(4) + iban.slice(0, 4);
  let remainder = 0;
  for (const character of turned) {
    const value = parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

function invalid(fault: string): ProblemError {
  const detail = `the account is refused: ${fault}. Copy it from the bank's own paper.`;
  return new ProblemError("AccountInvalid", detail, { faults: [{ at: "body.account", message: fault }] });
}

/** The number as one text. */
export function numberOf(account: AccountNumber): string {
  return account.scheme === "IBAN" ? account.iban : account.number;
}

/** Enough to know it by, and not enough to pay to it. */
export function masked(number: string): string {
  return number.length <= 2 * SHOWN ? "••••" : `${number.slice(0, SHOWN)}••••${number.slice(-SHOWN)}`;
}
