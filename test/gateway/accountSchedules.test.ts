/** Statements of account that are made by themselves, each cut-off once, and mailed. */
import { createHash, randomUUID } from "node:crypto";
import { expect } from "chai";
import pino from "pino";
import type { components } from "../../generated/openapi.d.ts";
import { firstCutOff, nextCutOff, periodStart } from "../../src/domain/account/schedule.ts";
import { runStatementSchedule } from "../../src/gateway/accountStatements/scheduling.ts";
import { DEFAULT_SETTINGS } from "../../src/notifier/deps.ts";
import type { NotifierDeps, Sent } from "../../src/notifier/deps.ts";
import type { Mail } from "../../src/notifier/mail.ts";
import { createStatementMailing } from "../../src/notifier/statementMail.ts";
import { queueStatementMails } from "../../src/store/accountStatementMails.ts";
import { pagesOf } from "../documents/accountPdfText.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { BUYER, EUR, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { DAY, FIRST_INSTANT, sealing } from "./book.ts";
import { addressOf, CONFIG, ORIGIN } from "./stage.ts";

type Schemas = components["schemas"];

describe("Cut-offs that come again", () => {
  it("are the same day of each month, or of each third one, and the last day of a shorter month", () => {
    expect([firstCutOff("2026-11-05", 31), firstCutOff("2026-11-30", 15)]).to.deep.equal(["2026-11-30", "2026-12-15"]);
    expect(nextCutOff("2027-01-31", "monthly", 31)).to.equal("2027-02-28");
    expect(nextCutOff("2027-02-28", "monthly", 31)).to.equal("2027-03-31");
    expect(nextCutOff("2026-11-30", "quarterly", 31)).to.equal("2027-02-28");
    expect(periodStart("2027-02-28", "monthly", 31)).to.equal("2027-02-01");
    expect(periodStart("2027-02-15", "quarterly", 15)).to.equal("2026-11-16");
  });
});

