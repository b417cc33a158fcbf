import { expect } from "chai";
import { learnAliases } from "../../src/reconciliation/cash/aliases.ts";
import {
  EMPTY_LEDGER,
  confirm,
  dishonour,
  honour,
  openAfter,
  paidBefore,
  post,
  statesOf,
  undecided,
  undo,
} from "../../src/reconciliation/cash/ledger.ts";
import { DAY, decide, item, line, outcomes } from "./cashScenes.ts";

describe("Cash application: what was posted", () => {
  const items = [item("INV-777001", 10_000n), item("INV-777002", 20_000n)];
  const lines = [line("b1", 10_000n, "INV-777001"), line("b2", 4_000n, "INV-777002"), line("b3", 77n)];
  const decisions = decide({ items, lines });
  const ledger = post(EMPTY_LEDGER, decisions, lines);

  it("is what says POST, and only that", () => {
    expect([...ledger.keys()]).to.deep.equal(["b1", "b2"]);
    expect(openAfter(items, ledger).map(({ amount }) => amount)).to.deep.equal([0n, 16_000n]);
    expect(undecided(lines, ledger).map(({ reference }) => reference)).to.deep.equal(["b3"]);
  });

  it("posts once, however often it is run", () => {
    expect(post(ledger, decisions, lines)).to.deep.equal(ledger);
    const again = decide({ items: openAfter(items, ledger), lines: undecided(lines, ledger) });
    expect(post(ledger, again, lines)).to.deep.equal(ledger);
  });

  it("undone is the state before, in any order", () => {
    expect(undo(undo(ledger, "b1"), "b2")).to.deep.equal(EMPTY_LEDGER);
    expect(undo(undo(ledger, "b2"), "b1")).to.deep.equal(EMPTY_LEDGER);
    expect(openAfter(items, undo(ledger, "b1"))[0]?.amount).to.equal(10_000n);
    expect(decide({ items: openAfter(items, undo(ledger, "b1")), lines: lines.slice(0, 1) })).to.deep.equal(
      decisions.slice(0, 1),
    );
    expect(() => undo(ledger, "b3")).to.throw(/line is b3: it is not posted/);
  });

  it("recognises a second payment in a later run", () => {
    const later = [line("b9", 10_000n, "INV-777001", { valueDate: DAY + 55 })];
    const scene = { items: openAfter(items, ledger), lines: later };
    expect(outcomes({ ...scene, more: { paid: paidBefore(ledger) } })).to.deep.equal(["EXCEPTION DUPLICATE"]);
    const muchLater = [line("b9", 10_000n, "INV-777001", { valueDate: DAY + 56 })];
    expect(outcomes({ ...scene, lines: muchLater, more: { paid: paidBefore(ledger) } })).to.deep.equal([
      "EXCEPTION UNAPPLIED",
    ]);
  });

  it("is no duplicate of what is paid long after", () => {
    const paid = [{ item: "INV-777001", amount: 10_000n, valueDate: DAY + 100 }];
    const scene = { items: openAfter(items, ledger), lines: [line("b9", 10_000n, "INV-777001")] };
    expect(outcomes({ ...scene, more: { paid } })).to.deep.equal(["EXCEPTION UNAPPLIED"]);
  });

  it("takes a proposal when somebody has confirmed it", () => {
    const twins = [item("a", 500n), item("b", 500n)];
    const own = [line("b1", 500n)];
    const [proposal] = decide({ items: twins, lines: own });
    expect(proposal?.disposition).to.equal("PROPOSE");
    const confirmed = post(EMPTY_LEDGER, proposal === undefined ? [] : [confirm(proposal)], own);
    expect(openAfter(twins, confirmed).map(({ amount }) => amount)).to.deep.equal([0n, 500n]);
  });

  describe("of a bill", () => {
    const drawn = [line("b1", 10_000n, "INV-777001", { kind: "BILL" })];
    const received = post(EMPTY_LEDGER, decide({ items, lines: drawn }), drawn);
    const state = (of: typeof received): unknown => statesOf(items, of).get("INV-777001");

    it("is promised until the bill is honoured", () => {
      expect(received.get("b1")?.bill).to.equal("BILL_RECEIVED");
      expect(state(received)).to.deep.equal({ open: 0n, underBill: 10_000n, settled: 0n });
      expect(state(honour(received, "b1"))).to.deep.equal({ open: 0n, underBill: 0n, settled: 10_000n });
    });

    it("is open again when it is dishonoured, due when it always was", () => {
      const after = dishonour(received, "b1");
      expect(state(after)).to.deep.equal({ open: 10_000n, underBill: 0n, settled: 0n });
      expect(openAfter(items, after)).to.deep.equal(items);
    });

    it("goes no other way", () => {
      expect(() => dishonour(honour(received, "b1"), "b1")).to.throw(/HONOURED and cannot become DISHONOURED/);
      expect(() => honour(dishonour(received, "b1"), "b1")).to.throw(/DISHONOURED and cannot become HONOURED/);
      expect(() => undo(honour(received, "b1"), "b1")).to.throw(/its bill is HONOURED already/);
      expect(() => honour(ledger, "b1")).to.throw(/it is cash/);
      expect(undo(received, "b1")).to.deep.equal(EMPTY_LEDGER);
    });
  });
});

