import { expect } from "chai";
import * as abis from "../../generated/abi.ts";
import { displayOf } from "../../src/clients/clearSigning/display.ts";
import type { Display } from "../../src/clients/clearSigning/display.ts";
import { ENUMERATIONS } from "../../src/clients/clearSigning/enumerations.ts";
import { intentOfCall, UNDESCRIBED_CALLS } from "../../src/clients/clearSigning/intents.ts";
import { changingFunctions, leavesOfFunction } from "../../src/clients/clearSigning/leaves.ts";
import { openTerms } from "../../src/domain/commitment.ts";
import { approvalMessage } from "../../src/domain/duties/approvalMessage.ts";
import * as messages from "../../src/domain/messages.ts";
import { bankAccountMessage } from "../../src/gateway/accounts/message.ts";
import { FRAME_CONTRACT_TYPES } from "../../src/gateway/contracts/message.ts";
import { MESSAGE_NAMES, plainMessage } from "../../src/portal/acts/reading/catalogue.ts";
import { readCall } from "../../src/portal/acts/reading/readCall.ts";
import { readMessage } from "../../src/portal/acts/reading/readMessage.ts";
import { UnreadableError } from "../../src/portal/acts/reading/reading.ts";
import { choiceIn, intentIn, labelIn, messageIn, unitIn } from "../../src/portal/acts/reading/wording.ts";
import { legalEffect } from "../../src/portal/acts/reading/legalEffect.ts";
import { INTENT_VERBS } from "../../src/wire/intentVerb.ts";
import { AGREED } from "../support/agreed.ts";
import { encodeFunctionData } from "viem";
import { actsOn, KNOWN, typedDataOf, VALIDITY } from "./signedActs.ts";
import { otherActs } from "./signedOtherActs.ts";

const HAN = /\p{Script=Han}/u;
const currencyOf = (): { code: string; decimals: number } => ({ code: "EUR", decimals: 2 });

function callDisplays(): readonly Display[] {
  const contracts = [abis.ledgerAbi, abis.directoryAbi, abis.statementsAbi, abis.factoringAbi];
  return [...contracts, abis.deskAbi, abis.collectionsAbi, abis.organisationAbi].flatMap((abi) =>
    changingFunctions(abi)
      .filter(({ name }) => !(name in UNDESCRIBED_CALLS))
      .map((entry) => displayOf(entry.name, intentOfCall(entry.name), leavesOfFunction(entry))),
  );
}

