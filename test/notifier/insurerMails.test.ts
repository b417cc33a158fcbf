/** An insolvency on its way to an insurer's mail server. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import pino from "pino";
import { SMTPServer } from "smtp-server";
import { DEFAULT_SETTINGS } from "../../src/notifier/deps.ts";
import type { NotifierDeps, Sent } from "../../src/notifier/deps.ts";
import { createInsurerMailing } from "../../src/notifier/insurerMail.ts";
import { createMailSender } from "../../src/notifier/mailSender.ts";
import { addCase } from "../../src/store/cases.ts";
import type { Database } from "../../src/store/database.ts";
import { insurerMailsOf, queueInsurerMail } from "../../src/store/insurerMails.ts";
import type { NewInsurerMail } from "../../src/store/insurerMails.ts";
import { freshDatabase } from "../store/engines.ts";
import { address } from "../store/rows.ts";
import { loopback, NOW, openStage, until, uuid } from "./stage.ts";

const DAY = 86_400;
const MAIL: NewInsurerMail = {
  ...{ case: uuid(1), organisation: address(1), debtor: address(2), address: "claims@insurer.example" },
  ...{ language: "en", policy: "TCI-7", kind: "noticed", at: NOW },
};

async function caseIn(database: Database): Promise<void> {
  const about = { organisation: address(1), customer: address(2), account: address(1), opened: NOW };
  await addCase(database, { id: uuid(1), title: "Overdue", jurisdiction: "CN", ...about });
}

function queue(database: Database, over: Partial<NewInsurerMail> = {}, most = 100): Promise<void> {
  return database.transaction((tx) => queueInsurerMail(tx, { ...MAIL, ...over }, most));
}

describe("A mail to an insurer", () => {
  it("goes out once by notifiers that run, the notice before its withdrawal, each in its own words", async () => {
    const arrived: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, _session, done) => void text(stream).then((source) => done(null, String(arrived.push(source)))),
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const database = await freshDatabase("PGlite");
    await caseIn(database);
    await queue(database);
    await queue(database, { kind: "withdrawn" });
    const { port } = server.server.address() as AddressInfo;
    const sendMail = createMailSender({ host: "127.0.0.1", port, tls: "none", from: "ledger@example.com" });
    const stages = [openStage(database, loopback()), openStage(database, loopback())];
    for (const stage of stages) stage.start({ sendMail });
    await until(async () => (await insurerMailsOf(database, uuid(1))).every(({ state }) => state === "taken"));
    expect(arrived).to.have.length(2);
    const [first = "", second = ""] = arrived.map((source) => source.replaceAll("=\r\n", ""));
    expect(first).to.include("Subject: Countersign: A buyer under a credit insurance policy is reported");
    expect(first).to.include("Policy: TCI-7").and.include(address(2));
    expect(second).to.include("Subject: Countersign: A report that a buyer is insolvent was withdrawn");
    for (const stage of stages) await stage.close();
    await new Promise<void>((done) => server.close(done));
  });

  const mailing = (database: Database, answers: readonly Sent[], clock: { now: number }) => {
    const left = [...answers];
    return createInsurerMailing({
      ...({ database, origin: new URL("https://ledger.example"), random: () => 1 } as NotifierDeps),
      ...{ clock: { now: () => clock.now, sleep: () => Promise.resolve() }, logger: pino({ level: "silent" }) },
      ...{ sendMail: () => Promise.resolve(left.shift() ?? { status: 250, fault: null }), settings: DEFAULT_SETTINGS },
    });
  };

  it("is tried again after a pause, by whoever comes back, and is taken once", async () => {
    const database = await freshDatabase("PGlite");
    await caseIn(database);
    await queue(database, { language: "zh" });
    const clock = { now: NOW };
    const first = mailing(database, [{ status: 451, fault: "it answered 451" }], clock);
    const claimed = (await first.claim()) ?? expect.fail("nothing is due");
    expect(await first.claim(), "another process").to.equal(undefined);
    expect(await first.make(claimed)).to.equal("failed");
    expect(await first.claim(), "before the pause is over").to.equal(undefined);
    clock.now += DAY;
    const restarted = mailing(database, [], clock);
    expect(await restarted.make((await restarted.claim()) ?? expect.fail("nothing is due"))).to.equal("delivered");
    expect(await restarted.claim()).to.equal(undefined);
    const [mail] = await insurerMailsOf(database, uuid(1));
    expect(mail).to.include({ state: "taken", tries: 2, tried: clock.now, fault: null });
  });

  it("waits a day longer beyond so many of an organisation within a day", async () => {
    const database = await freshDatabase("PGlite");
    await caseIn(database);
    for (const to of ["a@insurer.example", "b@insurer.example", "c@insurer.example"]) {
      await queue(database, { address: to }, 2);
    }
    const clock = { now: NOW };
    const one = mailing(database, [], clock);
    for (let sent = 0; sent < 2; sent += 1) await one.make((await one.claim()) ?? expect.fail("nothing is due"));
    expect(await one.claim()).to.equal(undefined);
    clock.now += DAY;
    expect((await one.claim())?.address).to.equal("c@insurer.example");
  });
});
