import { expect } from "chai";
import { plainCell } from "../../../src/documents/reports/cells.ts";
import {
  forecastSection,
  registerSections,
  warningSections,
  watchlistSection,
} from "../../../src/documents/reports/furtherSections.ts";
import type { ReportedRisk, ReportedWarning } from "../../../src/documents/reports/furtherSections.ts";
import type { RiskIndicator } from "../../../src/domain/risk/register.ts";
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

  it("lists what lasts in its own units, and counts the false alarms of every rule", () => {
    const warning: ReportedWarning = { rule: "lateDrift", subject: "north", since: DAY, figure: 12n, threshold: 10n };
    const [lasting, record] = warningSections(
      [
        warning,
        { ...warning, rule: "limitExceeded", figure: 1_200_000n, threshold: 1_000_000n },
        { ...warning, rule: "bankReturn", figure: 1n, threshold: 1n },
        { ...warning, rule: "overdueShare", subject: "", figure: 612_500n, threshold: 500_000n },
      ],
      [
        { rule: "limitExceeded", raised: 1, confirmed: 1, false: 0 },
        { rule: "lateDrift", raised: 6, confirmed: 3, false: 2 },
      ],
      nameOf,
    );
    expect(lasting && shown(lasting)).to.deep.equal([
      ["lateDrift", "Nordlicht GmbH", "2026-07-01", "12.00", "10.00"],
      ["limitExceeded", "Nordlicht GmbH", "2026-07-01", "1.200000", "1.000000"],
      ["bankReturn", "Nordlicht GmbH", "2026-07-01", "1", "1"],
      ["overdueShare", "removed", "2026-07-01", "0.612500", "0.500000"],
    ]);
    expect(record && shown(record)).to.deep.equal([
      ["lateDrift", "6", "3", "2", "1", "0.600000"],
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
      ...{ owner: undefined, indicator: undefined },
    });
    const risks = [risk("A", 1, 5, "open"), risk("B", 5, 5, "closed"), risk("C", 3, 3, "accepted")];
    const [register, figures] = registerSections(risks);
    expect(register && shown(register).map(([name]) => name)).to.deep.equal(["C", "A"]);
    expect(figures?.rows).to.deep.equal([]);
  });

  it("shows who answers for a risk, and the figure by which it is watched, in its own unit", () => {
    const risk: ReportedRisk = {
      ...{ risk: "R", category: "chain", likelihood: 3, impact: 3, grade: "medium", status: "open", review: DAY },
      ...{ owner: "A. Meier", indicator: undefined },
    };
    const watched = (indicator: RiskIndicator, value: number | undefined): ReportedRisk => {
      return { ...risk, indicator: { indicator, value } };
    };
    const [register, figures] = registerSections([
      risk,
      watched({ kind: "figure", figure: "bookOverdueShare", threshold: 300_000 }, 250_000),
      watched({ kind: "figure", figure: "keyLossDrillDays", threshold: 183 }, Infinity),
      watched({ kind: "figure", figure: "reorganisationDrillDays", threshold: 183 }, 183),
      watched({ kind: "figure", figure: "indexAgeSeconds", threshold: 900 }, undefined),
      watched({ kind: "warnings", rule: "oldPayeePaid", threshold: 1 }, 2),
    ]);
    expect(register && shown(register)[0]).to.deep.equal([
      ...["R", "chain", "3", "3", "medium", "open", "A. Meier", "2026-07-01"],
    ]);
    expect(figures && shown(figures)).to.deep.equal([
      ["R", "bookOverdueShare", "0.250000", "0.300000", "no"],
      ["R", "keyLossDrillDays", "never", "183.00", "yes"],
      ["R", "reorganisationDrillDays", "183.00", "183.00", "yes"],
      ["R", "indexAgeSeconds", "", "900", ""],
      ["R", "oldPayeePaid", "2", "1", "yes"],
    ]);
  });
});
