import { createHmac } from "node:crypto";
import { expect } from "chai";
import type { Address } from "../../src/domain/receivable.ts";
import type { Sent } from "../../src/notifier/deps.ts";
import type { Mail } from "../../src/notifier/mail.ts";
import type { SignedMessage } from "../../src/notifier/message.ts";
import type { Database } from "../../src/store/database.ts";
import { putMember, removeMember } from "../../src/store/members.ts";
import type { MemberRole } from "../../src/store/members.ts";
import { forgetNotices, raiseNotice } from "../../src/store/notices.ts";
import { subscribe } from "../../src/store/notifications.ts";
import { secretBytes } from "../../src/store/webhooks.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { address } from "../store/rows.ts";
import { loopback, openStage, quiet, until, uuid } from "./stage.ts";
import type { NotifierStage } from "./stage.ts";

const [PAYEE, PAYER, STRANGER] = [address(0xa1), address(0xb1), address(0xc1)];
const CHANGE = { payee: PAYEE, account: uuid(77), change: "approved" };
const READY = { receivable: `0x${"ab".repeat(32)}`, intent: uuid(88), rule: uuid(99) };
const OK: Sent = { status: null, fault: null };

for (const engine of ENGINES) {
  describe(`Notices over ${engine}`, () => {
    let database: Database;
    let stage: NotifierStage;
    let mails: Mail[];
    let hooked: SignedMessage[];
    let answers: Sent[];
    let numbers = 0;

    before(async () => {
      database = await freshDatabase(engine);
      stage = openStage(database, loopback());
      stage.start({
        sendMail: (mail) => {
          mails.push(mail);
          return Promise.resolve(answers.shift() ?? OK);
        },
        sendWebhook: (message) => {
          hooked.push(message);
          return Promise.resolve(OK);
        },
      });
    });
    beforeEach(async () => {
      for (const table of ["notices", "subscriptions", "members"]) await database.query(`delete from ${table}`);
      [mails, hooked, answers] = [[], [], []];
    });
    after(() => stage.close());

    const member = (organisation: Address, account: Address, role: MemberRole, email: string | null) =>
      putMember(database, organisation, { account, role, name: null, email, added: 1 }, 10);

    async function rule(
      organisation: Address,
      account: Address,
      email: string,
      kinds: readonly string[],
      language: "en" | "zh" = "en",
    ): Promise<string> {
      numbers += 1;
      const told = { id: uuid(1_000 + numbers), organisation, account, channel: "email", address: email } as const;
      await subscribe(database, { ...told, kinds, language, secret: null, created: stage.now }, 50);
      return told.id;
    }

    const change = (key = "one", organisations = [PAYEE, PAYER]) =>
      database.transaction((tx) =>
        raiseNotice(
          tx,
          { key, kind: "BankAccountChanged", data: CHANGE, at: stage.now },
          { organisations, isAlarm: true },
        ),
      );
    const ready = (key = "ready") =>
      database.transaction((tx) =>
        raiseNotice(
          tx,
          { key, kind: "AcceptanceReady", data: READY, at: stage.now },
          { organisations: [PAYER], isAlarm: false },
        ),
      );
    const recipients = (): readonly string[] => mails.map(({ to }) => to).sort();
    const states = async (): Promise<readonly string[]> =>
      (await database.query<{ state: string }>("select state from notice_deliveries order by state")).map(
        ({ state }) => state,
      );
    const settled = () => until(async () => (await states()).every((state) => state !== "waiting"));

    it("of an account tell administrators with a known address, and whoever asked, each address once", async () => {
      await member(PAYEE, address(1), "administrator", "boss@payee.example");
      await member(PAYEE, address(2), "reader", "reader@payee.example");
      await member(PAYER, address(3), "administrator", "Boss@payer.example");
      await member(PAYER, address(4), "reader", null);
      await member(PAYER, address(5), "administrator", null);
      await member(STRANGER, address(6), "administrator", "boss@stranger.example");
      await rule(PAYER, address(3), "boss@payer.example", ["BankAccountChanged"]);
      await rule(PAYER, address(4), "desk@payer.example", ["BankAccountChanged"], "zh");
      await rule(PAYER, address(5), "other@payer.example", ["ReceivablePaid"]);
      await rule(PAYER, address(4), "unasked@payer.example", ["ReceivablePaid"]);
      await rule(PAYEE, PAYEE, "own@payee.example", ["ReceivablePaid"]);
      await change();
      await settled();
      const own = ["boss@payee.example", "own@payee.example"];
      const theirs = ["boss@payer.example", "desk@payer.example", "other@payer.example"];
      expect(recipients()).to.deep.equal([...own, ...theirs].sort());
      const desk = mails.find(({ to }) => to === "desk@payer.example");
      expect(desk?.subject).to.equal("Countersign: 银行账户变更已获批准");
      const boss = mails.find(({ to }) => to === "boss@payee.example");
      expect(boss?.subject).to.equal("Countersign: A change of bank account was approved");
      expect(boss?.text).to.contain(PAYEE).and.contain(uuid(77)).and.contain("You are told as an administrator");
      expect(boss?.text).to.contain("before you called the payee back");
    });

    it("are told once, however often they are raised", async () => {
      await member(PAYEE, address(1), "administrator", "boss@payee.example");
      await change();
      await change();
      await settled();
      await quiet();
      expect(recipients()).to.deep.equal(["boss@payee.example"]);
    });

    it("of what is ready go to those alone who asked, by mail and by a webhook that is signed", async () => {
      await member(PAYER, address(3), "administrator", "boss@payer.example");
      await rule(PAYER, PAYER, "desk@payer.example", ["AcceptanceReady"]);
      const url = "https://hooks.payer.example/all";
      const secret = await stage.hook(PAYER, url);
      await stage.hook(PAYER, "https://hooks.payer.example/some", { kinds: ["ReceivablePaid"] });
      await stage.hook(STRANGER, "https://hooks.stranger.example/");
      await ready();
      await settled();
      expect(recipients()).to.deep.equal(["desk@payer.example"]);
      expect(mails[0]?.text).to.contain(READY.receivable).and.contain(READY.intent);
      expect(hooked.map((message) => message.url)).to.deep.equal([url]);
      const { headers = {}, body = "" }: Partial<SignedMessage> = hooked[0] ?? {};
      const parsed = JSON.parse(body) as unknown;
      expect(parsed).to.deep.include({ type: "AcceptanceReady", data: READY });
      const told = `${headers["webhook-id"] ?? ""}.${headers["webhook-timestamp"] ?? ""}.${body}`;
      const mac = createHmac("sha256", secretBytes(secret)).update(told, "utf8").digest("base64");
      expect(headers["webhook-signature"]).to.equal(`v1,${mac}`);
    });

    it("of a signature that is awaited say of which act, who prepared it, and nothing that anybody wrote", async () => {
      await rule(PAYER, PAYER, "desk@payer.example", ["SignatureAwaited"]);
      await rule(PAYER, PAYER, "zh@payer.example", ["SignatureAwaited"], "zh");
      const data = { receivable: READY.receivable, intent: READY.intent, organisation: PAYEE };
      const notice = { key: "awaited", kind: "SignatureAwaited", data, at: stage.now };
      await database.transaction((tx) => raiseNotice(tx, notice, { organisations: [PAYER], isAlarm: false }));
      await settled();
      const [desk, zh] = ["desk@payer.example", "zh@payer.example"].map((to) => mails.find((mail) => mail.to === to));
      expect(desk?.subject).to.equal("Countersign: An act awaits your signature");
      for (const told of Object.values(data)) expect(desk?.text).to.contain(told);
      expect(zh?.subject).to.equal("Countersign: 有事项待贵方签署");
      expect(zh?.text).to.contain(`发起方：${PAYEE}`);
    });

    it("are sent again after a pause, with the same Message-ID, until there were enough attempts", async () => {
      await member(PAYEE, address(1), "administrator", "boss@payee.example");
      answers = Array.from({ length: 11 }, () => ({ status: 451, fault: "busy" }));
      await change();
      for (let attempt = 1; attempt <= 11; attempt += 1) {
        await until(() => mails.length === attempt);
        stage.now += 20_000;
      }
      await settled();
      expect(mails).to.have.length(12);
      expect(new Set(mails.map(({ messageId }) => messageId))).to.have.property("size", 1);
      expect(await states()).to.deep.equal(["delivered"]);
      answers = Array.from({ length: 12 }, () => ({ status: 451, fault: "busy" }));
      await change("two");
      for (let attempt = 13; attempt <= 24; attempt += 1) {
        await until(() => mails.length === attempt);
        stage.now += 20_000;
      }
      await settled();
      expect(await states()).to.deep.equal(["delivered", "failed"]);
    });

    it("reach nobody who left, or whose address was erased, before they were sent", async () => {
      await member(PAYEE, address(1), "administrator", "boss@payee.example");
      await member(PAYEE, address(2), "reader", null);
      await rule(PAYEE, address(2), "clerk@payee.example", ["BankAccountChanged"]);
      answers = [OK, OK].map(() => ({ status: 451, fault: "busy" }));
      await change();
      await until(() => mails.length === 2);
      for (const account of [address(1), address(2)]) await removeMember(database, PAYEE, account, stage.now);
      stage.now += 20_000;
      await settled();
      expect(mails).to.have.length(2);
      expect(await states()).to.deep.equal(["skipped", "skipped"]);
    });

    it("are forgotten once they are old and nothing of them waits", async () => {
      await member(PAYEE, address(1), "administrator", "boss@payee.example");
      await change();
      await settled();
      await forgetNotices(database, stage.now);
      expect(await states()).to.have.length(1);
      await forgetNotices(database, stage.now + 1);
      expect(await states()).to.deep.equal([]);
    });
  });
}