describe("reading what is to be signed", () => {
  it("has Chinese words for every intent, label, unit and message of every message and call", () => {
    const displays = [...MESSAGE_NAMES.map((name) => plainMessage(name).display), ...callDisplays()];
    const untold = displays.flatMap(({ intent, fields }) => [
      ...[intentIn(intent, "zh")],
      ...fields.flatMap(({ label, params }) => [
        labelIn(label, "zh"),
        ...(typeof params?.["message"] === "string" ? [messageIn(params["message"], "zh")] : []),
        ...(typeof params?.["base"] === "string" && !params["base"].startsWith("%")
          ? [params["base"].startsWith(" days since") ? "天" : unitIn(params["base"], "zh")]
          : []),
      ]),
    ]);
    expect(untold.filter((text) => !HAN.test(text))).to.deep.equal([]);
  });

  it("has Chinese words for every value of every enumeration", () => {
    const words = Object.values(ENUMERATIONS).flatMap((words) => Object.values<string>(words));
    expect(words.filter((word) => !HAN.test(choiceIn(word, "zh")))).to.deep.equal([]);
  });

  it("says the legal effect of every act in both languages", () => {
    for (const verb of INTENT_VERBS) {
      expect(HAN.test(legalEffect(verb, "zh")), verb).to.equal(true);
      expect(HAN.test(legalEffect(verb, "en")), verb).to.equal(false);
    }
  });

  it("shows every value of every message, or names it as hidden", () => {
    for (const { message, place } of [...actsOn(AGREED), ...otherActs(AGREED)]) {
      for (const language of ["en", "zh"] as const) {
        const { rows, hidden, intent } = readMessage(typedDataOf(message, place), { language, currencyOf });
        expect(intent).to.not.equal("");
        const count = (value: unknown): number =>
          typeof value === "object" && value !== null
            ? Object.values(value).reduce<number>((sum, inner) => sum + count(inner), 0)
            : 1;
        const shown = count(typedDataOf(message, place).message);
        expect(rows.length + hidden.length, message.primaryType).to.equal(shown);
        expect(rows.every(({ value }) => value !== "")).to.equal(message.primaryType !== "FilingStatement");
      }
    }
  });

  it("writes money exactly, days as dates, instants in UTC and rates without loss", () => {
    const receivable = {
      ...AGREED,
      terms: { ...AGREED.terms, amount: 123_456_789_012_345_678_901n, dueDay: 20_501, lateRate: 123_456 },
    };
    const typedData = typedDataOf(messages.payment(receivable, 940_050n, VALIDITY), "ledger");
    const { rows } = readMessage(typedData, { language: "en", currencyOf });
    const valueOf = (label: string): string | undefined => rows.find((row) => row.label === label)?.value;
    expect(valueOf("Face amount")).to.equal("EUR 1,234,567,890,123,456,789.01");
    expect(valueOf("Pay at most")).to.equal("EUR 9,400.50");
    expect(valueOf("Due date")).to.equal("2026-02-17");
    expect(valueOf("Interest rate")).to.equal("12.3456% a year");
    expect(valueOf("Valid until")).to.match(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} UTC$/);
    const unknown = readMessage(typedData, { language: "zh", currencyOf: () => undefined });
    expect(unknown.rows.find(({ label }) => label === "最多支付")?.value).to.equal("940050 最小单位（币种未知）");
  });

  it("reads no message with other types, other fields or values that are written in two ways", () => {
    const typedData = typedDataOf(messages.payment(AGREED, 940_050n, VALIDITY), "ledger");
    const { message, types } = typedData;
    const lies = [
      { ...typedData, primaryType: "Credit" },
      { ...typedData, types: { ...types, Payment: [...(types["Payment"] ?? [])].reverse() } },
      { ...typedData, types: { ...types, More: [] } },
      { ...typedData, message: { ...message, maxCash: "0x10" } },
      { ...typedData, message: { ...message, maxCash: "010" } },
      { ...typedData, message: { ...message, maxCash: (2n ** 256n).toString() } },
      { ...typedData, message: { ...message, more: "1" } },
      { ...typedData, message: { ...message, receivable: [] } },
    ];
    for (const lie of lies) {
      expect(() => readMessage(lie, { language: "en", currencyOf })).to.throw(UnreadableError);
    }
  });

  it("shows characters that nobody sees", () => {
    const decided = approvalMessage(
      {
        ...{ organisation: KNOWN.ledger, id: "1", kind: "writeOff", subject: "pay \u202e001", customer: null },
        ...{ amount: null, currency: null, asker: KNOWN.ledger },
      },
      { isApproved: true, reason: "as asked", deadline: 1_800_000_000 },
    );
    const { rows } = readMessage(typedDataOf(decided, "ledger"), { language: "en", currencyOf });
    expect(rows.find(({ label }) => label === "Subject")?.value).to.equal("pay \\u{202e}001");
  });

  it("knows the accounts and frame contracts that the gateway prepares", () => {
    const account = bankAccountMessage(
      KNOWN.ledger,
      {
        account: { scheme: "IBAN", iban: "DE89370400440532013000" },
        holder: "A",
        bank: null,
        currency: "EUR",
      } as never,
      { since: 1, until: 2 },
    );
    expect(readMessage(typedDataOf(account, "ledger"), { language: "zh", currencyOf }).intent).to.equal(
      "声明我方银行账户",
    );
    expect(plainMessage("FrameContract").types).to.deep.equal(FRAME_CONTRACT_TYPES);
  });
});

describe("reading what is to be sent", () => {
  const id = `0x${"1".repeat(64)}` as const;

  it("reads calls of desks and what they do at the ledger", () => {
    const call = encodeFunctionData({
      abi: abis.ledgerAbi,
      functionName: "credit",
      args: [id, openTerms(AGREED) as never, 1_250n, id, []],
    });
    const data = encodeFunctionData({ abi: abis.deskAbi, functionName: "act", args: [id, call] });
    const { intent, rows } = readCall(
      { to: KNOWN.desks[0], data },
      { language: "en", currencyOf: (of) => (of === AGREED.terms.currency ? currencyOf() : undefined), known: KNOWN },
    );
    expect(intent).to.equal("Consent to change what is sold");
    expect(rows.find(({ label }) => label.endsWith("· Amount"))?.value).to.equal("EUR 12.50");
    expect(rows.some(({ raw }) => raw === call)).to.equal(false);
  });

  it("reads no call of another contract, and none with more behind it", () => {
    const data = encodeFunctionData({
      abi: abis.deskAbi,
      functionName: "repay",
      args: [id, openTerms(AGREED) as never, 1n],
    });
    const reader = { language: "en", currencyOf: () => undefined, known: KNOWN } as const;
    expect(readCall({ to: KNOWN.desks[0], data }, reader).intent).to.equal("Repay what is outstanding");
    expect(() => readCall({ to: `0x${"9".repeat(40)}`, data }, reader)).to.throw(UnreadableError);
    expect(() => readCall({ to: KNOWN.ledger, data }, reader)).to.throw(UnreadableError);
    expect(() => readCall({ to: KNOWN.desks[0], data: `${data}00` }, reader)).to.throw(UnreadableError);
  });
});
