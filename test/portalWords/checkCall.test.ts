import { expect } from "chai";
import { encodeFunctionData } from "viem";
import type { Abi } from "viem";
import * as abis from "../../generated/abi.ts";
import { idOf, openTerms } from "../../src/domain/commitment.ts";
import { keccak256, keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { checkCall } from "../../src/portal/acts/reading/checkCall.ts";
import type { Asked, Expected } from "../../src/portal/acts/reading/expected.ts";
import { AGREED } from "../support/agreed.ts";
import { KNOWN, NOW } from "./signedActs.ts";

const { supplier, buyer } = AGREED.header;
const { currency } = AGREED.terms;
const id = idOf(AGREED.header);
const opened = openTerms(AGREED);
const hash = (digit: string): Hex => `0x${digit.repeat(64)}`;
const [desk] = KNOWN.desks;

interface Case {
  readonly asked: Asked;
  readonly to: Address;
  readonly abi: Abi;
  readonly name: string;
  readonly args: readonly unknown[];
  /** Each what a lying gateway might write instead of one of the parameters, by its place. */
  readonly lies: readonly (readonly [place: number, value: unknown])[];
}

const credit = (amount: bigint): Hex =>
  encodeFunctionData({
    abi: abis.ledgerAbi,
    functionName: "credit",
    args: [id, opened, amount, keccakOfText("Returned"), []],
  });
const mandate = { verbs: 1 << 10, from: 0, until: NOW, cap: 1n, currency, document: hash("7") };
const receipt = { bankRef: keccakOfText("BK-1"), cash: 500n, valueDay: 20_501 };
const onDesk = { to: desk, abi: abis.deskAbi } as const;

const CASES: readonly Case[] = [
  {
    ...{ asked: { verb: "repay", receivable: id, maxCash: "10.00" }, ...onDesk, name: "repay" },
    ...{ args: [id, opened, 1_000n] },
    lies: [
      [0, hash("1")],
      [2, 1_001n],
    ],
  },
  {
    asked: { verb: "buyBack", receivable: id },
    ...onDesk,
    name: "buyBack",
    args: [id, opened],
    lies: [[0, hash("1")]],
  },
  {
    ...{ asked: { verb: "reassign", receivable: id }, ...onDesk, name: "reassign", args: [id, opened] },
    lies: [[0, hash("1")]],
  },
  {
    ...{ asked: { verb: "agreeAct", receivable: id, act: keccak256(credit(9n)) }, ...onDesk, name: "act" },
    ...{ args: [id, credit(9n)] },
    lies: [
      [0, hash("1")],
      [1, credit(10n)],
    ],
  },
  {
    ...{ asked: { verb: "credit", receivable: id, amount: "0.09", reason: "Returned" }, ...onDesk, name: "act" },
    ...{ args: [id, credit(9n)] },
    lies: [
      [0, hash("1")],
      [1, credit(10n)],
    ],
  },
  {
    ...{ asked: { verb: "chargeBack", receivable: id, reason: "Recourse", evidence: hash("2") }, ...onDesk },
    ...{ name: "chargeBack", args: [id, opened, 0, hash("2")] },
    lies: [
      [2, 1],
      [3, hash("3")],
    ],
  },
  {
    ...{ asked: { verb: "withdraw", desk, currency }, ...onDesk, name: "withdraw", args: [supplier, currency] },
    lies: [
      [0, buyer],
      [1, buyer],
    ],
  },
  {
    ...{ asked: { verb: "spendNonces", first: "4", count: 2 }, ...onDesk, name: "spendNonces", args: [4n, 2n] },
    lies: [
      [0, 5n],
      [1, 3n],
    ],
  },
  {
    asked: {
      ...{ verb: "giveDeskMandate", agent: buyer, verbs: ["Debit"], document: hash("7") },
      until: new Date(NOW * 1000).toISOString(),
    },
    ...{ ...onDesk, name: "giveMandate", args: [buyer, mandate] },
    lies: [
      [0, supplier],
      [1, { ...mandate, verbs: 1 << 14 }],
      [1, { ...mandate, until: NOW + 1 }],
      [1, { ...mandate, document: hash("8") }],
    ],
  },
  {
    ...{ asked: { verb: "transfer", receivable: id, to: buyer }, to: KNOWN.ledger, abi: abis.ledgerAbi },
    ...{ name: "transferFrom", args: [supplier, buyer, BigInt(id)] },
    lies: [
      [0, buyer],
      [1, supplier],
      [2, 1n],
    ],
  },
  {
    ...{ asked: { verb: "openDesk" }, to: KNOWN.factoring, abi: abis.factoringAbi, name: "open" },
    ...{ args: [supplier], lies: [[0, buyer]] },
  },
  {
    asked: {
      ...{ verb: "recordReceipt", receivable: id, bankReference: "BK-1", cash: "5.00", valueDate: "2026-02-17" },
      recipient: "SellerTurnedOver",
    },
    ...{ ...onDesk, name: "recordReceipt", args: [id, opened, receipt, 1] },
    lies: [
      [2, { ...receipt, cash: 501n }],
      [2, { ...receipt, bankRef: hash("1") }],
      [2, { ...receipt, valueDay: 20_502 }],
      [3, 0],
    ],
  },
];

function expectedOf(asked: Asked): Expected {
  const currencyOf: Expected["currencyOf"] = (of) => (of === currency ? { code: "EUR", decimals: 2 } : undefined);
  return { asked, organisation: supplier, known: KNOWN, currencyOf, now: NOW };
}

const sent = ({ to, abi, name, args }: Case): { readonly to: Address; readonly data: Hex } => ({
  to,
  data: encodeFunctionData({ abi, functionName: name, args }),
});

describe("checking what is to be sent against what was asked for", () => {
  for (const one of CASES) {
    it(`lets pass ${one.asked.verb} as it was asked for, and nothing else`, () => {
      const expected = expectedOf(one.asked);
      expect(checkCall(sent(one), expected, "en")).to.deep.equal([]);
      for (const [place, value] of one.lies) {
        const args = one.args.map((arg, index) => (index === place ? value : arg));
        expect(checkCall(sent({ ...one, args }), expected, "en"), String(place)).to.not.deep.equal([]);
      }
      for (const other of CASES) {
        if (other.name === one.name) continue;
        expect(checkCall(sent(other), expected, "zh"), other.name).to.have.length(1);
      }
    });
  }

  it("holds an allowance to this ledger and to what the act may cost", () => {
    const expected = expectedOf({ verb: "repay", receivable: id, maxCash: "10.00" });
    const approve = (spender: Address, amount: bigint): readonly string[] => {
      const data = encodeFunctionData({ abi: abis.demoCurrencyAbi, functionName: "approve", args: [spender, amount] });
      return checkCall({ to: currency, data }, expected, "en");
    };
    expect(approve(desk, 1_000n)).to.deep.equal([]);
    expect(approve(desk, 1_001n)).to.have.length(1);
    expect(approve(buyer, 1_000n)).to.have.length(1);
  });

  it("refuses to compare what is signed and not sent", () => {
    const call = CASES[0];
    if (call === undefined) throw new Error("there is a call");
    expect(checkCall(sent(call), expectedOf({ verb: "accept", receivable: id }), "en")).to.have.length(1);
  });
});
