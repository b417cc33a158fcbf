/** Remittance advices as cash application takes them, and those that nobody can join to money. */
import { isPostable } from "../../domain/bankFinding.ts";
import type { RemittanceAdvice, StructuredRemittance } from "../../domain/remittance.ts";
import { adviceTotal, remittedBy } from "../../domain/remittanceSums.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { Advice, AdviceLine, Party } from "../../reconciliation/cash/model.ts";
import { normalName, Scanner } from "../../reconciliation/cash/text.ts";
import { readFileBytes } from "../readText.ts";
import { bankFileOf, unusable } from "./bankLines.ts";

/** An advice that is left to people, and why. */
export interface UnusedAdvice {
  readonly advice: string;
  readonly because: string;
}

export interface Advices {
  readonly advices: readonly Advice[];
  readonly unused: readonly UnusedAdvice[];
}

const LONGEST_NAME = 200;

/** @throws CommandError BANK_FILE_UNREADABLE for a file that holds no advices */
export async function readAdvices(files: readonly string[], parties: readonly Party[]): Promise<Advices> {
  const advices: Advice[] = [];
  const unused: UnusedAdvice[] = [];
  for (const file of files) {
    const read = await bankFileOf(file, readFileBytes(file, "give it in parts"));
    if (read.kind !== "advices") throw unusable(file, "it is no remittance advice: give a remt.001, or use --bank");
    for (const [index, advice] of read.advices.entries()) {
      const id = advice.adviceId ?? advice.messageId ?? `${file}/${index + 1}`;
      const made = adviceOf(id, advice, parties);
      if (typeof made === "string") unused.push({ advice: id, because: made });
      else advices.push(made);
    }
  }
  return { advices, unused };
}

/** The advice, or why it cannot be used: whatever it says has to be about this payer's money, to the last cent. */
function adviceOf(id: string, advice: RemittanceAdvice, parties: readonly Party[]): Advice | string {
  if (!isPostable(advice)) return "it does not add up: countersign bank read shows why";
  const { name = "", iban } = advice.payer;
  const scanner = new Scanner(LONGEST_NAME);
  const own = normalName(scanner, name);
  const payer = parties.find(
    ({ names, accounts }) =>
      (own !== "" && names.some((known) => normalName(scanner, known) === own)) ||
      accounts.some((known) => known.replaceAll(" ", "") === iban),
  );
  if (payer === undefined) return "its payer owes none of the items";
  const { amount, date } = advice.payment;
  if (amount === undefined || date === undefined) return "it names no amount or no day of the payment";
  const total = adviceTotal(advice);
  if (total?.currency !== amount.currency) return "its documents are not all in the currency of its payment";
  if (total.amount !== amount.amount) return "its documents do not make the amount of its payment";
  const lines = advice.lines.map(lineOf);
  if (lines.includes(undefined)) return "it names no document, or several, for one of its amounts";
  return {
    ...{ id, payer: payer.id, currency: amount.currency, date: dayNumber(date, "advice") },
    lines: lines.filter((line) => line !== undefined),
  };
}

function lineOf(block: StructuredRemittance): AdviceLine | undefined {
  const [document, another] = block.documents;
  const net = remittedBy(block)?.amount;
  if (document?.number === undefined || another !== undefined || net === undefined) return undefined;
  const discount = block.amounts.discounts.reduce((sum, each) => sum + each.amount, 0n);
  const sign = net < 0n ? -1n : 1n;
  const due = block.amounts.due?.amount;
  const gross = due === undefined ? net + sign * discount : sign * due;
  return { document: document.number, gross, discount, deduction: gross - discount - net, net };
}
