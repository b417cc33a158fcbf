/**
 * Dunning notices on their way to a mail server and to webhooks: once, only while they are right, and never in silence.
 */
import { expect } from "chai";
import { hash, address } from "../store/rows.ts";
import { contentHashOf } from "../../src/documents/letters/contentHash.ts";
import { DEFAULT_SETTINGS } from "../../src/notifier/deps.ts";
import type { DunningJudgement } from "../../src/store/dunningSending.ts";
import { createMailSender } from "../../src/notifier/mailSender.ts";
import type { Database } from "../../src/store/database.ts";
import { refusedTargetsOf } from "../../src/store/dunningReach.ts";
import { BUYER, owe, SUPPLIER } from "../store/dunning.ts";
import { freshDatabase } from "../store/engines.ts";
import { keepNotice, openMailbox, sendIn, textIn } from "./dunningStage.ts";
import type { Mailbox } from "./dunningStage.ts";
import { openReceiver } from "./receiver.ts";
import { loopback, NOW, openStage, quiet, until, uuid } from "./stage.ts";
import type { NotifierStage } from "./stage.ts";

const ITEM = hash(0xabc);
const TILL = "till@buyer.example";

describe("A dunning notice by mail", () => {
  let database: Database;
  let mailbox: Mailbox;
  let stage: NotifierStage;
  beforeEach(async () => {
    database = await freshDatabase("PostgreSQL");
    mailbox = await openMailbox();
    stage = openStage(database, loopback());
  });
  afterEach(async () => {
    await stage.close();
    await mailbox.close();
  });

  const start = (judgement?: DunningJudgement): void => {
    const judgeDunning = judgement && (() => Promise.resolve(judgement));
    stage.start({ sendMail: createMailSender(mailbox.server), judgeDunning });
  };

  it("is one mail with its letter however many notifiers run, and says what its hash is of", async () => {
    const kept = await keepNotice(database, uuid(1), ITEM);
    for (let notifier = 0; notifier < 3; notifier += 1) start();
    await until(async () => (await sendIn(database, uuid(1))).state === "taken");
    await quiet();
    expect(mailbox.asked).to.deep.equal([TILL]);
    const [source = "", ...others] = mailbox.arrived;
    expect(others).to.deep.equal([]);
    expect(source)
      .to.include(`Message-ID: <${uuid(1)}@ledger.example>`)
      .and.to.include("Reply-To: ar@example.com");
    expect(source).to.match(/filename=DN-2026-0042\.pdf[\s\S]*\r\n\r\nJVBERi/);
    expect(contentHashOf(textIn(source), kept.salt)).to.equal(kept.contentHash);
    expect(await sendIn(database, uuid(1))).to.include({ tries: 1, tried: NOW, ended: NOW, fault: null });
  });

  it("is tried again after longer and longer pauses while the server takes nothing, and then goes out", async () => {
    await keepNotice(database, uuid(1), ITEM);
    mailbox.refusal = 451;
    start();
    await until(async () => (await sendIn(database, uuid(1))).tried !== null);
    const { state, due, status, fault } = await sendIn(database, uuid(1));
    expect({ state, due, status }).to.deep.equal({ state: "waiting", due: NOW + 10, status: 451 });
    expect(fault).to.equal("the mail server did not take it (451)");
    stage.now = NOW + 10;
    await until(async () => (await sendIn(database, uuid(1))).tries === 2);
    await until(async () => (await sendIn(database, uuid(1))).due > NOW + 10);
    expect((await sendIn(database, uuid(1))).due).to.equal(NOW + 30);
    mailbox.refusal = undefined;
    stage.now = NOW + 30;
    await until(async () => (await sendIn(database, uuid(1))).state === "taken");
    expect(mailbox.arrived).to.have.length(1);
    expect(await refusedTargetsOf(database, SUPPLIER, [TILL])).to.deep.equal([]);
  });

  it("is given up where the server refuses the address, which is marked, and its sender is told", async () => {
    const receiver = await openReceiver();
    await stage.close();
    stage = openStage(database, loopback(receiver.port));
    await stage.hook(SUPPLIER, receiver.url);
    await keepNotice(database, uuid(1), ITEM);
    mailbox.refusal = 550;
    start();
    await until(() => receiver.received.length === 1);
    expect(receiver.received[0]?.message).to.deep.include({
      type: "DunningNoticeFailed",
      data: { dunningSend: uuid(1), customer: BUYER },
    });
    expect(await sendIn(database, uuid(1))).to.include({ state: "failed", tries: 1, status: 550 });
    expect(await refusedTargetsOf(database, SUPPLIER, [TILL])).to.deep.equal([
      { channel: "email", target: TILL, since: NOW, fault: "the mail server did not take it (550)" },
    ]);
    await keepNotice(database, uuid(2), hash(0xdef));
    await until(async () => (await sendIn(database, uuid(2))).state === "failed");
    expect((await sendIn(database, uuid(2))).fault).to.match(/refused before/);
    expect(mailbox.asked).to.deep.equal([TILL]);
    await stage.close();
    await receiver.close();
  });

  it("is withdrawn and not sent where the item was paid between its making and its sending", async () => {
    await keepNotice(database, uuid(1), ITEM);
    await owe(database, ITEM, { closed: true, settled: 1_000n });
    start();
    await until(async () => (await sendIn(database, uuid(1))).state === "withdrawn");
    await quiet();
    expect(await sendIn(database, uuid(1))).to.include({ fault: "closed", endedBy: null });
    expect(mailbox.asked).to.deep.equal([]);
  });

  it("is withdrawn, or waits, where whoever judges it says so, and a wait counts as no attempt", async () => {
    await keepNotice(database, uuid(1), ITEM);
    start({ kind: "postpone", until: NOW + 600 });
    await until(async () => (await sendIn(database, uuid(1))).due === NOW + 600);
    expect(await sendIn(database, uuid(1))).to.include({ state: "waiting", tries: 0, tried: null });
    await stage.close();
    stage = openStage(database, loopback());
    stage.now = NOW + 600;
    start({ kind: "withdraw", reason: "promised" });
    await until(async () => (await sendIn(database, uuid(1))).state === "withdrawn");
    expect((await sendIn(database, uuid(1))).fault).to.equal("promised");
    expect(mailbox.asked).to.deep.equal([]);
  });

  it("waits where its sender has sent as many as a day has, and goes out when the day is over", async () => {
    await keepNotice(database, uuid(1), ITEM);
    await keepNotice(database, uuid(2), hash(0xdef), { due: NOW + 1 });
    const settings = { ...DEFAULT_SETTINGS, pollMilliseconds: 5, dailyDunningMails: 1 };
    stage.start({ sendMail: createMailSender(mailbox.server), settings });
    await until(async () => (await sendIn(database, uuid(1))).state === "taken");
    stage.now = NOW + 1;
    await until(async () => (await sendIn(database, uuid(2))).due === NOW + 1_801);
    expect(await sendIn(database, uuid(2))).to.include({ state: "waiting", tries: 0 });
    stage.now = NOW + 86_401;
    await until(async () => (await sendIn(database, uuid(2))).state === "taken");
  });

  it("waits where it cannot be judged, and holds up nothing else", async () => {
    await keepNotice(database, uuid(1), ITEM);
    stage.start({
      sendMail: createMailSender(mailbox.server),
      judgeDunning: ({ id }) => (id === uuid(1) ? Promise.reject(new Error("no")) : Promise.resolve({ kind: "send" })),
    });
    await until(async () => (await sendIn(database, uuid(1))).due === NOW + DEFAULT_SETTINGS.longestPauseSeconds);
    await keepNotice(database, uuid(2), hash(0xdef));
    await until(async () => (await sendIn(database, uuid(2))).state === "taken");
    expect(await sendIn(database, uuid(1))).to.include({ state: "waiting", tries: 0 });
  });

  it("waits where an index that is built anew has not come to its item, and is not taken for wrong", async () => {
    await keepNotice(database, uuid(1), ITEM);
    await database.query("delete from receivables");
    start();
    await until(async () => (await sendIn(database, uuid(1))).due === NOW + DEFAULT_SETTINGS.claimSeconds);
    expect((await sendIn(database, uuid(1))).state).to.equal("waiting");
    await owe(database, ITEM);
    stage.now = NOW + DEFAULT_SETTINGS.claimSeconds;
    await until(async () => (await sendIn(database, uuid(1))).state === "taken");
  });

  it("is given up after as many tries as any other where no letter can be made of what is kept", async () => {
    await keepNotice(database, uuid(1), ITEM, { content: {} });
    await database.query("update dunning_sends set tries = $1", [DEFAULT_SETTINGS.tries - 1]);
    start();
    await until(async () => (await sendIn(database, uuid(1))).state === "failed");
    expect((await sendIn(database, uuid(1))).fault).to.match(/could not be made/);
    expect(await refusedTargetsOf(database, SUPPLIER, [TILL])).to.deep.equal([]);
  });
});

