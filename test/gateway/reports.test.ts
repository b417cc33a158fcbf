/** The monthly report of a book, as files, as of its month. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { keccakOfText } from "../../src/domain/hash.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { rowsOfXlsx } from "../../src/documents/table/readXlsx.ts";
import { clearWarnings, keepWarning } from "../../src/store/riskKeeping.ts";
import { pagesOf } from "../documents/accountPdfText.ts";
import { BUYER, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { DAY } from "./book.ts";

type Query = Readonly<Record<string, string>>;
interface Told {
  readonly organisation: string;
  readonly asOf: Readonly<Record<string, string>>;
  readonly sections: readonly {
    readonly section: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly ({ readonly value: string } | null)[])[];
  }[];
}

const DECEMBER = dayNumber("2026-12-05") * DAY;

const newOne = (day: number) => ({ id: randomUUID(), horizonDay: day + 90 });

describe("The monthly report of a book", () => {
  let scene: AccountScene;
  let token: string;
  beforeEach(async () => {
    scene = await openAccountScene();
    scene.now = DECEMBER;
    token = await scene.signIn("the supplier");
  });
  afterEach(() => scene.close());

  const asked = async (query: Query = {}, who = token) => {
    const params = { query: { month: "2026-11", currency: "EUR", ...query } };
    const { data, error, response } = await scene
      .client(who)
      .GET("/v1/reports/monthly", { params, parseAs: "arrayBuffer" });
    if (data === undefined) throw new Error(error.detail);
    return { bytes: new Uint8Array(data), response };
  };
  const text = async (query: Query = {}, who = token): Promise<string> =>
    Buffer.from((await asked(query, who)).bytes).toString("utf8");
  const told = async (query: Query = {}, who = token) =>
    JSON.parse(await text({ format: "json", ...query }, who)) as Told;
  const rowsOf = ({ sections }: Told, name: string) =>
    sections.find(({ section }) => section === name)?.rows.map((row) => row.map((cell) => cell?.value ?? null));

  it("tells what was owed at the end of the month, in every section that there is", async () => {
    const report = await told();
    expect(report.asOf).to.deep.equal({ day: "2026-11-30", zone: "UTC", known: "2026-11-30T23:59:59Z" });
    expect(report.organisation).to.equal(SUPPLIER);
    // Three of 1,000.00; one is assigned away, 400.00 arrived, 100.00 are credited, 300.00 disputed.
    expect(rowsOf(report, "agingByDue")?.at(-1)?.slice(0, 2)).to.deep.equal(["controlTotal", "1500.00"]);
    expect(rowsOf(report, "disputes")).to.deep.equal([
      [BUYER, "300.00", "", ""],
      ["total", "300.00", "1", "0.200000"],
    ]);
    expect(rowsOf(report, "dilution")?.at(-1)).to.deep.equal([
      ...["total", "3000.00", "100.00", "0.00", "100.00", "0.033333"],
    ]);
    expect(rowsOf(report, "cei")?.slice(1, 4)).to.deep.equal([
      ["periodSales", "3000.00"],
      ["transfers", "-1000.00"],
      ["closing", "1500.00"],
    ]);
    // Too little was ever paid to foresee anything.
    expect(rowsOf(report, "forecast")).to.deep.equal([]);
  });

  it("is a PDF in either language, a workbook, and a CSV, each to be saved under the name of the month", async () => {
    const names = await Promise.all(
      ["pdf", "xlsx", "csv", "json"].map(async (format) => {
        const { response } = await asked({ format });
        return [response.headers.get("content-type"), response.headers.get("content-disposition")];
      }),
    );
    const saved = (format: string): string => `attachment; filename="report-2026-11-EUR.${format}"`;
    expect(names).to.deep.equal([
      ["application/pdf", saved("pdf")],
      ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", saved("xlsx")],
      ["text/csv; charset=utf-8", saved("csv")],
      ["application/json; charset=utf-8", saved("json")],
    ]);
    const page = pagesOf((await asked({ language: "zh" })).bytes).join("\n");
    for (const word of ["月度风险与汇总报告", "1,500.00", "应收账款 ÷ 销售额 × 期间天数"])
      expect(page).to.include(word);
    expect(rowsOfXlsx((await asked({ format: "xlsx" })).bytes)[0]?.cells).to.deep.equal([
      "Monthly risk and summary report",
    ]);
    expect(await text({ format: "csv" })).to.include('"agingByDue","9","amount","amount",1500.00');
  });

  it("is changed by nothing that is recorded after it, and knows it for whoever says so", async () => {
    const watched = { customer: BUYER, reason: "Its chief has left", reviewBy: "2026-12-20" };
    const add = async (): Promise<number> => {
      const { response } = await scene.client(token).POST("/v1/watchlist", { body: { id: randomUUID(), ...watched } });
      return response.status;
    };
    const risk = {
      ...{ id: randomUUID(), entry: randomUUID(), risk: "One key signs all", category: "chain" as const },
      ...{ likelihood: 2, impact: 5, owner: SUPPLIER, playbook: [], review: "2027-01-31" },
      indicator: { kind: "figure" as const, figure: "bookDisputedShare" as const, threshold: 200_000 },
      ...{ status: "open" as const, reason: "Found in a drill" },
    };
    const before = await text({ format: "json" });
    for (let block = 0; block < 35; block += 1) await scene.book.write();
    await scene.book.write({
      ...{ name: "ReceiptRecorded", id: scene.ids.get("RE-100") ?? "0x", by: SUPPLIER, closed: false, advised: false },
      ...{ bankRef: keccakOfText("BANK-9"), valueDay: dayNumber("2026-11-03"), holder: SUPPLIER },
      ...{ principal: 20_000n, discount: 0n, charges: 0n, lateDays: 0n },
    });
    scene.now += 10 * DAY;
    token = await scene.signIn("the supplier");
    expect(await add()).to.equal(201);
    expect((await scene.client(token).POST("/v1/risk/register", { body: risk })).response.status).to.equal(201);
    const look = { organisation: SUPPLIER, currency: "EUR", day: Math.floor(scene.now / DAY), at: scene.now };
    const warning = {
      ...{ rule: "overdueShare" as const, subject: BUYER, occasion: "", since: look.day, n: 3, items: [] },
      ...{ figure: 600_000n, threshold: 500_000n },
    };
    await scene.database.transaction((tx) => keepWarning(tx, look, warning, newOne(look.day)));
    expect(await text({ format: "json" })).to.equal(before);
    const known = new Date(scene.now * 1_000).toISOString().replace(".000", "");
    const later = await told({ known });
    expect(rowsOf(later, "agingByDue")?.at(-1)?.[1]).to.equal("1300.00");
    expect(rowsOf(later, "watchlist")).to.deep.equal([
      [BUYER, "manual", "2026-12-15", "2026-12-20", "Its chief has left"],
    ]);
    expect(rowsOf(later, "riskRegister")).to.deep.equal([
      ["One key signs all", "chain", "2", "5", "high", "open", SUPPLIER, "2027-01-31"],
    ]);
    // 300.00 of 1,300.00 are disputed.
    expect(rowsOf(later, "riskIndicators")).to.deep.equal([
      ["One key signs all", "bookDisputedShare", "0.230769", "0.200000", "yes"],
    ]);
    expect(rowsOf(later, "warnings")).to.deep.equal([["overdueShare", BUYER, "2026-12-15", "0.600000", "0.500000"]]);
    expect(rowsOf(later, "warningRecord")).to.deep.equal([["overdueShare", "1", "0", "0", "1", null]]);
  });

  it("shows warnings and drills of the register as they stood, whatever was judged, over or tried since", async () => {
    const client = () => scene.client(token);
    const risk = (figure: "undecidedWarnings" | "keyLossDrillDays") => ({
      ...{ id: randomUUID(), entry: randomUUID(), risk: figure, category: "credit" as const, status: "open" as const },
      ...{ likelihood: 2, impact: 5, owner: null, playbook: [], review: "2027-01-31", reason: "Found in a drill" },
      indicator: { kind: "figure" as const, figure, threshold: 1 },
    });
    await client().POST("/v1/risk/register", { body: risk("undecidedWarnings") });
    await client().POST("/v1/risk/register", { body: risk("keyLossDrillDays") });
    const look = { organisation: SUPPLIER, currency: "EUR", day: Math.floor(scene.now / DAY), at: scene.now };
    const warning = {
      ...{ rule: "overdueShare" as const, subject: BUYER, occasion: "", since: look.day, n: 3, items: [] },
      ...{ figure: 600_000n, threshold: 500_000n },
    };
    const kept = newOne(look.day);
    await scene.database.transaction((tx) => keepWarning(tx, look, warning, kept));
    const known = new Date(scene.now * 1_000).toISOString().replace(".000", "");
    const asThen = { known, month: "2026-12", format: "json" };
    const before = await text(asThen);
    expect(rowsOf(JSON.parse(before) as Told, "riskIndicators")?.toSorted()).to.deep.equal([
      ["keyLossDrillDays", "keyLossDrillDays", "never", "1.00", "yes"],
      ["undecidedWarnings", "undecidedWarnings", "1", "1", "yes"],
    ]);
    scene.now += DAY;
    token = await scene.signIn("the supplier");
    const judgement = { outcome: "false" as const, note: "They had told us" };
    const params = { path: { id: kept.id } };
    const { response } = await client().POST("/v1/risk/warnings/{id}/judgement", { params, body: judgement });
    expect(response.status).to.equal(200);
    const checks = [{ what: "it holds", isMet: true, found: "it was looked at" }];
    const drill = { id: randomUUID(), drill: "keyLoss" as const, passed: true, checks, at: known };
    expect((await client().POST("/v1/risk/runbook/drills", { body: drill })).response.status).to.equal(201);
    await scene.database.transaction((tx) => clearWarnings(tx, { ...look, at: scene.now }, []));
    expect(await text(asThen)).to.equal(before);
    const after = await told({ month: "2026-12" });
    expect(rowsOf(after, "warnings")).to.deep.equal([]);
    expect(rowsOf(after, "riskIndicators")?.toSorted()).to.deep.equal([
      ["keyLossDrillDays", "keyLossDrillDays", "1.00", "1.00", "yes"],
      ["undecidedWarnings", "undecidedWarnings", "0", "1", "no"],
    ]);
  });

  it("has the warnings of its month, however many were given since", async () => {
    const look = { organisation: SUPPLIER, currency: "EUR", day: dayNumber("2026-11-15"), at: DECEMBER - 20 * DAY };
    const warning = {
      ...{ rule: "overdueShare" as const, subject: BUYER, occasion: "", since: look.day, n: 3, items: [] },
      ...{ figure: 600_000n, threshold: 500_000n },
    };
    await scene.database.transaction((tx) => keepWarning(tx, look, warning, newOne(look.day)));
    const before = await text({ format: "json" });
    expect(before).to.include("overdueShare");
    const more = (raised: number) =>
      scene.database.query(
        `insert into risk_warnings (id, organisation, currency, rule, subject, occasion, since, figure, threshold,
         counted, items, raised, raised_day, horizon_day, present)
         select gen_random_uuid(), w.organisation, w.currency, w.rule, w.subject, $1::bigint || '-' || n, w.since,
           w.figure, w.threshold, w.counted, w.items, $1::bigint, w.raised_day, w.horizon_day, w.present
         from risk_warnings w, generate_series(1, 5500) n where w.occasion = ''`,
        [raised],
      );
    await more(DECEMBER);
    expect(await text({ format: "json" })).to.equal(before);
    // Of its own month each is counted, and so many are listed as a reader may read.
    await more(look.at);
    const counted = await told();
    expect(rowsOf(counted, "warningRecord")).to.deep.equal([["overdueShare", "5501", "0", "0", "5501", null]]);
    expect(rowsOf(counted, "warnings")?.length).to.equal(50);
  });

  it("shows an organisation nothing but its own, and no month that has not begun", async () => {
    const stranger = await scene.signIn("a stranger");
    expect(rowsOf(await told({}, stranger), "agingByDue")?.at(-1)?.[1]).to.equal("0.00");
    const running = await told({ month: "2026-12" });
    expect(running.asOf["day"]).to.equal("2026-12-05");
    const params = { query: { month: "2027-01", currency: "EUR" } };
    const { error } = await scene.client(token).GET("/v1/reports/monthly", { params });
    expect(error).to.include({ type: "/problems/RequestInvalid" });
    const unknown = { params: { query: { month: "2026-11", currency: "QQQ" } } };
    const refused = await scene.client(token).GET("/v1/reports/monthly", unknown);
    expect(refused.error).to.include({ type: "/problems/CurrencyUnknown" });
  });

  it("ends with the last second of the month where its days are counted", async () => {
    const { asOf } = await told({ zone: "Asia/Shanghai" });
    expect(asOf).to.deep.equal({ day: "2026-11-30", zone: "Asia/Shanghai", known: "2026-11-30T15:59:59Z" });
  });
});
