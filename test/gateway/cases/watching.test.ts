import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../../src/domain/commitment.ts";
import { ZERO_HASH } from "../../../src/domain/receivable.ts";
import type { Address, Receivable } from "../../../src/domain/receivable.ts";
import { watchCase } from "../../../src/gateway/cases/watching.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "../book.ts";
import { addressOf, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const DUE = FIRST_INSTANT / DAY + 30;

describe("The watch over cases", () => {
  let stage: Stage;
  let one: Receivable;
  let caseId: string;

  before(async () => {
    stage = await openStage();
    const terms = { ...termsOf(EUR, FIRST_INSTANT / DAY), dueDay: DUE };
    one = receivableOf(headerOf(addressOf("supplier"), addressOf("buyer")), terms);
    await stage.book.write(...issuing(one));
    const client = stage.client(await stage.signIn("supplier"));
    caseId = randomUUID();
    const about = { customer: addressOf("buyer"), title: "Overdue", jurisdiction: "CN" as const };
    const body = { id: caseId, ...about, receivables: [idOf(one.header)] };
    expect((await client.POST("/v1/cases", { body })).response.status).to.equal(201);
    const insurance = {
      ...{ policy: "TCI-7", currency: EUR, insuredShare: 900_000, buyerLimit: "100000.00" },
      ...{ coveredFrom: "2026-01-01", coveredUntil: "2027-12-31", maximumExtensionDays: 60, lossPayee: null },
      ...{ notification: { days: 30, from: "due" as const }, waiting: { days: 150, from: "notice" as const } },
      ...{ payoutDays: 30, countsInvoiceDay: false },
    };
    const entry = { id: randomUUID(), entry: { kind: "insurance" as const, insurance } };
    const asked = { params: { path: { id: caseId } }, body: entry };
    expect((await client.POST("/v1/cases/{id}/entries", asked)).response.status).to.equal(201);
  });
  after(() => stage.close());

  async function watched(day: number, times = 1): Promise<readonly boolean[]> {
    const now = (): number => day * DAY;
    return Promise.all(Array.from({ length: times }, () => watchCase({ database: stage.database, now })));
  }

  async function told(): Promise<readonly string[]> {
    const rows = await stage.database.query<{ kind: string; data: { case: string; alert: string } }>(
      "select kind, data from notices order by number",
    );
    return rows.flatMap(({ kind, data }) => (kind === "CaseAlerted" && data.case === caseId ? [data.alert] : []));
  }

  it("tells of nothing while nothing is near", async () => {
    expect(await watched(DUE + 5)).to.deep.equal([true]);
    expect(await told()).to.deep.equal([]);
  });

  it("looks at a case once a day, whoever else is at it, and tells of each end once", async () => {
    const looks = await watched(DUE + 20, 5);
    expect(looks.filter((isDone) => isDone)).to.have.length(1);
    expect(await told()).to.deep.equal(["noticeDue"]);
    await watched(DUE + 21);
    await watched(DUE + 22);
    expect(await told()).to.deep.equal(["noticeDue"]);
    await watched(DUE + 31);
    expect(await told()).to.deep.equal(["noticeDue", "noticeLate"]);
  });

  it("tells before a claim expires, and once more when it has", async () => {
    await watched(DUE + 3 * 365 - 30);
    await watched(DUE + 3 * 365 + 5);
    const twice = (alerts: readonly string[]) => alerts.filter((alert) => alert === "limitation").length;
    expect(twice(await told())).to.equal(2);
    await stage.database.query("delete from notices");
    await watched(DUE + 3 * 365 + 6);
    expect(twice(await told()), "once notices are forgotten").to.equal(0);
  });

  it("tells before an answer to a dispute is due, once when it is overdue, and before its facts are due", async () => {
    const [supplier, factor, id] = [addressOf("supplier"), addressOf("factor"), idOf(one.header)];
    const dispute = { name: "ReceivableDisputed", id, by: addressOf("buyer"), evidence: ZERO_HASH } as const;
    await stage.book.write({ ...dispute, amount: 10_000n, disputed: 10_000n, code: 1 });
    await stage.book.write({ name: "Transfer", from: supplier, to: factor, id });
    // Its second block, a day after the first.
    const disputed = FIRST_INSTANT / DAY + 1;
    const before = (await told()).length;
    const after = async (days: number): Promise<readonly string[]> => {
      // It was looked at long after this.
      await stage.database.query("update cases set looked = 0");
      await watched(disputed + days);
      return (await told()).slice(before).filter((alert) => alert.startsWith("dispute"));
    };
    expect(await after(23)).to.deep.equal([]);
    expect(await after(24)).to.deep.equal(["disputeAnswer"]);
    expect(await after(30)).to.deep.equal(["disputeAnswer"]);
    expect(await after(31)).to.deep.equal(["disputeAnswer", "disputeAnswer"]);
    const { data } = await stage.client(await stage.signIn("supplier")).GET("/v1/cases/{id}", {
      params: { path: { id: caseId } },
    });
    expect(data?.receivables[0]?.deadlines.map(({ kind }) => kind)).to.include.members([
      ...["disputeAnswer", "disputeNotice", "disputeFacts", "disputeBeforePayment", "disputeAfterPayment"],
    ]);
    expect((await after(47)).filter((alert) => alert === "disputeFacts")).to.deep.equal(["disputeFacts"]);
    await stage.book.write({ name: "Transfer", from: factor, to: supplier, id });
  });

  it("is silent about a case that is closed", async () => {
    const before = await told();
    stage.now += DAY;
    const client = stage.client(await stage.signIn("supplier"));
    const body = { id: randomUUID(), entry: { kind: "closed" as const, reason: "sold" } };
    await client.POST("/v1/cases/{id}/entries", { params: { path: { id: caseId } }, body });
    expect(await watched(DUE + 4 * 365)).to.deep.equal([true]);
    expect(await told()).to.deep.equal(before);
  });
});