describe("A gateway's scheduled account statements", () => {
  let scene: AccountScene;
  let token: string;

  beforeEach(async () => {
    scene = await openAccountScene();
    token = scene.supplier;
  });

  afterEach(() => scene.close());

  function plan(over: Partial<Schemas["NewStatementSchedule"]> = {}): Schemas["NewStatementSchedule"] {
    return {
      ...{ id: randomUUID(), side: "supplier", counterparty: BUYER, currency: "EUR", layout: "balance-forward" },
      ...{ language: "zh", zone: "Asia/Shanghai", recipients: ["kasse@buyer.example"], frequency: "monthly", day: 31 },
      ...{ first: "2026-11-01", makeAfterDays: 1, replyDays: 10, ...over },
    };
  }

  function schedule(body: Schemas["NewStatementSchedule"]) {
    return scene.client(token).POST("/v1/account-statement-schedules", { body });
  }

  function run(): Promise<boolean> {
    const { database, now } = scene;
    const deps = { database, tokens: new Map(), secret: CONFIG.secret, behindSeconds: 365 * DAY };
    return runStatementSchedule({ ...deps, now: () => now, logger: pino({ level: "silent" }) });
  }

  async function statements(): Promise<readonly Schemas["AccountStatement"][]> {
    return (await scene.client(token).GET("/v1/account-statements")).data?.items ?? [];
  }

  async function later(days: number): Promise<void> {
    scene.now += days * DAY;
    token = await scene.signIn("the supplier");
  }

  it("are made once for each cut-off, by however many processes, and make up for those that were missed", async () => {
    const body = plan();
    const { data } = await schedule(body);
    expect(data).to.include({ nextCutOff: "2026-11-30", due: "2026-12-01T16:00:00Z", fault: null });
    expect((await schedule(body)).response.status).to.equal(200);
    expect((await schedule({ ...body, day: 1 })).error?.type).to.match(/IdTaken/);
    expect(await run(), "not due yet").to.equal(false);
    await later(50);
    const ran = await Promise.all([run(), run(), run(), run()]);
    expect(ran.filter((isDone) => isDone).length, "one was due twice").to.be.at.least(1);
    while (await run());
    const made = await statements();
    expect(made.map(({ cutOff, from }) => [from, cutOff])).to.deep.equal([
      ["2026-12-01", "2026-12-31"],
      ["2026-11-01", "2026-11-30"],
    ]);
    expect(made.map(({ schedule: by, replyBy, layout }) => [by, replyBy, layout])).to.deep.equal([
      [body.id, "2027-01-20", "balance-forward"],
      [body.id, "2027-01-20", "balance-forward"],
    ]);
    expect(made[0]?.equation, "brought forward").to.include({ opening: "2500.00", closing: "2500.00" });
    const path = { id: body.id };
    const client = scene.client(token);
    expect(
      (await client.DELETE("/v1/account-statement-schedules/{id}", { params: { path } })).response.status,
    ).to.equal(204);
    await later(60);
    expect(await run()).to.equal(false);
    const stranger = scene.client(await scene.signIn("a stranger"));
    expect(
      (await stranger.DELETE("/v1/account-statement-schedules/{id}", { params: { path } })).response.status,
    ).to.equal(404);
    expect((await stranger.GET("/v1/account-statement-schedules")).data?.items).to.deep.equal([]);
  });

  it("have ids that only the gateway can reckon, and the other side never learns of the schedule", async () => {
    const body = plan({ recipients: [] });
    await schedule(body);
    await later(12);
    await run();
    const buyer = scene.client(await scene.signIn("the buyer"));
    const { data } = await buyer.GET("/v1/account-statements", { params: { query: { made: "elsewhere" } } });
    const [seen] = data?.items ?? [];
    expect([seen?.cutOff, seen?.schedule]).to.deep.equal(["2026-11-30", null]);
    const digest = createHash("sha256").update(`${body.id} 2026-11-30`).digest("hex");
    expect(seen?.id.slice(0, 8)).not.to.equal(digest.slice(0, 8));
  });

  it("wait for another day where the day's mails are all sent, by hand or by schedule", async () => {
    await schedule(plan());
    await later(12);
    const { data } = await scene.client(token).POST("/v1/account-statements", {
      body: {
        ...{ id: randomUUID(), side: "supplier", counterparty: BUYER, currency: "EUR", layout: "open-item" },
        ...{ language: "en", zone: "UTC", from: "2026-11-01", cutOff: "2026-11-20", recipients: [] },
      },
    });
    const many = Array.from({ length: 1_000 }, (_, place) => `${place}@buyer.example`);
    await queueStatementMails(scene.database, data?.id ?? "", many, scene.now);
    await run();
    const [listed] = (await scene.client(token).GET("/v1/account-statement-schedules")).data?.items ?? [];
    expect([listed?.fault, (await statements()).length]).to.deep.equal([
      ...["there are 1000 mails with account statements of the last day: wait until tomorrow", 1],
    ]);
    await later(2);
    expect([await run(), (await statements()).length]).to.deep.equal([true, 2]);
  });

  it("tell why one could not be made, and make it once that is mended", async () => {
    await schedule(plan());
    const sealed = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, FIRST_INSTANT / DAY));
    await scene.book.write(...sealing(sealed, "0x1234"));
    await later(12);
    expect(await run()).to.equal(true);
    const [listed] = (await scene.client(token).GET("/v1/account-statement-schedules")).data?.items ?? [];
    expect(listed?.fault).to.match(/the terms of 0x[0-9a-f]+ are not known here/);
    expect([await run(), await statements()], "tried again later").to.deep.equal([false, []]);
    await scene.database.query("delete from receivables where currency is null");
    await later(1);
    expect([await run(), (await statements()).length]).to.deep.equal([true, 1]);
  });

  it("are mailed with their PDF to whom they name, tried again, and show their maker what became of it", async () => {
    await schedule(plan());
    await later(12);
    await run();
    const mails: Mail[] = [];
    const answers: Sent[] = [{ status: 451, fault: "the mail server did not take it (451)" }];
    const sendMail = (mail: Mail): Promise<Sent> => {
      mails.push(mail);
      return Promise.resolve(answers.shift() ?? { status: null, fault: null });
    };
    const mailing = createStatementMailing({
      ...({ database: scene.database, secret: CONFIG.secret, origin: ORIGIN, random: () => 1 } as NotifierDeps),
      ...{ clock: { now: () => scene.now, sleep: () => Promise.resolve() }, logger: pino({ level: "silent" }) },
      ...{ sendMail, settings: DEFAULT_SETTINGS },
    });
    const [first, second] = await Promise.all([mailing.claim(), mailing.claim()]);
    expect(second, "claimed once").to.equal(undefined);
    if (first === undefined) throw new Error("nothing is due");
    expect(await mailing.make(first)).to.equal("failed");
    const shown = async () => (await statements())[0]?.mailings[0];
    expect(await shown()).to.include({ state: "waiting", tries: 1, status: 451, taken: null });
    expect(await mailing.claim(), "after a pause").to.equal(undefined);
    await later(1);
    const again = await mailing.claim();
    if (again === undefined) throw new Error("nothing is due");
    expect(await mailing.make(again)).to.equal("delivered");
    expect(await shown()).to.include({ state: "taken", tries: 2, fault: null, address: "kasse@buyer.example" });
    const [one, two] = mails;
    expect(one?.messageId).to.equal(two?.messageId);
    expect(two?.subject).to.equal("Countersign: 往来对账单 2026-11-30 EUR");
    expect(two?.text).to.include("请于此日前答复：2026-12-13").and.to.include(`出具方：${SUPPLIER}`);
    const pdf = Buffer.from(two?.attachment?.content ?? []);
    expect(pagesOf(pdf).join("")).to.include("2,500.00").and.to.include("RE-300");
    const buyer = await scene.signIn("the buyer");
    const { data } = await scene
      .client(buyer)
      .GET("/v1/account-statements", { params: { query: { made: "elsewhere" } } });
    expect(data?.items.map(({ mailings }) => mailings)).to.deep.equal([[]]);
    expect((await schedule(plan({ first: "2026-01-01" }))).error?.detail).to.match(/^body.first: give 2026-08-/);
    const unmet = plan({ counterparty: addressOf("nobody") });
    expect((await schedule(unmet)).error?.type).to.match(/NotFound/);
  });
});
