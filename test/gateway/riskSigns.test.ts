/** What early warning reads beside the book: signs, grades, accounts, limits and approval tiers. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { ANSWER_KINDS, COLLECTION_STEPS } from "../../src/domain/collections/record.ts";
import type { CollectionStep } from "../../src/domain/collections/record.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { WARNING_RULES } from "../../src/domain/risk/warnings.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { keepPayment } from "../../src/store/collectionContents.ts";
import { DAY } from "./book.ts";
import { BUYER, EUR, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import { openRiskScene } from "./riskScene.ts";
import type { RiskScene } from "./riskScene.ts";
import { addressOf } from "./stage.ts";

const AGENCY = addressOf("the agency");
const TODAY = Math.floor(TUESDAY / DAY);

const hex = (text: string): string => `\\x${text.slice(2)}`;
const word = (digit: string): string => `\\x${digit.repeat(64)}`;

describe("What early warning reads beside the book", () => {
  let scene: RiskScene;

  beforeEach(async () => {
    scene = await openRiskScene();
  });

  afterEach(() => scene.close());

  async function said(): Promise<readonly string[]> {
    await scene.look();
    const [{ fault } = { fault: "nobody looked" }] = await scene.database.query<{ fault: string | null }>(
      "select fault from risk_looks",
    );
    expect(fault).to.equal(null);
    return (await scene.warnings("all")).map(({ rule, subject, figure }) => `${rule} ${subject} ${figure}`).toSorted();
  }

  async function rows(text: string, ...values: (string | number | boolean)[]): Promise<void> {
    await scene.database.query(text, values);
  }

  it("is read by every rule there is, on a book with one item, without a fault", async () => {
    for (const rule of WARNING_RULES) await scene.rule(rule, { threshold: "1000000000", windowDays: 30 });
    expect(await said()).to.deep.equal([]);
  });

  it("knows payments to whoever is no longer to be paid, each once, and not what was dismissed", async () => {
    const payment = async (dismissed: boolean, id: string = randomUUID()) => {
      await rows(
        `insert into indirect_payments (id, receivable, bank_ref, seller, factor, debtor, currency, amount, value_day,
           source, opened, dismissed)
         values ($1, $2, $3, $4, $5, $6, $7, 1000, $8, 'bankFile', $9, ${dismissed ? "1" : "null"})`,
        ...[id, word("1"), `\\x${id.replaceAll("-", "").padEnd(64, "0")}`, hex(SUPPLIER), hex(AGENCY), hex(BUYER)],
        ...[hex(EUR), TODAY - 3, scene.now - 100],
      );
    };
    await payment(false);
    await payment(true);
    await scene.rule("oldPayeePaid", { windowDays: 30 });
    expect(await said()).to.deep.equal([`oldPayeePaid ${BUYER} 1`]);
    expect(await said()).to.deep.equal([`oldPayeePaid ${BUYER} 1`]);
  });

  it("knows when the last accounts of a customer became stale (15 months)", async () => {
    const accounts = (end: string) =>
      rows(
        `insert into party_accounts (organisation, id, customer, period_end, body, entered, entered_by)
         values ($1, $2, $3, $4, '{}', 1, $1)`,
        ...[hex(SUPPLIER), randomUUID(), hex(BUYER), end],
      );
    await accounts("2024-12-31");
    await accounts("2025-08-21");
    await scene.rule("accountsStale", { threshold: "0" });
    // Until 2026-11-21 they count: three days before they did.
    expect(await said()).to.deep.equal([`accountsStale ${BUYER} 2`]);
    await accounts("2025-12-31");
    await said();
    expect(await scene.warnings()).to.deep.equal([]);
  });

  it("knows a trusted grade that was lowered and one that expired, and heeds no untrusted agency", async () => {
    const scales = [{ scale: "long", grades: ["A", "B"].map((grade, place) => ({ grade, ppm: 900_000 - place })) }];
    const trust = (isTrusted: boolean) =>
      rows(
        `insert into party_agencies (organisation, agency, body, reason, set_at, set_by)
         values ($1, $2, $3, 'policy', 1, $1)`,
        ...[hex(SUPPLIER), hex(AGENCY), JSON.stringify({ name: "Agency", isTrusted, scales })],
      );
    const grade = (digit: string, of: string, asOf: string, expires: string) =>
      rows(
        `insert into party_grades (organisation, attestation, customer, agency, body, signature, imported, imported_by)
         values ($1, $2, $3, $4, $5, '\\x00', $6, $1)`,
        ...[hex(SUPPLIER), word(digit), hex(BUYER), hex(AGENCY)],
        ...[JSON.stringify({ grade: of, scale: "long", asOf, expires }), scene.now - 86_400],
      );
    await trust(false);
    await grade("1", "A", "2025-01-01", "2026-06-30");
    await grade("2", "B", "2026-01-01", "2026-11-20");
    await scene.rule("gradeLowered", { windowDays: 30 });
    await scene.rule("gradeExpired", { threshold: "0" });
    expect(await said()).to.deep.equal([]);
    await trust(true);
    expect(await said()).to.deep.equal([`gradeExpired ${BUYER} 3`, `gradeLowered ${BUYER} 1`]);
    await rows(
      `insert into party_grade_revocations (organisation, attestation, signature, noted, noted_by)
       values ($1, $2, '\\x00', 1, $1)`,
      ...[hex(SUPPLIER), word("2")],
    );
    await said();
    expect((await scene.warnings()).map(({ rule, figure }) => `${rule} ${figure}`)).to.include("gradeExpired 146");
  });

  async function take(id: Hex, step: CollectionStep, collector: Address = SUPPLIER): Promise<void> {
    const said = { step: COLLECTION_STEPS.indexOf(step), doneAt: scene.now, content: ZERO_HASH };
    await scene.book.collect({
      ...{ name: "CollectionStepTaken", id, creditor: collector, collector, by: collector },
      ...said,
    });
  }

  it("knows a notice of insolvency of one's own until it is withdrawn, and no stranger's", async () => {
    const late = await scene.issue("RE-1", 10);
    await scene.rule("insolvency", { windowDays: 365 });
    await take(late, "insolvencyNotice", AGENCY);
    expect(await said()).to.deep.equal([]);
    await take(late, "insolvencyNotice");
    expect(await said()).to.deep.equal([`insolvency ${BUYER} 1`]);
    expect(await said(), "told once").to.have.length(1);
    expect(await scene.told()).to.deep.equal(["insolvency 1"]);
  });

  it("knows no withdrawn insolvency", async () => {
    const late = await scene.issue("RE-1", 10);
    for (const step of ["insolvencyNotice", "insolvencyWithdrawal"] as const) await take(late, step);
    await scene.rule("insolvency", { windowDays: 365 });
    expect(await said()).to.deep.equal([]);
  });

  it("finds a withdrawn insolvency where a rule is tried on the past, as the false alarm that it was", async () => {
    const late = await scene.issue("RE-1", 10);
    await take(late, "insolvencyNotice");
    // A block a day.
    for (let days = 0; days < 32; days += 1) await scene.book.collect();
    await take(late, "insolvencyWithdrawal");
    await scene.pay(late, 100_000n);
    scene.now += 120 * DAY;
    const query = { rule: "insolvency", currency: "EUR", from: "2026-11-01", through: "2027-01-31" } as const;
    const client = scene.client(await scene.signIn("the supplier"));
    const { data } = await client.GET("/v1/risk/back-test", { params: { query } });
    expect(data?.warnings.map(({ subject, raised }) => [subject, raised])).to.deep.equal([[BUYER, "2026-11-03"]]);
  });

  it("knows promises that were broken, once two working days are over (R46)", async () => {
    for (const number of ["RE-1", "RE-2"]) await promise(await scene.issue(number, 10), "2026-11-20");
    await scene.rule("brokenPromises", { threshold: "2", windowDays: 180 });
    expect(await said(), "Friday's grace ends on Tuesday").to.deep.equal([]);
    scene.now += DAY;
    expect(await said()).to.deep.equal([`brokenPromises ${BUYER} 2`]);
  });

  async function promise(receivable: Hex, payBy: string): Promise<void> {
    const promised = { amount: 100_000n, payBy: dayNumber(payBy), salt: ZERO_HASH };
    const payment = keccakOfText(`promise about ${receivable}`);
    const answer = { kind: ANSWER_KINDS.indexOf("promiseToPay"), record: ZERO_HASH, payment, content: ZERO_HASH };
    await scene.book.collect({ name: "DebtorAnswered", id: receivable, debtor: BUYER, by: BUYER, answer, body: "0x" });
    const kept = { receivable, hash: payment, keptBy: BUYER, kept: TUESDAY };
    await keepPayment(scene.database, { ...promised, ...kept });
  }

  it("knows how much of a limit is used: nearly all of it, and more than all of it", async () => {
    await scene.issue("RE-1", 10);
    const client = scene.client(await scene.signIn("the supplier"));
    const limit = async (amount: string) => {
      const subject = { kind: "customer" as const, customer: BUYER };
      const body = { id: randomUUID(), subject, currency: "EUR", amount, reason: "House rules" };
      const { error } = await client.POST("/v1/limits", { body });
      expect(error).to.equal(undefined);
    };
    await scene.rule("limitNear", { threshold: "800000" });
    await scene.rule("limitExceeded", { threshold: "1000000" });
    await limit("2500.00");
    expect(await said()).to.deep.equal([`limitNear ${BUYER} 800000`]);
    await limit("1999.99");
    expect(await said()).to.include(`limitExceeded ${BUYER} 1000005`);
    expect((await scene.warnings()).map(({ rule }) => rule)).to.deep.equal(["limitExceeded"]);
  });

  it("knows the tiers of what is beyond a limit, which are about invoices, and heeds no other", async () => {
    for (const [number, amount] of [
      ["A", 96_000n],
      ["B", 99_999n],
      ["C", 97_500n],
      ["D", 100_000n],
    ] as const) {
      await scene.issue(number, -30, { amount });
    }
    const client = scene.client(await scene.signIn("the supplier"));
    const tier = { currency: EUR, from: "1000.00", approvers: 1, duty: "approveCredit" as const, hours: 48 };
    const policy = async (kind: "writeOff" | "limitExceeded") => {
      const tiers = [{ kind, ...tier, escalatesTo: null }];
      const body = { reason: "House rules", windowDays: 30, tiers };
      const { error } = await client.POST("/v1/approval-policies", { body });
      expect(error).to.equal(undefined);
    };
    await scene.rule("belowTier", { threshold: "3", windowDays: 30 });
    await policy("writeOff");
    expect(await said()).to.deep.equal([]);
    await policy("limitExceeded");
    expect(await said()).to.deep.equal([`belowTier ${BUYER} 3`]);
  });
});