describe("Cash application: learned aliases", () => {
  const items = [item("INV-777001", 12_345n)];
  const holding = { payerName: "A. Holding", payerAccount: "DE99" };
  const seen = (reference: string, party = "acme"): { line: ReturnType<typeof line>; party: string } => ({
    line: line(reference, 1n, "", holding),
    party,
  });

  it("are proposed, never posted", () => {
    const aliases = learnAliases([seen("b1"), seen("b2")], 2);
    const lines = [line("b3", 12_345n, "INV-777001", holding)];
    const [decision] = decide({ items, lines, more: { aliases } });
    expect(decision).to.deep.include({ disposition: "PROPOSE", rule: "REFERENCE" });
    expect(decision?.explanation.payer).to.equal("ALIAS");
    expect(outcomes({ items, lines: [line("b3", 12_345n, "", holding)], more: { aliases } })).to.deep.equal([
      "PROPOSE EXACT_AMOUNT INV-777001",
    ]);
  });

  it("are never learned from one case, were it confirmed twice", () => {
    expect(learnAliases([seen("b1"), seen("b1")], 2)).to.deep.equal([]);
    expect(() => learnAliases([seen("b1")], 1)).to.throw(/cases is 1: never learn from fewer than 2 cases/);
  });

  it("are nobody's when two parties pay under them", () => {
    expect(learnAliases([seen("b1"), seen("b2"), seen("b3", "bolt")], 2)).to.deep.equal([]);
  });
});

describe("Cash application: payers", () => {
  const items = [item("a", 12_345n)];

  it("are known by their account in any spelling, whatever the name", () => {
    const lines = [line("b1", 12_345n, "", { payerName: "Somebody", payerAccount: "de02120300000000202051" })];
    expect(decide({ items, lines })[0]?.explanation).to.deep.include({ payer: "ACCOUNT", party: "acme" });
  });

  it("are known by an account that two lines with their name came from, not by one", () => {
    const named = (reference: string): ReturnType<typeof line> => line(reference, 1n, "", { payerAccount: "DE77" });
    const nameless = line("b9", 12_345n, "", { payerName: "?", payerAccount: "DE77" });
    expect(outcomes({ items, lines: [named("b1"), nameless] })[1]).to.equal("EXCEPTION UNIDENTIFIED");
    expect(outcomes({ items, lines: [named("b1"), named("b2"), nameless] })[2]).to.equal("POST EXACT_AMOUNT a");
  });

  it("are nobody by a name that two parties share", () => {
    const parties = [
      { id: "acme", names: ["Acme"], accounts: [] },
      { id: "bolt", names: ["ACME."], accounts: [] },
    ];
    const lines = [line("b1", 12_345n, "", { payerName: "Acme" })];
    expect(outcomes({ items, lines, more: { parties } })).to.deep.equal(["EXCEPTION UNIDENTIFIED"]);
  });
});
