/** A statement of account on its way to a mail server, with its PDF. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import pino from "pino";
import { SMTPServer } from "smtp-server";
import type { Address } from "../../src/domain/receivable.ts";
import type { Movement } from "../../src/domain/account/movement.ts";
import { DEFAULT_SETTINGS } from "../../src/notifier/deps.ts";
import type { NotifierDeps } from "../../src/notifier/deps.ts";
import { createMailSender } from "../../src/notifier/mailSender.ts";
import { createStatementMailing } from "../../src/notifier/statementMail.ts";
import { queueStatementMails, statementMailsOf } from "../../src/store/accountStatementMails.ts";
import { keepAccountStatement } from "../../src/store/accountStatements.ts";
import type { Database } from "../../src/store/database.ts";
import { heading, invoice } from "../domain/accountMovements.ts";
import { freshDatabase } from "../store/engines.ts";
import { address } from "../store/rows.ts";
import { loopback, NOW, openStage, until, uuid } from "./stage.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";

async function keep(database: Database, movements: readonly Movement[]): Promise<void> {
  const parties = { organisation: address(1), by: address(1), supplier: address(1), buyer: address(2), currency: EUR };
  const statement = {
    ...{ id: uuid(1), ...parties, cutOff: "2026-10-31", cutOffInstant: NOW, layout: "open-item", language: "en" },
    ...{ replaces: null, schedule: null, replyBy: "2026-11-20", made: NOW, summary: {} },
  };
  await keepAccountStatement(database, statement, { heading: heading(), movements });
}

describe("A statement of account by mail", () => {
  it("goes out with its PDF by a notifier that runs, once, and is noted as taken by the server", async () => {
    const arrived: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, _session, done) => void text(stream).then((source) => done(null, String(arrived.push(source)))),
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const database = await freshDatabase("PGlite");
    await keep(database, [invoice("INV-1")]);
    await queueStatementMails(database, uuid(1), ["till@buyer.example"], NOW);
    const stage = openStage(database, loopback());
    const { port } = server.server.address() as AddressInfo;
    stage.start({ sendMail: createMailSender({ host: "127.0.0.1", port, tls: "none", from: "ledger@example.com" }) });
    const mail = async () => (await statementMailsOf(database, [uuid(1)])).get(uuid(1))?.[0];
    await until(async () => (await mail())?.state === "taken");
    expect(await mail()).to.include({ address: "till@buyer.example", tries: 1, taken: NOW, fault: null });
    expect(arrived).to.have.length(1);
    const [source = ""] = arrived;
    expect(source).to.include("Subject: Countersign: A statement of account 2026-10-31 EUR");
    expect(source.replaceAll("=\r\n", "")).to.include("An answer is asked for by: 2026-11-20");
    expect(source).to.match(/filename=ST-2026-10-017-1\.pdf[\s\S]*\r\n\r\nJVBERi/);
    await stage.close();
    await new Promise<void>((done) => server.close(done));
  });

  it("is given up after as many tries as any other where it cannot be made, and its maker is told", async () => {
    const database = await freshDatabase("PGlite");
    await keep(database, [invoice("INV-1"), invoice("INV-1")]);
    await queueStatementMails(database, uuid(1), ["till@buyer.example"], NOW);
    const { tries } = DEFAULT_SETTINGS;
    await database.query("update account_statement_mails set tries = $1", [tries - 1]);
    const mailing = createStatementMailing({
      ...({ database, origin: new URL("https://ledger.example"), random: () => 1 } as NotifierDeps),
      ...{ clock: { now: () => NOW, sleep: () => Promise.resolve() }, logger: pino({ level: "silent" }) },
      ...{ sendMail: () => Promise.resolve({ status: null, fault: null }), settings: DEFAULT_SETTINGS },
    });
    const claimed = await mailing.claim();
    if (claimed === undefined) throw new Error("nothing is due");
    expect(await mailing.make(claimed)).to.equal("failed");
    const [mail] = (await statementMailsOf(database, [uuid(1)])).get(uuid(1)) ?? [];
    expect(mail).to.include({ state: "failed", tries });
    expect(mail?.fault).to.match(/could not be made/);
  });
});
