import { expect } from "chai";
import { idOf } from "../../src/audit/commitment.ts";
import { hexOf } from "../../src/audit/hashing.ts";
import { audit, kindsOf, expectReported } from "./audits.ts";
import type { Impossible } from "./audits.ts";
import { ID, STRANGER, issue } from "./chronicle.ts";
import * as first from "./chronicle.ts";
import type { Told } from "./chronicle.ts";
import * as life from "./life.ts";
import { LATER, LATER_LIVE, LATER_TERMS, onLater } from "./life.ts";

const PARTS = [
  [300_000n, 1_200n],
  [700_000n, 2_801n],
] as const;
const [mintOne, mintTwo, parted] = life.split(LATER, LATER_TERMS, PARTS);
if (mintOne === undefined || mintTwo === undefined || parted === undefined) throw new Error("a split has three events");
const SPLIT = [mintOne, mintTwo, parted];

/** Of which no part may have less than 10^5 minor units. */
const THRIFTY = { ...LATER, policy: 4n + 8n * 5n };

function partedBy(more: Readonly<Record<string, unknown>>): Told {
  return ["ReceivableSplit", { ...parted?.[1], ...more }];
}

describe("The auditor's fold of a split", () => {
  it("gives each part its share of every sum, and its own place in the book", () => {
    const { state } = audit(...LATER_LIVE, ...SPLIT);
    const parts = [0, 1].map((index) => state.receivables.get(idOf(life.partHeader(LATER, index))));
    expect(parts.map((part) => part?.terms?.fixedSum)).to.deep.equal([1_200n, 2_801n]);
    expect(parts.map((part) => part?.header.line)).to.deep.equal([10_000n, 10_001n]);
  });

  it("takes parts of exactly what the policy asks for", () => {
    const parts = life.split(THRIFTY, LATER_TERMS, [
      [100_000n, 400n],
      [900_000n, 3_601n],
    ]);
    const told = [...issue(THRIFTY, LATER_TERMS), life.accept(THRIFTY, LATER_TERMS), ...parts];
    expect(kindsOf(audit(...told))).to.deep.equal([]);
  });

  it("reports a part without a token and a part's token that began with somebody else", () => {
    const stolen: Told = ["Transfer", { ...mintTwo[1], to: STRANGER }];
    expect(kindsOf(audit(...LATER_LIVE, stolen, parted))).to.deep.equal([
      "FirstHolderMismatch",
      "ReceivableWithoutToken",
    ]);
  });

  const impossible: readonly Impossible[] = [
    ["a split of nothing known", "UnknownReceivable", [], parted],
    ["a split before the acceptance", "StatusForbids", issue(LATER, LATER_TERMS), parted],
    ["a split twice", "StatusForbids", [...LATER_LIVE, ...SPLIT], parted],
    [
      "a split into one part",
      "PartsInvalid",
      LATER_LIVE,
      partedBy({ amounts: [1_000_000n], commitments: [hexOf(1n)] }),
    ],
    ["a split into nothing", "PartTooSmall", LATER_LIVE, partedBy({ amounts: [0n, 1_000_000n] })],
    [
      "a split into less than its policy allows",
      "PartTooSmall",
      [...issue(THRIFTY, LATER_TERMS), life.accept(THRIFTY, LATER_TERMS)],
      life.split(THRIFTY, LATER_TERMS, [
        [99_999n, 400n],
        [900_001n, 3_601n],
      ])[2] ?? parted,
    ],
    ["a split into less than is open", "PartsInvalid", LATER_LIVE, partedBy({ amounts: [300_000n, 699_999n] })],
    ["a split with a commitment missing", "PartsInvalid", LATER_LIVE, partedBy({ commitments: [hexOf(1n)] })],
    [
      "a split with another commitment",
      "CommitmentMismatch",
      LATER_LIVE,
      partedBy({ commitments: [hexOf(1n), hexOf(2n)] }),
    ],
    ["a split against the policy", "SplitForbidden", [...first.issue(), first.accept()], partedBy({ id: ID })],
    ["a split while it is disputed", "SplitForbidden", [...LATER_LIVE, onLater(first.dispute(1n, 1n))], parted],
    ["a split while it is advised", "SplitForbidden", [...LATER_LIVE, onLater(life.advise(1n))], parted],
    ["a split after it was written off", "SplitForbidden", [...LATER_LIVE, onLater(life.writeOff())], parted],
    ["a split after charges were waived", "SplitForbidden", [...LATER_LIVE, onLater(life.waive(1n))], parted],
  ];

  for (const each of impossible) {
    it(`reports ${each[0]} as ${each[1]}, and leaves it out`, () => expectReported(each));
  }
});
