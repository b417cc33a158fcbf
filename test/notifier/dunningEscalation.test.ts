/** Whoever a dunning level escalates to is told by mail: once, while it is right, and never in silence given up. */
import { expect } from "chai";
import type { Escalation } from "../../src/domain/collections/escalation.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { DEFAULT_SETTINGS } from "../../src/notifier/deps.ts";
import { createMailSender } from "../../src/notifier/mailSender.ts";
import type { Database } from "../../src/store/database.ts";
import {
  claimDunningEscalation,
  dunningEscalationsOf,
  keepDunningEscalation,
} from "../../src/store/dunningEscalations.ts";
import type { DunningEscalation } from "../../src/store/dunningEscalations.ts";
import { settleDunningSend, withdrawDunningSend } from "../../src/store/dunningSending.ts";
import { putMember, removeMember } from "../../src/store/members.ts";
import type { MemberRole } from "../../src/store/members.ts";
import { BUYER, SUPPLIER } from "../store/dunning.ts";
import { freshDatabase } from "../store/engines.ts";
import { address, hash } from "../store/rows.ts";
import { keepNotice, openMailbox, textIn } from "./dunningStage.ts";
import type { Mailbox } from "./dunningStage.ts";
import { loopback, NOW, openStage, quiet, until, uuid } from "./stage.ts";
import type { NotifierStage } from "./stage.ts";

const [ITEM, OTHER] = [hash(0xabc), hash(0xdef)];
const HEAD = address(77);
const MAIL = "head@supplier.example";
const DAY = 86_400;
const [SEND, ESCALATION] = [uuid(1), uuid(1_001)];

const TOLD: Escalation = {
  ...{ level: "last-word", stage: "final", policy: { name: "House", version: 4 } },
  ...{ customer: BUYER, customerName: "Nordwind SE\nBcc: everybody@example.com" },
  items: [
    {
      ...{ item: ITEM, number: "RE-7", dueDay: dayNumber("2026-10-31") },
      ground: {
        ...{ code: "brokenPromise", promise: "a promise" },
        ...{ promised: dayNumber("2026-11-10"), brokenOn: dayNumber("2026-11-13") },
      },
    },
  ],
};

