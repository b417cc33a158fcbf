import { expect } from "chai";
import {
  approvedWriteOff,
  caseFile,
  CaseEntryError,
  SECURITY_KINDS,
  withEntry,
} from "../../../src/domain/cases/caseFile.ts";
import type { CaseEntry, CaseEntryBody } from "../../../src/domain/cases/caseFile.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";

const [ADA, BOB] = [1, 2].map((digit): Address => `0x${String(digit).repeat(40)}`) as [Address, Address];
const [ONE, TWO] = [3, 4].map((digit): Hex => `0x${String(digit).repeat(64)}`) as [Hex, Hex];
const EVIDENCE: Hex = `0x${"5".repeat(64)}`;

function entries(...bodies: readonly (CaseEntryBody | readonly [CaseEntryBody, Address])[]): CaseEntry[] {
  return bodies.map((told, index) => {
    const [body, account] = "kind" in told ? [told, ADA] : told;
    return { id: `entry ${index}`, account, at: 1_000 + index, body };
  });
}

const TAKEN: CaseEntryBody = { kind: "receivable", receivable: ONE };
const ABOUT = { kind: "writeOffAsked", receivable: ONE, reason: "insolvent", evidence: EVIDENCE } as const;
const ASKED: CaseEntryBody = { ...ABOUT, open: 100n };
const decided = (isApproved: boolean, request = "entry 1"): CaseEntryBody => {
  return { kind: "writeOffDecided", request, isApproved, text: "seen" };
};

describe("A case", () => {
  it("follows from its entries, the last stage and insurance counting, and the first notice and insolvency", () => {
    const security = {
      ...{ kind: SECURITY_KINDS[1], giver: "Parent AG", amount: null, currency: null },
      ...{ registry: "中登网", registryNumber: "0123", until: null },
    };
    const file = caseFile(
      entries(
        ...[TAKEN, TAKEN, { kind: "receivable", receivable: TWO } as const],
        ...[{ kind: "stage", stage: "legal" } as const, { kind: "note", text: "called" } as const],
        ...[{ kind: "insuranceNotice", receivable: ONE, day: 20 } as const],
        ...[{ kind: "insuranceNotice", receivable: ONE, day: 10 } as const],
        ...[{ kind: "insolvency", day: 40, evidence: "gazette" } as const],
        ...[{ kind: "insolvency", day: 50, evidence: "court" } as const, { kind: "security", security } as const],
      ),
    );
    expect(file).to.deep.include({ stage: "legal", receivables: [ONE, TWO], insolventOn: 40, securities: [security] });
    expect([...file.insuranceNotices]).to.deep.equal([[ONE, 10]]);
  });

  it("takes a write-off by two people alone: whoever asks does not decide, and nobody decides twice (R49)", () => {
    const asked = entries(TAKEN, ASKED);
    expect(caseFile(asked).writeOffs[0]?.decision).to.equal(undefined);
    expect(() => caseFile(entries(TAKEN, ASKED, decided(true)))).to.throw(CaseEntryError, "another member");
    const file = caseFile(entries(TAKEN, ASKED, [decided(true), BOB]));
    expect(file.writeOffs[0]?.decision).to.deep.equal({ isApproved: true, by: BOB, at: 1_002, text: "seen" });
    expect(() => caseFile(entries(TAKEN, ASKED, [decided(true), BOB], [decided(false), BOB]))).to.throw("decided");
    expect(() => caseFile(entries(TAKEN, [decided(true, "entry 9"), BOB]))).to.throw(CaseEntryError, "entry 9");
  });

  it("takes another request for a write-off once one was refused, and not beside one that stands", () => {
    expect(() => caseFile(entries(TAKEN, ASKED, ASKED))).to.throw(CaseEntryError, "asked for as entry 1");
    expect(() => caseFile(entries(TAKEN, ASKED, [decided(true), BOB], ASKED))).to.throw(CaseEntryError, "entry 1");
    expect(caseFile(entries(TAKEN, ASKED, [decided(false), BOB], ASKED)).writeOffs).to.have.length(2);
  });

  it("takes nothing about a receivable that is none of it", () => {
    const fact = { kind: "promise", day: 5, evidence: "mail" } as const;
    for (const body of [
      ASKED,
      { kind: "fact", receivable: ONE, fact },
      { kind: "insuranceNotice", receivable: ONE, day: 4 },
    ] as const) {
      expect(() => caseFile(entries(body)), body.kind).to.throw(CaseEntryError, "none of the case");
      expect(() => caseFile(entries(TAKEN, body)), body.kind).not.to.throw();
    }
  });

  it("takes notes alone once it is closed", () => {
    const closed = caseFile(entries(TAKEN, { kind: "closed", reason: "paid" }));
    const [note, stage] = entries({ kind: "note", text: "letter came" }, { kind: "stage", stage: "firm" });
    if (note === undefined || stage === undefined) throw new Error("there are two");
    expect(withEntry(closed, note)).to.deep.equal(closed);
    expect(() => withEntry(closed, stage)).to.throw(CaseEntryError, "closed");
  });

  it("lets a receivable be written off once another member approved it, and while it is open", () => {
    const approved = entries(TAKEN, ASKED, [decided(true), BOB]);
    expect(approvedWriteOff(caseFile(approved), ONE, 100n)?.evidence).to.equal(EVIDENCE);
    expect(approvedWriteOff(caseFile(approved), TWO, 100n)).to.equal(undefined);
    expect(approvedWriteOff(caseFile(entries(TAKEN, ASKED)), ONE, 100n)).to.equal(undefined);
    expect(approvedWriteOff(caseFile(entries(TAKEN, ASKED, [decided(false), BOB])), ONE, 100n)).to.equal(undefined);
    const closed = entries(TAKEN, ASKED, [decided(true), BOB], { kind: "closed", reason: "paid" });
    expect(approvedWriteOff(caseFile(closed), ONE, 100n)).to.equal(undefined);
  });

  it("approves no more than was open when a write-off was asked for, which is asked for anew then", () => {
    const approved = entries(TAKEN, ASKED, [decided(true), BOB]);
    expect(approvedWriteOff(caseFile(approved), ONE, 99n)?.id).to.equal("entry 1");
    expect(approvedWriteOff(caseFile(approved), ONE, 101n)).to.equal(undefined);
    expect(() => caseFile(entries(TAKEN, ASKED, [decided(true), BOB], ASKED))).to.throw(CaseEntryError, "entry 1");
    const more: CaseEntryBody = { ...ABOUT, open: 101n };
    const anew = entries(TAKEN, ASKED, [decided(true), BOB], more, [decided(true, "entry 3"), BOB]);
    expect(approvedWriteOff(caseFile(anew.slice(0, -1)), ONE, 101n)).to.equal(undefined);
    expect(approvedWriteOff(caseFile(anew), ONE, 101n)?.id).to.equal("entry 3");
    const unmeasured = entries(TAKEN, ABOUT, [decided(true), BOB]);
    expect(approvedWriteOff(caseFile(unmeasured), ONE, 1n), "of an unknown sum").to.equal(undefined);
    expect(() => caseFile([...unmeasured, ...entries(ASKED)])).not.to.throw();
  });
});