describe("A dunning notice by webhook", () => {
  it("is told to its debtor and its sender with ids alone, each signed with its own secret", async () => {
    const database = await freshDatabase("PostgreSQL");
    const [debtor, sender] = await Promise.all([openReceiver(), openReceiver()]);
    const stage = openStage(database, loopback(debtor.port, sender.port));
    await stage.hook(BUYER, debtor.url, { kinds: ["DunningNoticeSent"] });
    await stage.hook(SUPPLIER, sender.url);
    await stage.hook(address(9), sender.url);
    await keepNotice(database, uuid(1), ITEM, { channel: "webhook", target: "" });
    stage.start();
    await until(() => debtor.received.length + sender.received.length === 2);
    const data = { dunningSend: uuid(1), organisation: SUPPLIER, customer: BUYER, stage: "final" };
    for (const { received } of [debtor, sender]) {
      expect(received[0]?.message).to.deep.include({ type: "DunningNoticeSent", data });
      expect(received[0]?.headers["webhook-signature"]).to.match(/^v1,/);
    }
    expect(await sendIn(database, uuid(1))).to.include({ state: "taken" });
    await stage.close();
    await Promise.all([debtor.close(), sender.close()]);
  });

  it("fails where nobody asked to be told", async () => {
    const database = await freshDatabase("PostgreSQL");
    await keepNotice(database, uuid(1), ITEM, { channel: "webhook", target: "" });
    const stage = openStage(database, loopback());
    stage.start();
    await until(async () => (await sendIn(database, uuid(1))).state === "failed");
    expect((await sendIn(database, uuid(1))).fault).to.match(/neither side has a webhook/);
    await stage.close();
  });
});
