import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { SMTPServer } from "smtp-server";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { statementId } from "../../src/domain/statement.ts";
import { createMailSender } from "../../src/notifier/mailSender.ts";
import { SENTENCES } from "../../src/notifier/mailWords.ts";
import { dropAbove } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { putMember } from "../../src/store/members.ts";
import { subscribe, subscriptionsOf } from "../../src/store/notifications.ts";
import type { Language } from "../../src/store/notifications.ts";
import { newNotification } from "../../src/wire/notification.ts";
import { EVENT_KINDS } from "../../src/wire/feed.ts";
import { accepting, issuing } from "../gateway/book.ts";
import { posting, statementBetween } from "../gateway/statementObjects.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { address, hash } from "../store/rows.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { loopback, openStage, quiet, until, uuid } from "./stage.ts";
import type { NotifierStage } from "./stage.ts";

const [SUPPLIER, BUYER, CLERK] = [address(0xa1), address(0xb1), address(0xd1)];
const mine = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(address(978), 20_000, { amount: 123_456n }));

interface Arrived {
  readonly to: readonly string[];
  readonly source: string;
}

/** Header fields by name, and the text, of a mail in the forms that the tests provoke. */
function read({ source }: Arrived): { readonly fields: ReadonlyMap<string, string>; readonly text: string } {
  const [head = "", body = ""] = source.split(/\r\n\r\n(.*)/s);
  const lines = head.replaceAll(/\r\n\s+/g, " ").split("\r\n");
  const fields = new Map(
    lines.map((line) => line.split(/: (.*)/s)).map(([name = "", value = ""]) => [name.toLowerCase(), value]),
  );
  const encoding = fields.get("content-transfer-encoding");
  const unfolded = body.replaceAll("=\r\n", "");
  const quoted = unfolded.replaceAll(/(?:=[0-9A-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll("=", ""), "hex").toString(),
  );
  return { fields, text: encoding === "base64" ? Buffer.from(body, "base64").toString() : quoted };
}

for (const engine of ENGINES) {
  describe(`E-mails over ${engine}`, () => {
    let database: Database;
    let stage: NotifierStage;
    let server: SMTPServer;
    let arrived: Arrived[];
    let refusals: number;
    beforeEach(async () => {
      database = await freshDatabase(engine);
      stage = openStage(database, loopback());
      arrived = [];
      refusals = 0;
      server = new SMTPServer({
        disabledCommands: ["AUTH", "STARTTLS"],
        onData(stream, session, done) {
          let source = "";
          stream.on("data", (chunk: Buffer) => (source += chunk.toString()));
          stream.on("end", () => {
            if (refusals > 0) {
              refusals -= 1;
              done(Object.assign(new Error("mailbox of 10.0.0.7 is full"), { responseCode: 452 }));
              return;
            }
            arrived.push({ to: session.envelope.rcptTo.map(({ address: to }) => to), source });
            done();
          });
        },
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    afterEach(async () => {
      await stage.close();
      await new Promise<void>((resolve) => server.close(resolve));
    });

    function start(): void {
      const { port } = server.server.address() as AddressInfo;
      const from = "ledger@example.com";
      stage.start({ sendMail: createMailSender({ host: "127.0.0.1", port, tls: "none", from }) });
    }

    async function rule(language: Language, kinds: readonly string[], account: Address = SUPPLIER): Promise<void> {
      const told = { organisation: SUPPLIER, account, channel: "email", address: "clerk@example.com" } as const;
      const wanted = { ...told, id: uuid(9), kinds, language, secret: null, created: stage.now };
      expect(await subscribe(database, wanted, 10)).to.equal("added");
    }

    const states = async (): Promise<readonly string[]> =>
      (await stage.deliveries(uuid(9))).map(({ name, state }) => `${name} ${state}`);

    it("tell of the kinds that the rule names, in plain words without amounts, and of their retraction", async () => {
      await rule("en", ["ReceivableAccepted"]);
      start();
      await stage.book.write(...issuing(mine));
      await stage.book.write(accepting(mine));
      await until(() => arrived.length === 1);
      await database.transaction((tx) => dropAbove(tx, 1));
      await until(() => arrived.length === 2);
      const [accepted, retracted] = arrived.map(read);
      expect(arrived[0]?.to).to.deep.equal(["clerk@example.com"]);
      expect(accepted?.fields.get("subject")).to.equal("Countersign: A receivable was accepted");
      expect(accepted?.fields.get("from")).to.equal("Countersign <ledger@example.com>");
      expect(accepted?.fields.get("content-type")).to.equal("text/plain; charset=utf-8");
      expect(accepted?.text).to.include(idOf(mine.header)).and.to.include(uuid(9));
      expect(accepted?.text).not.to.match(/1[ ,.]?234|123456/);
      expect(retracted?.fields.get("subject")).to.equal("Countersign: Taken back: A receivable was accepted");
      expect(retracted?.fields.get("message-id")).not.to.equal(accepted?.fields.get("message-id"));
    });

    it("are written in Chinese for those who want so", async () => {
      await rule("zh", ["ReceivableIssued"]);
      start();
      await stage.book.write(...issuing(mine));
      await until(() => arrived.length === 1);
      const [mail] = arrived.map(read);
      expect(mail?.text).to.include("应收账款已开立").and.to.include("如不再接收此类邮件");
      const subject = /=\?UTF-8\?([BQ])\?(.*?)\?=/.exec(mail?.fields.get("subject") ?? "");
      expect(subject).not.to.equal(null);
    });

    it("tell of a statement by its id, and of no root, no sum and no hash of one", async () => {
      await rule("en", ["StatementPosted"]);
      start();
      const statement = statementBetween(SUPPLIER, BUYER);
      const root = hash(0x7007);
      await stage.book.state(posting(statement, "buyer", root));
      await until(() => arrived.length === 1);
      const [mail] = arrived.map(read);
      expect(mail?.fields.get("subject")).to.equal("Countersign: A statement was posted");
      expect(mail?.text)
        .to.include(`Statement: ${statementId(statement)}`)
        .and.not.to.include("Receivable: ");
      expect(mail?.text).not.to.include(root.slice(2));
    });

    it("come once for each event, however many processes run", async () => {
      await rule("en", ["ReceivableIssued", "ReceivableAccepted"]);
      for (let count = 0; count < 4; count += 1) start();
      await stage.book.write(...issuing(mine));
      await stage.book.write(accepting(mine));
      await until(() => arrived.length === 2);
      await quiet();
      expect(arrived).to.have.length(2);
      expect(await states()).to.deep.equal(["ReceivableAccepted delivered", "ReceivableIssued delivered"]);
    });

    it("are tried again with the same Message-ID, and the fault names no machine of the inside", async () => {
      await rule("en", ["ReceivableIssued"]);
      refusals = 1;
      start();
      await stage.book.write(...issuing(mine));
      const attempts = async () => (await stage.deliveries(uuid(9)))[0]?.attempts ?? [];
      await until(async () => (await attempts()).length === 1);
      expect((await attempts())[0]).to.include({ status: 452, fault: "the mail server did not take it (452)" });
      stage.now += 10;
      await until(() => arrived.length === 1);
      const [delivery] = await stage.deliveries(uuid(9));
      expect(arrived.map(read)[0]?.fields.get("message-id")).to.equal(`<${String(delivery?.id)}@ledger.example>`);
    });

    it("end when the member leaves the organisation, and the rule says why", async () => {
      await putMember(database, SUPPLIER, { account: CLERK, role: "reader", name: null, email: null, added: 0 }, 10);
      await rule("en", ["ReceivableIssued", "ReceivableAccepted"], CLERK);
      start();
      await stage.book.write(...issuing(mine));
      await until(() => arrived.length === 1);
      await database.query("delete from members");
      await stage.book.write(accepting(mine));
      await until(async () => (await subscriptionsOf(database, SUPPLIER, "email"))[0]?.paused !== null);
      await quiet();
      expect(arrived).to.have.length(1);
    });
  });
}

describe("A rule for e-mails", () => {
  it("takes one plain address, and nothing that a header could take for more", () => {
    const parses = (email: string): boolean =>
      newNotification.safeParse({ id: uuid(1), email, kinds: ["Transfer"], language: "en" }).success;
    expect(parses("first.last+tag@mail.example.com")).to.equal(true);
    for (const email of [
      "a@example.com, b@example.com",
      "a@example.com\r\nBcc: b@example.com",
      "a@example.com\n",
      "Name <a@example.com>",
      '"a b"@example.com',
      "a@[127.0.0.1]",
      "a@localhost",
      "ä@example.com",
      "a@exämple.com",
      "a@example.com;b@example.com",
      "@example.com",
      `${"a".repeat(250)}@example.com`,
    ]) {
      expect(parses(email), email).to.equal(false);
    }
  });

  it("has words for every kind of event, in both languages, that no header stumbles over", () => {
    expect(Object.keys(SENTENCES)).to.have.members([...EVENT_KINDS]);
    for (const text of Object.values(SENTENCES).flatMap((texts) => Object.values(texts))) {
      expect(text).to.match(/^[^\p{Cc}]+$/u);
    }
  });
});
