import { expect } from "chai";
import type { BankBalance, BankEntry, BankStatement } from "../../src/domain/bankStatement.ts";
import { readBankFile } from "../../src/documents/bank/readBankFile.ts";
import { isHere, readBytes, readText } from "./data.ts";
import { written } from "./bankTable.ts";

/**
 * MT940 field by field against the JSON of another reader, which lies beside them. That reader holds amounts as binary
 * fractions, which these have two decimals of, drops line ends and most blanks from texts, leaves out field NS, and of
 * several forward balances keeps the last; what is compared allows for that and for nothing else.
 */
const FOLDER = "bank/mt940-js";
const FILES: readonly (readonly [file: string, json: string])[] = [
  ["abn-amro-1.STA", "abn-amro-1.json"],
  ...["base-1", "base-2", "base-3", "ing-1", "ing-2"].map((name) => [`${name}.mta`, `${name}.json`] as const),
];

interface TheirBalance {
  readonly isCredit: boolean;
  readonly date: string;
  readonly currency: string;
  readonly value: number;
}

interface TheirTransaction {
  readonly code: string;
  readonly isCredit: boolean;
  readonly currency: string;
  readonly description: string;
  readonly amount: number;
  readonly valueDate: string;
  readonly entryDate: string;
  readonly customerReference: string;
  readonly bankReference: string;
}

interface TheirStatement {
  readonly referenceNumber: string;
  readonly accountId: string;
  readonly number: string;
  readonly openingBalance: TheirBalance;
  readonly closingBalance: TheirBalance;
  readonly closingAvailableBalance?: TheirBalance;
  readonly forwardAvailableBalance?: TheirBalance;
  readonly transactions: readonly TheirTransaction[];
}

const CENTS = 100;

function cents(value: number, isCredit: boolean): string {
  return String(Math.round(value * CENTS) * (isCredit ? 1 : -1));
}

function theirs(balance: TheirBalance | undefined): string | undefined {
  if (balance === undefined) return undefined;
  const { value, isCredit, currency, date } = balance;
  return `${cents(value, isCredit)} ${currency} ${date}`;
}

function ours(balance: BankBalance | undefined): string | undefined {
  if (balance === undefined) return undefined;
  return `${balance.amount} ${balance.currency} ${balance.date ?? ""}`;
}

function last({ balances }: BankStatement, ...codes: readonly string[]): BankBalance | undefined {
  return balances.findLast(({ code }) => codes.includes(code));
}

function compareEntry(their: TheirTransaction, entry: BankEntry, source: string): void {
  expect(String(entry.amount), written(entry)).to.equal(cents(their.amount, their.isCredit));
  expect(entry.currency).to.equal(their.currency);
  expect(entry.valueDate).to.equal(their.valueDate);
  expect(entry.bookingDate ?? "").to.equal(their.entryDate);
  expect(entry.bankReference ?? "").to.equal(their.bankReference);
  expect(entry.reference ?? "").to.equal(their.customerReference);
  expect(entry.transactionCode?.proprietary).to.equal(their.code);
  // Each text that was taken from the description stands in it, and in the file.
  const description = bare(their.description);
  const [detail] = entry.details;
  if (detail === undefined || description === "") return;
  const { name, iban, bic } = detail.counterparty;
  const texts = [...detail.unstructured, name, iban, bic, detail.additionalInformation];
  for (const text of texts.filter((each) => each !== undefined)) {
    expect(description).to.include(bare(text));
    expect(bare(source)).to.include(bare(text));
  }
}

function bare(text: string): string {
  return text.replaceAll(/\s/g, "");
}

if (isHere(FOLDER)) {
  describe("The MT940 files that another reader has read", () => {
    for (const [name, json] of FILES) {
      it(`say the same in every field: ${name}`, async () => {
        const expected = JSON.parse(readText(`${FOLDER}/${json}`)) as readonly TheirStatement[];
        const file = await readBankFile(readBytes(`${FOLDER}/${name}`));
        if (file.kind !== "statements") throw new Error(`${name} holds no statements`);
        expect(file.statements).to.have.length(expected.length);
        for (const [place, statement] of file.statements.entries()) {
          const their = expected[place];
          if (their === undefined) throw new Error(`${json} lacks statement ${place}`);
          expect(statement.messageId).to.equal(their.referenceNumber);
          expect(statement.account.iban ?? statement.account.otherId).to.equal(their.accountId);
          expect(statement.statementId).to.equal(their.number);
          expect(ours(last(statement, "60F", "60M"))).to.equal(theirs(their.openingBalance));
          expect(ours(last(statement, "62F", "62M"))).to.equal(theirs(their.closingBalance));
          expect(ours(last(statement, "64"))).to.equal(theirs(their.closingAvailableBalance));
          expect(ours(last(statement, "65"))).to.equal(theirs(their.forwardAvailableBalance));
          expect(statement.entries).to.have.length(their.transactions.length);
          const source = readText(`${FOLDER}/${name}`);
          for (const [index, entry] of statement.entries.entries()) {
            const transaction = their.transactions[index];
            if (transaction !== undefined) compareEntry(transaction, entry, source);
          }
        }
      });
    }
  });
} else {
  process.stdout.write(`MT940 against JSON skipped: ../shared/data/${FOLDER} is not here.\n`);
}
