import { expect } from "chai";
import { formatMoney } from "../../src/cli/money.ts";
import { toJson } from "../../src/cli/output.ts";
import { displayWidth, renderTable } from "../../src/cli/table.ts";

describe("what the terminal shows", () => {
  it("counts an ideograph as two columns", () => {
    expect(displayWidth("云帆 GmbH")).to.equal(9);
  });

  it("keeps columns in line whatever the script, and sets the sums apart", () => {
    const columns = [
      { title: "who", of: (row: readonly [string, string]) => row[0] },
      { title: "sum", of: (row: readonly [string, string]) => row[1], align: "right" as const },
    ];
    const lines = renderTable(
      columns,
      [
        ["云帆", "1.00"],
        ["Anna", "10.00"],
      ],
      ["", "11.00"],
    ).split("\n");
    expect(lines).to.deep.equal([
      "who     sum",
      "────  ─────",
      "云帆   1.00",
      "Anna  10.00",
      "────  ─────",
      "      11.00",
    ]);
  });

  it("groups thousands and keeps every minor unit, also of currencies without any", () => {
    expect(formatMoney(123_456_789n, 2)).to.equal("1,234,567.89");
    expect(formatMoney(-5n, 2)).to.equal("-0.05");
    expect(formatMoney(1_000n, 0)).to.equal("1,000");
    expect(formatMoney(1_234_567n, 3)).to.equal("1,234.567");
  });

  it("writes amounts into JSON as decimal strings", () => {
    expect(toJson({ big: 2n ** 60n, decimal: { units: 1250n, scale: 2 } })).to.equal(
      '{\n  "big": "1152921504606846976",\n  "decimal": "12.50"\n}',
    );
  });
});
