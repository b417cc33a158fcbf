import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const LAUNCHER = fileURLToPath(new URL("../../scripts/countersign.mjs", import.meta.url));

interface Scene {
  readonly date: string;
  readonly kind: string;
  readonly invoice: string;
  readonly text: string;
}

interface Story {
  readonly unit: string;
  readonly story: readonly Scene[];
  readonly book: readonly Readonly<Record<string, string | number>>[];
  readonly proof: Readonly<Record<"events" | "words" | "written" | "settlements", number>> &
    Readonly<Record<"differing" | "unaccounted" | "miscalculated" | "findings", readonly string[]>>;
}

/** What the README tells, in minor units, reckoned by hand. */
const EXPECTED = {
  // 2 % of 11,900.00 within ten days.
  "MW-2026-1101": { paid: "1166200", discount: "23800", credited: "0", charges: "0", open: "0", status: "closed" },
  "MW-2026-1102": { paid: "1130399", discount: "0", credited: "0", charges: "0", open: "0", status: "closed" },
  // 10,019.99 x 9 % x 30 / 365 = 74.12, and 40.00 (R16, R20).
  "MW-2026-1103": { paid: "1001999", discount: "0", credited: "0", charges: "11412", open: "0", status: "closed" },
  // 19,500.00 x 8 % x 17 / 365 = 72.66, and 40.00; of 10,000.00 the rest settles principal (R29).
  "MW-2026-1104": { paid: "4988734", discount: "0", credited: "0", charges: "11266", open: "961266" },
  "MW-2026-1105": { paid: "987343", discount: "0", credited: "93177", charges: "0", open: "0", status: "closed" },
  // The second tier, 2 % of 26,180.00.
  "MW-2026-1107": { paid: "2565640", discount: "52360", credited: "0", charges: "0", open: "0", status: "closed" },
  // 219,363.99 x 18.25 % x 19 / 365 = 2,083.96 on 5 February: what the bank moved was in time (R11).
  "26990000000000000001": { paid: "10000000", open: "21936399", chargesDue: "208396", status: "accepted" },
} as const;

describe("the story of the demo", () => {
  let told: Story;
  before(function () {
    this.timeout(120_000);
    const { stdout, stderr, status } = spawnSync(process.execPath, [LAUNCHER, "demo", "--json"], { encoding: "utf8" });
    expect(status, stderr).to.equal(0);
    told = JSON.parse(stdout) as Story;
  });

  for (const [invoice, line] of Object.entries(EXPECTED)) {
    it(`ends for ${invoice} as reckoned by hand`, () => {
      expect(told.book.find((row) => row["invoice"] === invoice)).to.include(line);
    });
  }

  it("has open amounts that add up with what was paid, discounted and credited", () => {
    for (const row of told.book) {
      const sum = ["paid", "discount", "credited", "open"].reduce((total, key) => total + BigInt(row[key] ?? -1), 0n);
      expect(sum, String(row["invoice"])).to.equal(BigInt(row["face"] ?? -1));
    }
  });

  it("is told in the order of its days", () => {
    const dates = told.story.map(({ date }) => date);
    expect(dates).to.deep.equal(dates.toSorted());
    expect(told.story).to.have.length.above(20);
  });

  it("is proved: the auditor's fold of the events is the storage", () => {
    expect(told.proof.differing).to.deep.equal([]);
    expect(told.proof.findings).to.deep.equal([]);
    expect(told.proof.events).to.be.above(30);
    expect(told.proof.words).to.be.above(30);
  });

  it("is proved: no slot was written that no event accounts for, and every settlement is reckoned anew", () => {
    const { unaccounted, written, miscalculated, settlements } = told.proof;
    expect([unaccounted, miscalculated]).to.deep.equal([[], []]);
    expect(written).to.be.above(30);
    const moved = told.story.filter(({ kind }) => ["pay", "concede", "record"].includes(kind));
    expect(settlements).to.equal(moved.length);
  });

  it("tells of what is rejected, and accepted as another revision", () => {
    const scenes = told.story.filter(({ invoice }) => invoice === "MW-2026-1102");
    expect(scenes.map(({ kind }) => kind)).to.deep.equal(["issue", "reject", "amend", "accept", "pay"]);
    expect(scenes[1]?.text).to.include("rejects it: the agreed ten days of grace are missing");
    expect(scenes[2]?.text).to.include("10 days of grace");
  });

  it("tells of money that moved from bank to bank, which both sides know", () => {
    const scenes = told.story.filter(({ kind }) => kind === "advise" || kind === "record");
    expect(scenes.map(({ date, kind }) => [date, kind])).to.deep.equal([
      ["2027-01-15", "advise"],
      ["2027-01-19", "record"],
    ]);
    for (const { text } of scenes) expect(text).to.include("100,000.00 CNY");
  });

  it("names the unit of its amounts", () => {
    expect(told.unit).to.include("minor units");
  });

  it("announces the fixed sum when it is agreed, and tells interest from costs when they are paid", () => {
    const texts = told.story.filter(({ invoice }) => invoice === "MW-2026-1103").map(({ text }) => text);
    expect(texts[0]).to.include("9 % a year and 40.00 EUR once if late");
    expect(texts.at(-1)).to.include("114.12 EUR charges: 74.12 EUR interest, 40.00 EUR costs");
  });
});