describe("An escalation by mail", () => {
  let database: Database;
  let mailbox: Mailbox;
  let stage: NotifierStage;
  beforeEach(async () => {
    database = await freshDatabase("PostgreSQL");
    mailbox = await openMailbox();
    stage = openStage(database, loopback());
    await member();
    await escalate(SEND, ESCALATION);
  });
  afterEach(async () => {
    await stage.close();
    await mailbox.close();
  });

  async function member(role: MemberRole = "preparer", email: string | null = MAIL): Promise<void> {
    await putMember(database, SUPPLIER, { account: HEAD, role, name: null, email, added: 1 }, 10);
  }
  /** A letter to be printed, whose level escalates. */
  async function escalate(send: string, id: string, over: Parameters<typeof keepNotice>[3] = {}): Promise<void> {
    await keepNotice(database, send, ITEM, { level: "last-word", channel: "letter", target: "", ...over });
    const escalation = { id, send, organisation: SUPPLIER, account: HEAD, told: TOLD, made: NOW };
    await database.transaction((tx) => keepDunningEscalation(tx, escalation));
  }
  const withdraw = (send: string): Promise<boolean> => {
    const withdrawal = { reason: "paid", at: NOW, by: null, isClaimed: true };
    return database.transaction((tx) => withdrawDunningSend(tx, send, withdrawal));
  };
  const became = async (send = SEND): Promise<DunningEscalation | undefined> =>
    (await dunningEscalationsOf(database, [send])).get(send);
  const isHeld = async (): Promise<boolean> => ((await became())?.fault ?? null) !== null;
  const start = () => stage.start({ sendMail: createMailSender(mailbox.server) });
  const state = async (send = SEND) => (await became(send))?.state;

  it("is one mail however many notifiers run, and says what escalated and why, and no sum", async () => {
    for (let notifier = 0; notifier < 3; notifier += 1) start();
    await until(async () => (await state()) === "taken");
    await quiet();
    expect(mailbox.asked).to.deep.equal([MAIL]);
    const [source = ""] = mailbox.arrived;
    expect(source).to.include(`Message-ID: <${ESCALATION}@ledger.example>`);
    expect(source).to.include("Subject: Countersign: An overdue claim has escalated to you");
    const text = bodyOf(source);
    const said = [
      ...["Level: last-word (Last reminder)", "Policy: House, version 4", BUYER, "- Invoice RE-7, due 31 Oct 2026"],
      ...["Promised for 10 Nov 2026, and not paid by then", ITEM, `https://ledger.example/v1/dunning/sends/${SEND}`],
    ];
    expect(said.filter((words) => !text.includes(words))).to.deep.equal([]);
    expect(text)
      .not.to.match(/^Bcc:/m)
      .and.not.to.match(/\d\.\d\d\b/);
    expect(await became()).to.include({ ended: NOW, fault: null, account: HEAD });
  });

  it("is in Chinese to whom is told everything else in Chinese", async () => {
    await stage.hook(SUPPLIER, MAIL, {
      account: HEAD,
      channel: "email",
      language: "zh",
      secret: null,
      kinds: ["none"],
    });
    start();
    await until(async () => (await state()) === "taken");
    expect(bodyOf(mailbox.arrived[0] ?? ""))
      .to.include("有逾期款项升级至您处理")
      .and.include("最后一次付款提醒");
  });

  it("of a process that died with it is taken up by another, as the same mail", async () => {
    const claim = () => claimDunningEscalation(database, { now: NOW, until: NOW + 60 });
    expect((await claim())?.id).to.equal(ESCALATION);
    expect(await claim()).to.equal(undefined);
    start();
    await quiet();
    expect(mailbox.asked).to.deep.equal([]);
    stage.now = NOW + 60;
    await until(async () => (await state()) === "taken");
    expect(mailbox.arrived[0]).to.include(`<${ESCALATION}@ledger.example>`);
  });

  it("waits until its notice has left the house, but no longer than a day", async () => {
    await escalate(uuid(2), uuid(1_002), { channel: "email", target: "till@buyer.example", level: "first" });
    const claim = (now: number) => claimDunningEscalation(database, { now, until: now + 60 });
    expect((await claim(NOW))?.id).to.equal(ESCALATION);
    expect(await claim(NOW), "the mail to the debtor waits").to.equal(undefined);
    expect((await claim(NOW + DAY))?.id, "the first lapsed").to.equal(ESCALATION);
    expect((await claim(NOW + DAY))?.id).to.equal(uuid(1_002));
    await settleDunningSend(database, uuid(2), { state: "taken", retryAt: 0, at: NOW, status: 250, fault: null });
    await database.query(
      "update dunning_escalations set claimed_until = case when send = $1 then $2::bigint else 0 end",
      [SEND, NOW + DAY],
    );
    expect((await claim(NOW))?.id, "once it was taken").to.equal(uuid(1_002));
  });

  it("is told of an item, a level and a cycle once, though its notice is made anew after it", async () => {
    start();
    await until(async () => (await state()) === "taken");
    await withdraw(SEND);
    await escalate(uuid(2), uuid(1_002));
    expect(await became(uuid(2))).to.equal(undefined);
    await keepNotice(database, uuid(3), OTHER, { level: "last-word", channel: "letter", target: "" });
    const both = { ...TOLD, items: [...TOLD.items, ...TOLD.items.map((one) => ({ ...one, item: OTHER }))] };
    const escalation = { id: uuid(1_003), send: uuid(3), organisation: SUPPLIER, account: HEAD, told: both, made: NOW };
    await database.transaction((tx) => keepDunningEscalation(tx, escalation));
    const [row] = await database.query<{ body: Escalation }>("select body from dunning_escalations where send = $1", [
      uuid(3),
    ]);
    expect(row?.body.items.map(({ item }) => item)).to.deep.equal([OTHER]);
  });

  it("of a notice that was withdrawn before it is told to nobody, and told when the level fires again", async () => {
    await withdraw(SEND);
    start();
    await until(async () => (await state()) === "withdrawn");
    expect(mailbox.asked).to.deep.equal([]);
    await escalate(uuid(2), uuid(1_002));
    await until(async () => (await state(uuid(2))) === "taken");
    expect(mailbox.asked).to.deep.equal([MAIL]);
  });

  it("waits a week for an address, and is given up after it", async () => {
    await member("preparer", null);
    start();
    await until(isHeld);
    expect(await became()).to.include({ state: "waiting" });
    await member();
    stage.now = NOW + 3_600;
    await until(async () => (await state()) === "taken");
    await withdraw(SEND);
    await member("preparer", null);
    await escalate(uuid(2), uuid(1_002), { level: "again" });
    stage.now = NOW + 7 * DAY;
    await until(async () => (await state(uuid(2))) === "failed");
    expect((await became(uuid(2)))?.fault).to.match(/no e-mail address is known/);
    expect(mailbox.asked).to.have.length(1);
  });

  it("goes to nobody who has left the organisation, or may see no claims there", async () => {
    await member("sales");
    start();
    await until(isHeld);
    await removeMember(database, SUPPLIER, HEAD, NOW);
    stage.now = NOW + 3_600;
    await quiet();
    expect(mailbox.asked).to.deep.equal([]);
  });

  it("is tried again while the server takes nothing, and given up where it refuses the address", async () => {
    mailbox.refusal = 451;
    start();
    await until(isHeld);
    expect(await state()).to.equal("waiting");
    mailbox.refusal = 550;
    stage.now = NOW + DEFAULT_SETTINGS.firstPauseSeconds;
    await until(async () => (await state()) === "failed");
    expect((await became())?.fault).to.equal("the mail server did not take it (550)");
  });
});

/** A mail without an attachment has one part. */
function bodyOf(source: string): string {
  const [head = "", ...rest] = source.split("\r\n\r\n");
  const type = "Content-Type: text/plain; charset=utf-8";
  const encoding = /Content-Transfer-Encoding: \S+/.exec(head)?.[0] ?? "";
  return textIn(`${type}\r\n${encoding}\r\n\r\n${rest.join("\r\n\r\n")}\r\n--`);
}
