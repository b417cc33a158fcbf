import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import type { Mail } from "../../src/notifier/mail.ts";
import { createNotifier } from "../../src/notifier/notifier.ts";
import { DEFAULT_SETTINGS } from "../../src/notifier/deps.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, CONFIG, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const SUPPLIER = addressOf("supplier");
const EUR: Address = "0x00000000000000000000000000000000000003d2";

describe("A change of a bank account", () => {
  let stage: Stage;
  const mails: Mail[] = [];

  before(async () => {
    stage = await openStage();
    const sold = (seller: string, buyer: string) =>
      receivableOf(headerOf(addressOf(seller), addressOf(buyer)), termsOf(EUR, FIRST_INSTANT / DAY));
    const [owed, bought, over] = [sold("supplier", "buyer"), sold("vendor", "supplier"), sold("former", "supplier")];
    const reason = `0x${"11".repeat(32)}` as const;
    await stage.book.write(...issuing(owed), ...issuing(bought), ...issuing(over));
    const gone = { name: "ReceivableCancelled", id: idOf(over.header), by: addressOf("former"), reason } as const;
    await stage.book.write(gone);
    for (const name of ["supplier", "buyer", "vendor", "former", "stranger"]) {
      const body = {
        account: addressOf(`boss of ${name}`),
        role: "administrator",
        email: `${name}@example.com`,
      } as const;
      await stage.client(await stage.signIn(name)).POST("/v1/members", { body });
    }
  });

  after(() => stage.close());

  it("is told by e-mail to the administrators of the payee and of everybody it has open business with", async () => {
    const body = {
      ...{ id: randomUUID(), account: { scheme: "IBAN" as const, iban: "DE89370400440532013000" }, holder: "Supplier" },
      ...{ currency: "EUR", since: shownInstant(stage.now) },
    };
    const { response } = await stage.client(await stage.signIn("supplier")).POST("/v1/accounts", { body });
    expect(response.status).to.equal(201);
    await sendAll();
    const to = mails.map((mail) => mail.to).sort();
    expect(to).to.deep.equal(["buyer@example.com", "supplier@example.com", "vendor@example.com"]);
    for (const { subject, text } of mails) {
      expect(subject).to.equal("Countersign: A new bank account was stated");
      expect(text).to.contain(SUPPLIER).and.contain(body.id).and.not.contain("0532013000");
    }
    const alarmed = await stage.client(await stage.signIn("vendor")).GET("/v1/alarms");
    expect(alarmed.data?.items.map(({ kind, account }) => [kind, account])).to.deep.equal([
      ["accountChangeStated", body.id],
    ]);
  });

  async function sendAll(): Promise<void> {
    const ending = new AbortController();
    const notifier = createNotifier({
      ...{ database: stage.database, secret: CONFIG.secret, origin: CONFIG.origin, random: () => 0 },
      clock: { now: () => stage.now, sleep: () => new Promise((resolve) => setImmediate(resolve)) },
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      sendWebhook: () => Promise.resolve({ status: 200, fault: null }),
      sendMail(mail) {
        mails.push(mail);
        return Promise.resolve({ status: null, fault: null });
      },
      ...{ sendSms: undefined, judgeDunning: undefined, settings: DEFAULT_SETTINGS },
    });
    const running = notifier.run(ending.signal);
    const waiting = "select 1 as one from notice_deliveries where state = 'waiting'";
    while ((await stage.database.query(waiting)).length > 0) await new Promise((resolve) => setImmediate(resolve));
    ending.abort();
    await running;
  }
});
