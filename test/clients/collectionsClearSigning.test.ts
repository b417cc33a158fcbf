import { expect } from "chai";
import { Interface } from "ethers";
import { getAddress } from "viem";
import { collectionsAbi } from "../../generated/abi.ts";
import { collectionDescriptors } from "../../src/clients/clearSigning/collectionDescriptors.ts";
import { collectionVerbsBy } from "../../src/clients/collections.ts";
import { encoding } from "../../src/clients/shared.ts";
import { encode } from "../../src/clients/viem/encode.ts";
import { PLAN_STRUCTS, planHash } from "../../src/domain/collections/paymentPlan.ts";
import type { PaymentPlan } from "../../src/domain/collections/paymentPlan.ts";
import { PLAN_TEXT, planAgreement } from "../../src/domain/collections/planMessages.ts";
import { COLLECTION_STRUCTS } from "../../src/domain/collections/record.ts";
import {
  COLLECTION_TYPES,
  collectionRecord,
  debtorAnswer,
  PROMISE_TEXT,
} from "../../src/domain/collections/recordMessages.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { AGREED } from "../support/agreed.ts";
import { screenOf } from "./clearSigningScreen.ts";
import { DEPLOYMENT } from "./clearSigningWallet.ts";

const { supplier, buyer } = AGREED.header;
const COLLECTIONS = `0x${"c0".repeat(20)}` as const;
const HIDDEN = /(?:^|\.)(?:nonce|salt|signature|proof\.\[\])$/;
const TOKEN = { ticker: "EURX", decimals: 2 };
const [ID, CONTENT] = [keccakOfText("an id"), keccakOfText("content")];
const VALIDITY = { nonce: 1n, deadline: 1_800_000_000n };
/** A demand of the firm stage by letter, delivered. */
const RECORD = { kind: 1, stage: 2, channel: 2, outcome: 1, doneAt: 1_790_000_000, nextDay: 20_800, content: CONTENT };

