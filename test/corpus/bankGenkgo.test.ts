import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { BankBalanceKind, BankDetail, BankEntry, BankStatement } from "../../src/domain/bankStatement.ts";
import { readBankFile } from "../../src/documents/bank/readBankFile.ts";
import { isHere, readBytes, readText } from "./data.ts";

/**
 * camt files field by field against the JSON of another reader, which lies beside them. That reader writes an object
 * the second time as "__RECURSIVITY__", gives days in UTC, calls PRCD an opening balance, signs transactions like
 * their entry whatever their own indicator says, and leaves out the batch of version 1; what is compared allows for
 * that alone.
 */
const FOLDER = "bank/camt-genkgo";

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((node, step) => (isObject(node) ? node[step] : undefined), value);
}

function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

/** Text as this project has it: nothing where the other has null or nothing. */
function text(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

function money(value: unknown): string {
  return `${text(value, "getAmount") ?? "none"} ${text(value, "getCurrency", "getCode") ?? ""}`;
}

function dayOf(value: unknown): string | undefined {
  return text(value, "0")?.slice(0, "YYYY-MM-DD".length);
}

/** A list whose first element stands elsewhere, as the other has met it there before. */
function whole(list: readonly unknown[], first: unknown): readonly unknown[] {
  return list.map((each, place) => (place === 0 && !isObject(each) ? first : each));
}

const KINDS: Readonly<Record<string, BankBalanceKind>> = {
  opening: "opening",
  closing: "closing",
  interim: "interim",
  opening_available: "openingAvailable",
  closing_available: "closingAvailable",
  interim_available: "interimAvailable",
  forward_available: "forwardAvailable",
  expected_credit: "expected",
  information: "information",
};

const NO_REFERENCE = new Set(["NOTPROVIDED"]);

function referencesIn(reference: unknown): unknown {
  const id = (name: string): string | undefined => {
    const found = text(reference, name);
    return found === undefined || NO_REFERENCE.has(found) ? undefined : found;
  };
  return {
    messageId: id("getMessageId"),
    bankReference: id("getAccountServicerReference"),
    paymentInformationId: id("getPaymentInformationId"),
    instructionId: id("getInstructionId"),
    endToEndId: id("getEndToEndId"),
    transactionId: id("getTransactionId"),
    uetr: id("getUuidEndToEndReference"),
    mandateId: id("getMandateId"),
    clearingReference: id("getClearingSystemReference"),
  };
}

function compareDetail(json: unknown, detail: BankDetail): void {
  const remittance = at(json, "getRemittanceInformation");
  const first = at(remittance, "getStructuredBlock");
  const blocks = whole(listAt(remittance, "getStructuredBlocks"), first);
  const lines = whole(listAt(remittance, "getUnstructuredBlocks"), at(remittance, "getUnstructuredBlock"));
  expect(detail.references).to.deep.equal({ ...(referencesIn(at(json, "getReference")) as object) });
  expect(detail.unstructured).to.deep.equal(lines.map((line) => text(line, "getMessage")));
  expect(detail.structured).to.have.length(blocks.length);
  for (const [place, block] of blocks.entries()) {
    const own = at(block, "getCreditorReferenceInformation");
    const reference = isObject(own) ? own : at(remittance, "getCreditorReferenceInformation");
    const { creditorReference, additional } = detail.structured[place] ?? {};
    expect(creditorReference?.reference).to.equal(text(reference, "getRef"));
    expect(creditorReference?.type).to.equal(text(reference, "getCode") ?? text(reference, "getProprietary"));
    expect(additional?.[0]).to.equal(text(block, "getAdditionalRemittanceInformation"));
  }
  const amount = at(json, "getAmount") ?? at(json, "getAmountDetails");
  if (isObject(amount)) {
    const { money: own } = detail;
    const size = own === undefined ? "none" : String(own.amount < 0n ? -own.amount : own.amount);
    expect(`${size} ${own?.currency ?? ""}`).to.equal(money(amount).replace("-", ""));
  }
  const names = listAt(json, "getRelatedParties").map((party) => text(party, "getRelatedPartyType", "getName"));
  const { name } = detail.counterparty;
  if (name !== undefined && names.every((each) => each !== undefined)) expect(names).to.include(name);
}

function compareEntry(json: unknown, entry: BankEntry): void {
  expect(`${entry.amount} ${entry.currency}`).to.equal(money(at(json, "getAmount")));
  expect(entry.bankReference).to.equal(text(json, "getAccountServicerReference"));
  expect(entry.reference).to.equal(text(json, "getReference"));
  expect(entry.additionalInformation).to.equal(text(json, "getAdditionalInfo"));
  expect(entry.bookingDate).to.equal(dayOf(at(json, "getBookingDate")));
  expect(entry.valueDate).to.equal(dayOf(at(json, "getValueDate")));
  expect(entry.reversal).to.equal(at(json, "getReversalIndicator") === true);
  expect(entry.status).to.equal(text(json, "getStatus") === "PDNG" ? "pending" : "booked");
  const batch = text(json, "getBatchPaymentId");
  if (batch !== undefined) expect(entry.batch?.paymentInformationId).to.equal(batch);
  const code = at(json, "getBankTransactionCode");
  expect(entry.transactionCode?.domain).to.equal(text(code, "getDomain", "getCode"));
  expect(entry.transactionCode?.family).to.equal(text(code, "getDomain", "getFamily", "getCode"));
  expect(entry.transactionCode?.subFamily).to.equal(text(code, "getDomain", "getFamily", "getSubFamilyCode"));
  expect(entry.transactionCode?.proprietary).to.equal(text(code, "getProprietary", "getCode"));
  const details = whole(listAt(json, "getTransactionDetails"), at(json, "getTransactionDetail"));
  expect(entry.details).to.have.length(details.length);
  for (const [place, detail] of entry.details.entries()) compareDetail(details[place], detail);
}

function compareRecord(json: unknown, statement: BankStatement): void {
  const { account, balances, statementId, sequence, from, to } = statement;
  expect(statementId).to.equal(text(json, "getId"));
  expect(sequence).to.equal(text(json, "getElectronicSequenceNumber") ?? text(json, "getLegalSequenceNumber"));
  expect(account.iban ?? account.otherId).to.equal(text(json, "getAccount", "getIdentification"));
  expect(from).to.equal(dayOf(at(json, "getFromDate")));
  expect(to).to.equal(dayOf(at(json, "getToDate")));
  const theirs = listAt(json, "getBalances").map((balance) => {
    const kind = KINDS[text(balance, "getType") ?? ""];
    return `${kind ?? "unknown"} ${money(at(balance, "getAmount"))} ${dayOf(at(balance, "getDate")) ?? ""}`;
  });
  const own = balances.map(({ kind, amount, currency, date }) => {
    return `${kind === "previousClosing" ? "opening" : kind} ${amount} ${currency} ${date ?? ""}`;
  });
  expect(own).to.deep.equal(theirs);
}

if (isHere(FOLDER)) {
  const folder = fileURLToPath(new URL(`../../../shared/data/${FOLDER}/`, import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));

  describe("The camt files that another reader has read", () => {
    it("are 25", () => {
      expect(names).to.have.length(25);
    });

    for (const name of names) {
      it(`say the same in every field: ${name}`, async () => {
        const json: unknown = JSON.parse(readText(`${FOLDER}/${name}`));
        const file = await readBankFile(readBytes(`${FOLDER}/${name.replace(".json", ".xml")}`));
        if (file.kind !== "statements") throw new Error(`${name} holds no statements`);
        const theirs = listAt(json, "getEntries");
        // The JSON of a file of several statements has the last one only.
        const own = file.statements.flatMap(({ entries }) => entries).slice(-Math.max(1, theirs.length));
        expect(own).to.have.length(theirs.length);
        for (const [place, entry] of own.entries()) compareEntry(theirs[place], entry);
        const record = at(theirs[0], "getRecord") ?? listAt(json, "getRecords")[0];
        const last = file.statements.at(-1);
        if (last === undefined) throw new Error(`${name} holds no statement`);
        compareRecord(record, last);
        expect(last.messageId).to.equal(text(json, "getGroupHeader", "getMessageId"));
      });
    }
  });
} else {
  process.stdout.write(`camt against JSON skipped: ../shared/data/${FOLDER} is not here.\n`);
}
