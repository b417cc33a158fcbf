import { expect } from "chai";
import fc from "fast-check";
import { gradeOf, isReviewOverdue, RISK_GRADES } from "../../../src/domain/risk/register.ts";
import { RISK_TEMPLATE } from "../../../src/domain/risk/registerTemplate.ts";
import { DRILLS, EMERGENCIES, RUNBOOK_TEMPLATE } from "../../../src/domain/risk/runbook.ts";

const five = fc.integer({ min: 1, max: 5 });

describe("The risk register", () => {
  it("grades by likelihood times impact, and never calls low what could end the firm (N04)", () => {
    const grades = (impact: number) => [1, 2, 3, 4, 5].map((likelihood) => gradeOf({ likelihood, impact }));
    expect(grades(1)).to.deep.equal(["low", "low", "low", "low", "medium"]);
    expect(grades(3)).to.deep.equal(["low", "medium", "medium", "high", "high"]);
    expect(grades(5)).to.deep.equal(["medium", "high", "high", "critical", "critical"]);
  });

  it("never grades a worse risk lower", () => {
    fc.assert(
      fc.property(five, five, five, five, (one, two, three, four) => {
        const rank = (likelihood: number, impact: number): number =>
          RISK_GRADES.indexOf(gradeOf({ likelihood, impact }));
        const worse = rank(Math.max(one, two), Math.max(three, four));
        expect(worse).to.be.at.least(rank(Math.min(one, two), Math.min(three, four)));
      }),
    );
  });

  it("counts a review as overdue from the day after it, unless the risk is closed", () => {
    expect(isReviewOverdue({ status: "open", review: 10 }, 10)).to.equal(false);
    expect(isReviewOverdue({ status: "accepted", review: 10 }, 11)).to.equal(true);
    expect(isReviewOverdue({ status: "closed", review: 10 }, 11)).to.equal(false);
  });

  it("ships a template that names the chain's own risks, each with a playbook (N03)", () => {
    const keys = RISK_TEMPLATE.map(({ key }) => key);
    expect(new Set(keys).size).to.equal(keys.length);
    expect(keys).to.include.members(["key-loss", "contract-bug", "wrong-rate", "stablecoin-depeg", "reorganisation"]);
    expect(keys).to.include.members(["lying-provider", "gateway-down", "registrar-compromised"]);
    for (const { playbook } of RISK_TEMPLATE) expect(playbook).not.to.be.empty;
  });

  it("ships a runbook with a page for every emergency, and names each drill on its page (N09, N10)", () => {
    expect(RUNBOOK_TEMPLATE.map(({ emergency }) => emergency)).to.deep.equal(EMERGENCIES);
    for (const drill of DRILLS) {
      const page = RUNBOOK_TEMPLATE.find(({ emergency }) => emergency === drill);
      expect(page?.resources.some((text) => text.startsWith("countersign drill "))).to.equal(true);
    }
  });
});
