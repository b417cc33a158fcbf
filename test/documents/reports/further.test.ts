import { expect } from "chai";
import { plainCell } from "../../../src/documents/reports/cells.ts";
import {
  forecastSection,
  registerSection,
  warningSections,
  watchlistSection,
} from "../../../src/documents/reports/furtherSections.ts";
import type { ReportedRisk, ReportedWarning } from "../../../src/documents/reports/furtherSections.ts";
import type { Section } from "../../../src/documents/reports/section.ts";
import { dayNumber } from "../../../src/domain/terms.ts";

const DAY = dayNumber("2026-07-01");
const nameOf = (key: string): string => (key === "north" ? "Nordlicht GmbH" : key);

function shown({ rows }: Section): readonly (readonly string[])[] {
  return rows.map((row) => row.map((cell) => plainCell(cell, 2).value));
}

describe("What other work tells in the monthly report", () => {
  it("forecasts month by month: expected, an even chance, and the careful figure; nothing of too few cases", () => {
    const within = { expected: 1_000_00n, p50: 990_00n, p90: 700_50n };
    const section = forecastSection([{ from: DAY, through: DAY + 30, within, until: within }]);
    expect(shown(section)).to.deep.equal([["2026-07-01", "2026-07-31", "1000.00", "990.00", "700.50"]]);
    expect(forecastSection(undefined).rows).to.deep.equal([]);
  });

  it("lists what lasts in its own units, what came true too, and counts the false alarms of every rule", () => {
    const warning: ReportedWarning = {
      ...{ rule: "lateDrift", subject: "north", since: DAY, figure: 12n, threshold: 10n },
      ...{ occasion: "", outcome: "open", hadItsTime: true, isJudged: false, isOver: false },
    };
    const decided = ["confirmed", "confirmed", "confirmed", "false", "false"] as const;
    const [lasting, record] = warningSections(
      [
        warning,
        ...decided.map((outcome) => ({ ...warning, outcome, isOver: true })),
        // Not over: they came true, or were held for false alarms, and their state goes on all the same.
        { ...warning, rule: "limitExceeded", figure: 1_200_000n, threshold: 1_000_000n, outcome: "confirmed" },
        { ...warning, rule: "firstLate", figure: 40n, threshold: 1n, outcome: "false", hadItsTime: true },
        // A person said what became of them, or they were given once and are decided.
        { ...warning, rule: "firstLate", outcome: "confirmed", isJudged: true },
        { ...warning, rule: "bankReturn", occasion: "item 1", outcome: "confirmed" },
        { ...warning, rule: "bankReturn", occasion: "item 2", figure: 1n, threshold: 1n, hadItsTime: false },
        { ...warning, rule: "overdueShare", subject: "", figure: 612_500n, threshold: 500_000n },
        { ...warning, rule: "brokenPromises", isOver: true, hadItsTime: false },
      ],
      nameOf,
    );
    expect(lasting && shown(lasting)).to.deep.equal([
      ["lateDrift", "Nordlicht GmbH", "2026-07-01", "12.00", "10.00"],
      ["limitExceeded", "Nordlicht GmbH", "2026-07-01", "1.200000", "1.000000"],
      ["firstLate", "Nordlicht GmbH", "2026-07-01", "40.00", "1.00"],
      ["bankReturn", "Nordlicht GmbH", "2026-07-01", "1", "1"],
      ["overdueShare", "total", "2026-07-01", "0.612500", "0.500000"],
    ]);
    expect(record && shown(record)).to.deep.equal([
      ["lateDrift", "6", "3", "2", "1", "0.600000"],
      ["firstLate", "2", "1", "1", "0", ""],
      ["overdueShare", "1", "0", "0", "1", ""],
      ["bankReturn", "2", "1", "0", "1", ""],
      ["brokenPromises", "1", "0", "0", "1", ""],
      ["limitExceeded", "1", "1", "0", "0", ""],
    ]);
  });

  it("shows whom the organisation watches and why, and its risks, the worst first and none that is closed", () => {
    const watched = { customer: "north", cause: "manual", reason: "A new owner", since: DAY, review: DAY + 9 } as const;
    expect(shown(watchlistSection([watched], nameOf))).to.deep.equal([
      ["Nordlicht GmbH", "manual", "2026-07-01", "2026-07-10", "A new owner"],
    ]);
    const risk = (name: string, likelihood: number, impact: number, status: ReportedRisk["status"]): ReportedRisk => ({
      ...{ risk: name, category: "chain", likelihood, impact, grade: "medium", status, review: DAY },
    });
    const risks = [risk("A", 1, 5, "open"), risk("B", 5, 5, "closed"), risk("C", 3, 3, "accepted")];
    expect(shown(registerSection(risks)).map(([name]) => name)).to.deep.equal(["C", "A"]);
  });
});