describe("ERC-7730 descriptors of collections", () => {
  const descriptors = collectionDescriptors({ chainId: 31_337, collections: COLLECTIONS });
  const [messages, calls] = ["eip712", "calldata"].map(
    (kind) => descriptors[`${kind}-countersign-collections.json`] ?? expect.fail(),
  );
  const formats = (descriptor: typeof messages) => Object.entries(descriptor?.display.formats ?? {});
  const screen = (descriptor: typeof messages, subject: string, message: unknown): readonly string[] => {
    const display = formats(descriptor).find(([name]) => name.startsWith(subject))?.[1];
    if (descriptor === undefined || display === undefined) return expect.fail(`${subject} is not described`);
    return screenOf({ display, descriptor }, message, TOKEN);
  };

  it("are none where the address file knows no collections", () => {
    expect(collectionDescriptors(DEPLOYMENT)).to.deep.equal({});
  });

  it("describe every message and every call, and nothing else", () => {
    const parts = { ...COLLECTION_STRUCTS, ...PLAN_STRUCTS, Header: [], Terms: [], Receivable: [] };
    const signed = Object.keys(COLLECTION_TYPES).filter((name) => !(name in parts));
    expect(formats(messages).map(([name]) => name)).to.have.members(signed);
    const sent: string[] = [];
    new Interface(collectionsAbi).forEachFunction((entry) => {
      if (!entry.constant) sent.push(entry.format("sighash"));
    });
    expect(formats(calls).map(([name]) => name)).to.have.members(sent);
  });

  it("show every value but handles, salts and proofs, in words that fit a small screen, each once", () => {
    for (const [name, { intent, fields, excluded }] of [...formats(messages), ...formats(calls)]) {
      expect(intent, name).to.match(/^.{8,30}$/);
      const labels = fields.map(({ label }) => label);
      for (const label of labels) expect(label, name).to.match(/^(?:[A-Z][a-z]+: )?[A-Za-z].{1,19}$/);
      expect(new Set(labels).size, `${name}: ${labels.join()}`).to.equal(labels.length);
      for (const path of excluded) expect(path, name).to.match(HIDDEN);
    }
  });

  it("bind to one contract", () => {
    const deployments = [{ chainId: 31_337, address: getAddress(COLLECTIONS) }];
    for (const { context } of Object.values(descriptors)) {
      expect(Object.values(context)[1]).to.deep.include({ deployments });
    }
  });

  it("show a promise with what it means, the sum and the day", () => {
    const payment = { amount: 40_000n, payBy: 20_800, salt: CONTENT };
    const answer = { kind: "promiseToPay", record: ZERO_HASH, content: CONTENT, payment } as const;
    const { message } = debtorAnswer(ID, buyer, answer, VALIDITY);
    expect(screen(messages, "PromiseToPay", message)).to.deep.equal([
      "Promise to pay by a day",
      `This means: ${PROMISE_TEXT}`,
      `Receivable: ${ID}`,
      `Debtor: ${buyer}`,
      `Record answered: ${ZERO_HASH}`,
      `Words hash: ${CONTENT}`,
      "Sum: 40000 minor units",
      "Pay by: 20800 days since 1970-01-01",
      "Valid until: 2027-01-15T08:00:00.000Z",
    ]);
  });

  it("show a plan with what it means, and every instalment in the money of the receivable", () => {
    const instalments = [
      { amount: 40_000n, payBy: 20_800 },
      { amount: 60_500n, payBy: 20_830 },
    ];
    const interest = { kind: "sum", amount: 500n } as const;
    const plan: PaymentPlan = { debt: 100_000n, instalments, interest, graceDays: 3, salt: CONTENT };
    const { message } = planAgreement(AGREED, supplier, plan, buyer, VALIDITY);
    const [intent, text, ...shown] = screen(messages, "PlanAgreement", message);
    expect([intent, text]).to.deep.equal(["Agree to pay in instalments", `This means: ${PLAN_TEXT}`]);
    expect(shown.slice(-11)).to.deep.equal([
      `Creditor: ${supplier}`,
      `Signing as: ${buyer}`,
      "Debt: EURX 1000",
      "Instalment: EURX 400",
      "Instalment: EURX 605",
      "Pay by: 20800 days since 1970-01-01",
      "Pay by: 20830 days since 1970-01-01",
      "Late interest: SUM",
      "Interest sum: EURX 5",
      "Late by at most: 3 days",
      "Valid until: 2027-01-15T08:00:00.000Z",
    ]);
    expect(shown).to.include(`Supplier: ${supplier}`).and.to.include(`Buyer: ${buyer}`);
  });

  it("show of a plan that is sent its hash alone", async () => {
    const plan: PaymentPlan = { debt: 1n, instalments: [], interest: { kind: "rests" }, graceDays: 0, salt: CONTENT };
    const given = collectionVerbsBy((name, args) => encode(collectionsAbi, name, args), encoding);
    const opened = { header: AGREED.header, terms: CONTENT, document: CONTENT };
    const data = await given.agreePlan(ID, opened, supplier, plan);
    const { args } = new Interface(collectionsAbi).parseTransaction({ data }) ?? expect.fail();
    expect(args.getValue("plan")).to.equal(planHash(plan));
    const message = {
      id: ID,
      opened,
      creditor: supplier,
      plan: planHash(plan),
      creditorConsent: [],
      debtorConsent: [],
    };
    expect(screen(calls, "agreePlan(", message)).to.include.members([
      "Agree to pay in instalments",
      `Creditor: ${supplier}`,
      `Plan hash: ${planHash(plan)}`,
    ]);
  });

  it("show a record in the same words, whether it is signed or sent", async () => {
    const of = { id: ID, creditor: supplier, collector: supplier };
    const signed = screen(messages, "CollectionRecord", collectionRecord(of, RECORD, 700n, VALIDITY).message);
    const said = ["Kind: DEMAND", "Stage: FIRM", "Channel: LETTER", "Outcome: DELIVERED", "Claimed: 700 minor units"];
    expect(signed).to.include.members([...said, "Done: 2026-09-21T14:13:20.000Z"]);
    const given = collectionVerbsBy((name, args) => encode(collectionsAbi, name, args), encoding);
    const data = await given.record(of, { record: RECORD });
    const { args } = new Interface(collectionsAbi).parseTransaction({ data }) ?? expect.fail();
    const [id, creditor, collector, entry] = args.toArray(true) as [Hex, Hex, Hex, unknown[]];
    const names = ["kind", "stage", "channel", "outcome", "doneAt", "nextDay", "content"];
    const told = Object.fromEntries(names.map((name, place) => [name, entry[place]]));
    const message = { id, creditor, collector, entry: told, claim: [], body: "0x", consent: [] };
    const sent = screen(calls, "record(", message);
    expect(sent).to.include.members(["Kind: Demand", "Stage: Firm", "Channel: Letter", "Outcome: Delivered"]);
  });
});
