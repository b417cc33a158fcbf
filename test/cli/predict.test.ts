/** `countersign predict`: a file of invoices with the days of their settlement, no chain (I03, I11). */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { formatDecimal, fromMinorUnits } from "../../src/domain/decimal.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { bookIn, FIRST_DAY, NOISE, USUAL } from "../domain/prediction/worlds.ts";
import type { World } from "../domain/prediction/worlds.ts";
import { countersign } from "./run.ts";

const HEADERS = "customer,invoice,issued,due,currency,amount,settled";
const LAST_DAY = FIRST_DAY + 880;

interface Answer {
  readonly asOf: string;
  readonly currencies: readonly {
    readonly currency: string;
    readonly inputs: string;
    readonly refused?: { readonly known: number; readonly needed: number };
    readonly predictions: readonly {
      readonly number: string;
      readonly open: string;
      readonly late: Readonly<Record<string, number | null>>;
    }[];
    readonly quality: {
      readonly cuts: readonly unknown[];
      readonly questions: readonly {
        readonly days: number | "all";
        readonly brier: Readonly<Record<"model" | "overall" | "own", string>> | null;
        readonly calibration: readonly { readonly predictions: number }[];
        readonly predictions: number;
      }[];
    };
    readonly forecast: { readonly seed: number; readonly awaited: string; readonly periods: readonly unknown[] };
    readonly coverage: readonly unknown[] | null;
  }[];
}

