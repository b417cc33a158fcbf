import { expect } from "chai";
import { DAY, TOLERANT, decide, item, line, outcomes } from "./cashScenes.ts";

describe("Cash application: amounts", () => {
  describe("exact", () => {
    it("one item of the very amount is posted without a word", () => {
      const items = [item("a", 10_000n), item("b", 20_000n)];
      expect(outcomes({ items, lines: [line("b1", 10_000n)] })).to.deep.equal(["POST EXACT_AMOUNT a"]);
    });

    it("a round amount is a question when the text names a number that nobody knows", () => {
      const items = [item("a", 10_000n), item("b", 33_300n)];
      expect(outcomes({ items, lines: [line("b1", 10_000n, "thanks")] })).to.deep.equal(["POST EXACT_AMOUNT a"]);
      expect(outcomes({ items, lines: [line("b1", 10_000n, "998877665")] })).to.deep.equal(["PROPOSE EXACT_AMOUNT a"]);
    });

    it("an amount never takes another month's rent while the text names a number that nobody knows", () => {
      const items = [item("202602", 123_457n), item("202603", 88_811n)];
      const rent = (text: string, structured: readonly string[] = []) =>
        outcomes({ items, lines: [{ ...line("b1", 123_457n, text), structured }] });
      expect(rent("Rent")).to.deep.equal(["POST EXACT_AMOUNT 202602"]);
      expect(rent("invoice 77441199")).to.deep.equal(["PROPOSE EXACT_AMOUNT 202602"]);
      expect(rent("", ["77441199"]), "in a field of its own").to.deep.equal(["PROPOSE EXACT_AMOUNT 202602"]);
      const all = outcomes({ items, lines: [line("b1", 212_268n, "Rechnung 77665544")] });
      expect(all).to.deep.equal(["PROPOSE WHOLE_STATEMENT 202602 202603"]);
    });

    it("two items of one amount are a question", () => {
      const items = [item("a", 12_345n), item("b", 12_345n)];
      const [decision] = decide({ items, lines: [line("b1", 12_345n)] });
      expect(decision).to.deep.include({ disposition: "PROPOSE", rule: "EXACT_AMOUNT" });
      expect(decision?.explanation.solutions).to.equal(2);
    });

    it("two payments of one amount for one item are a question", () => {
      const scene = { items: [item("a", 12_345n)], lines: [line("b1", 12_345n), line("b2", 12_345n)] };
      expect(outcomes(scene)).to.deep.equal(["PROPOSE EXACT_AMOUNT a", "PROPOSE EXACT_AMOUNT a"]);
    });

    it("another currency, another payer, a later issue and a dispute are no match", () => {
      const items = [
        item("a", 12_345n, { currency: "USD" }),
        item("b", 12_345n, { payer: "bolt" }),
        item("c", 12_345n, { issued: DAY + 11 }),
        item("d", 12_345n, { disputed: true }),
      ];
      expect(outcomes({ items, lines: [line("b1", 12_345n)] })).to.deep.equal(["EXCEPTION UNAPPLIED"]);
    });

    it("an item that another line quotes is left to it", () => {
      const lines = [line("b1", 12_345n), line("b2", 6_000n, "INV-777001"), line("b3", 6_345n, "INV-777001")];
      expect(outcomes({ items: [item("INV-777001", 12_345n)], lines })).to.deep.equal([
        "EXCEPTION UNAPPLIED",
        "POST PARTS INV-777001",
        "POST PARTS INV-777001",
      ]);
    });
  });

  describe("less a discount", () => {
    const discount = { rate: 20_000n, until: DAY + 10, onParts: false };
    const items = [item("INV-777001", 10_000n, { discount }), item("b", 33_300n)];

    it("on its last day it is taken", () => {
      const [decision] = decide({ items, lines: [line("b1", 9_800n, "INV-777001")] });
      expect(decision).to.deep.include({ disposition: "POST", rule: "DISCOUNT", unapplied: 0n });
      const allocation = { item: "INV-777001", cash: 9_800n, discount: 200n, difference: 0n, reason: "NONE" };
      expect(decision?.allocations).to.deep.equal([allocation]);
    });

    it("it is found by the amount alone", () => {
      expect(outcomes({ items, lines: [line("b1", 9_800n)] })).to.deep.equal(["POST DISCOUNT INV-777001"]);
    });

    it("R13: a day later the payment is short, and says why", () => {
      const late = { valueDate: DAY + 11 };
      const [decision] = decide({ items, lines: [line("b1", 9_800n, "INV-777001", late)] });
      expect(decision).to.deep.include({ disposition: "EXCEPTION", rule: "SHORT" });
      expect(decision?.allocations[0]).to.deep.include({ cash: 9_800n, discount: 0n, reason: "UNEARNED_DISCOUNT" });
      expect(outcomes({ items, lines: [line("b1", 9_800n, "", late)] })).to.deep.equal(["EXCEPTION UNAPPLIED"]);
    });

    it("V27: 4,900 in time settles 5,000.00 where parts earn the discount", () => {
      const onParts = [item("INV-777001", 1_000_000n, { discount: { ...discount, onParts: true } })];
      const [decision] = decide({ items: onParts, lines: [line("b1", 490_000n, "INV-777001")] });
      expect(decision).to.deep.include({ disposition: "POST", rule: "PARTS" });
      expect(decision?.allocations[0]).to.deep.include({ cash: 490_000n, discount: 10_000n, reason: "PART_PAYMENT" });
    });

    it("a part that would settle more than is open earns nothing by itself", () => {
      const nearly = [item("INV-777001", 496_000n, { discount: { ...discount, onParts: true } })];
      expect(outcomes({ items: nearly, lines: [line("b1", 490_000n, "INV-777001")] })).to.deep.equal([
        "EXCEPTION SHORT INV-777001",
      ]);
    });

    it("a sum that was agreed is kept back to the cent, and no day longer than a rate", () => {
      const discount = { rate: 19_999n, sum: 1_999n, until: DAY + 10, onParts: false };
      const items = [item("INV-777009", 99_999n, { discount })];
      const becomes = (valueDate: number): string | undefined =>
        outcomes({ items, lines: [line("b1", 98_000n, "INV-777009", { valueDate })] })[0];
      expect(becomes(DAY + 10)).to.equal("POST DISCOUNT INV-777009");
      expect(becomes(DAY + 11)).to.equal("EXCEPTION SHORT INV-777009");
    });

    it("R12: a part earns nothing where that is not agreed", () => {
      const [decision] = decide({ items, lines: [line("b1", 4_900n, "INV-777001")] });
      expect(decision?.allocations[0]).to.deep.include({ cash: 4_900n, discount: 0n, reason: "PART_PAYMENT" });
    });
  });

  describe("within tolerance", () => {
    const items = [item("INV-777001", 100_000n), item("b", 33_300n)];
    const paid = (amount: bigint, text = "INV-777001"): string =>
      outcomes({ items, lines: [line("b1", amount, text)], policy: TOLERANT })[0] ?? "";

    it("the difference is posted to its reason, on either side", () => {
      const lines = [line("b1", 99_900n, "INV-777001")];
      const [short] = decide({ items, lines, policy: TOLERANT });
      expect(short?.allocations[0]).to.deep.include({ cash: 99_900n, difference: 100n, reason: "TOLERATED_SHORT" });
      const [over] = decide({ items, lines: [line("b1", 100_100n, "INV-777001")], policy: TOLERANT });
      expect(over?.allocations[0]).to.deep.include({ cash: 100_100n, difference: -100n, reason: "TOLERATED_OVER" });
    });

    it("the difference of several items stands on the largest", () => {
      const both = [item("INV-777003", 20_000n), item("INV-777001", 100_000n)];
      const lines = [line("b1", 119_960n, "INV-777003 INV-777001")];
      const [decision] = decide({ items: both, lines, policy: TOLERANT });
      expect(decision?.allocations.map(({ item: id, difference }) => [id, difference])).to.have.deep.members([
        ["INV-777003", 0n],
        ["INV-777001", 40n],
      ]);
    });

    it("a cent beyond the absolute limit is a part, or too much", () => {
      expect(paid(99_899n)).to.equal("POST PARTS INV-777001");
      expect(paid(100_101n)).to.equal("EXCEPTION OVER");
    });

    it("the relative limit is the smaller one for a small item", () => {
      const small = [item("INV-777002", 1_000n)];
      const outcome = (amount: bigint): readonly string[] =>
        outcomes({ items: small, lines: [line("b1", amount, "INV-777002")], policy: TOLERANT });
      expect(outcome(995n)).to.deep.equal(["POST TOLERANCE INV-777002"]);
      expect(outcome(994n)).to.deep.equal(["POST PARTS INV-777002"]);
    });

    it("nothing is tolerated in a currency without limits", () => {
      expect(outcomes({ items, lines: [line("b1", 99_999n, "INV-777001")] })).to.deep.equal(["POST PARTS INV-777001"]);
    });
  });
});