describe("countersign predict", () => {
  let folder = "";
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "predict-"))));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** The lines of a made-up history as a firm exports it on a day. */
  function fileOf(name: string, lines: readonly string[]): string {
    const file = path.join(folder, name);
    writeFileSync(file, `${[HEADERS, ...lines].join("\n")}\n`);
    return file;
  }

  async function answerFor(file: string, more: readonly string[] = []): Promise<Answer> {
    const { status, out, err } = await countersign(["predict", "--history", file, "--json", ...more]);
    expect([status, err]).to.deep.equal([0, ""]);
    return JSON.parse(out) as Answer;
  }

  it("prints Brier score and calibration beside both plain rates, predictions, and the forecast", async () => {
    const file = fileOf("usual.csv", linesOf({ ...USUAL, seed: 8_001 }, LAST_DAY));
    const { status, out } = await countersign(["predict", "--history", file, "--back-test"]);
    expect(status).to.equal(0);
    expect(out).to.match(/Tested by time at 24 ends of months/);
    expect(out).to.match(/question +predictions +Brier +overall rate +customer's own rate/);
    expect(out).to.match(/all +\d+ +0\.\d+ +0\.\d+ +0\.\d+ +better +better/);
    expect(out).to.match(/Better than both plain rates on what it had not seen\./);
    expect(out).to.match(/said \(over 30 days late\) +mean said +happened +predictions/);
    expect(out).to.match(/forecast of +reached P50 +reached P90/);
    expect(out).to.match(/open item +customer +amount +due +late +over 30 days +over 90 days +expected/);
    expect(out).to.match(/receipts +expected +P50 +P90/);
    expect(out).to.not.match(/\bAI\b/);
  });

  it("does not claim to be better than the overall rate where customers do not differ", async () => {
    const file = fileOf("noise.csv", linesOf({ ...NOISE, seed: 8_004 }, LAST_DAY));
    const { out } = await countersign(["predict", "--history", file]);
    expect(out).to.match(/Not shown to be better than both plain rates/);
  });

  it("gives the same as JSON, the same each time, and better than both", async () => {
    const file = fileOf("json.csv", linesOf({ ...USUAL, seed: 8_002 }, LAST_DAY));
    const answer = await answerFor(file);
    expect(await answerFor(file)).to.deep.equal(answer);
    const [book] = answer.currencies;
    const [all] = book?.quality.questions ?? [];
    expect(book?.inputs).to.match(/^0x[0-9a-f]{64}$/);
    expect(Number(all?.brier?.model)).to.be.below(Number(all?.brier?.overall));
    expect(Number(all?.brier?.model)).to.be.below(Number(all?.brier?.own));
    expect(all?.calibration.reduce((sum, tenth) => sum + tenth.predictions, 0)).to.equal(all?.predictions);
    expect([book?.forecast.periods.length, book?.forecast.seed, book?.coverage]).to.deep.equal([6, 1, null]);
  });

  it("uses nothing after the day that it is told, and so says what it would have said then", async () => {
    const world = { ...USUAL, seed: 8_003 };
    const then = FIRST_DAY + 700;
    const date = dateOfDay(then);
    const now = await answerFor(fileOf("now.csv", linesOf(world, LAST_DAY)), ["--as-of", date, "--periods", "weeks"]);
    const before = await answerFor(fileOf("then.csv", linesOf(world, then)), ["--as-of", date, "--periods", "weeks"]);
    expect(now).to.deep.equal(before);
    expect(now.currencies[0]?.forecast.periods).to.have.length(13);
  });

  it("refuses to predict from too few items, and says what is missing", async () => {
    const file = fileOf("few.csv", linesOf({ ...USUAL, seed: 3 }, LAST_DAY).slice(0, 18));
    const { status, out } = await countersign(["predict", "--history", file]);
    expect(status).to.equal(0);
    expect(out).to.match(/EUR: nothing is predicted of 18 items: the outcome of \d+ is known, 20 are needed/);
    const [book] = (await answerFor(file)).currencies;
    expect(book?.refused?.needed).to.equal(20);
  });

  it("takes no day to come for today: one mistyped year would make everything else overdue for long", async () => {
    const lines = linesOf({ ...USUAL, seed: 8_005 }, LAST_DAY);
    const file = fileOf("typo.csv", [...lines, "A,T-1,2025-01-05,2025-02-04,EUR,100.00,2206-02-03"]);
    const typo = await countersign(["predict", "--history", file]);
    expect([typo.status, typo.out]).to.deep.equal([3, ""]);
    expect(typo.err).to.match(/typo\.csv: invoice "T-1" tells of 2206-02-03, a day that is still to come: .*--as-of/);
    const then = ["--as-of", dateOfDay(LAST_DAY)];
    const open = (await answerFor(file, then)).currencies[0]?.predictions.find(({ number }) => number === "T-1");
    expect(open).to.include({ open: "10000" });
  });

  it("names the line, the field and the way out of what it cannot read, and how it is called", async () => {
    const file = fileOf("bad.csv", ["A,1,2026-01-05,2026-02-04,EUR,100.00,2026-02-30"]);
    const bad = await countersign(["predict", "--history", file]);
    expect([bad.status, bad.out]).to.deep.equal([3, ""]);
    expect(bad.err).to.match(/bad\.csv: .*settled/);
    const empty = await countersign(["predict", "--history", fileOf("empty.csv", [])]);
    expect([empty.status, empty.out]).to.deep.equal([3, ""]);
    expect((await countersign(["predict"])).status).to.equal(2);
    expect((await countersign(["predict", "--history", path.join(folder, "none.csv")])).status).to.equal(2);
    const wrongDay = await countersign(["predict", "--history", file, "--as-of", "yesterday"]);
    expect(wrongDay.status).to.equal(2);
    expect(wrongDay.err).to.match(/YYYY-MM-DD/);
  });
});

function linesOf(world: World, today: number): readonly string[] {
  const { items, exponent } = bookIn(world);
  return items.flatMap(({ customer, number, day, due, moves }) => {
    const [invoice, payment] = moves;
    if (invoice === undefined || day > today) return [];
    const settled = payment === undefined || payment.day > today ? "" : dateOfDay(payment.day);
    const amount = formatDecimal(fromMinorUnits(invoice.amount, exponent));
    return [[customer, number, dateOfDay(day), dateOfDay(due), "EUR", amount, settled].join(",")];
  });
}
