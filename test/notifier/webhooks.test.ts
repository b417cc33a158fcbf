import { createHmac } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { createWebhookSender } from "../../src/notifier/webhookSender.ts";
import { dropAbove } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { replay, resume } from "../../src/store/notifications.ts";
import { accepting, issuing } from "../gateway/book.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { address } from "../store/rows.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { answering, idsOf, OK, openReceiver, typesOf } from "./receiver.ts";
import type { Received, Receiver } from "./receiver.ts";
import { loopback, openStage, quiet, until, uuid } from "./stage.ts";
import type { NotifierStage } from "./stage.ts";

const [SUPPLIER, BUYER, OTHER] = [address(0xa1), address(0xb1), address(0xc1)];
const HOOK = uuid(1);

function between(supplier: Address, buyer: Address): ReturnType<typeof receivableOf> {
  return receivableOf(headerOf(supplier, buyer), termsOf(address(978), 20_000));
}

const mine = between(SUPPLIER, BUYER);
const second = between(SUPPLIER, OTHER);
const id = idOf(mine.header);

for (const engine of ENGINES) {
  describe(`Webhooks over ${engine}`, () => {
    let database: Database;
    let receiver: Receiver;
    let stage: NotifierStage;
    beforeEach(async () => {
      database = await freshDatabase(engine);
      receiver = await openReceiver();
      stage = openStage(database, loopback(receiver.port));
    });
    afterEach(async () => {
      await stage.close();
      await receiver.close();
    });

    const arrived = (count: number): Promise<void> => until(() => receiver.received.length >= count);

    it("receive what concerns their organisation, in order, with a signature that anybody can recompute", async () => {
      const secret = await stage.hook(SUPPLIER, receiver.url);
      stage.start();
      await stage.book.write(...issuing(between(OTHER, BUYER)), ...issuing(mine));
      await stage.book.write(accepting(mine));
      await arrived(3);
      await quiet();
      expect(typesOf(receiver.received)).to.deep.equal(["Transfer", "ReceivableIssued", "ReceivableAccepted"]);
      expect(new Set(idsOf(receiver.received))).to.have.property("size", 3);
      for (const { headers, body, message } of receiver.received) {
        const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
        const key = Buffer.from(secret.replace("whsec_", ""), "base64");
        const expected = createHmac("sha256", key).update(signed).digest("base64");
        expect(headers["webhook-signature"]).to.equal(`v1,${expected}`);
        expect(headers["webhook-timestamp"]).to.equal(stage.now.toString());
        expect(message.data).to.include({ receivable: id, retracts: null });
      }
    });

    it("receive the kinds that they asked for, and their retractions", async () => {
      await stage.hook(BUYER, receiver.url, { kinds: ["ReceivableAccepted"] });
      stage.start();
      await stage.book.write(...issuing(mine));
      await stage.book.write(accepting(mine));
      await arrived(1);
      await database.transaction((tx) => dropAbove(tx, 1));
      await arrived(2);
      expect(typesOf(receiver.received)).to.deep.equal(["ReceivableAccepted", "ReceivableAccepted.retracted"]);
      expect(receiver.received[1]?.message.data.retracts).to.equal(idsOf(receiver.received)[0]);
    });

    it("are tried again, ever later, with the same id; other receivables go on, and none is overtaken", async () => {
      await stage.hook(SUPPLIER, receiver.url);
      const isHeldUp = ({ message }: Received): boolean => message.data.receivable === id;
      receiver.answer = (one, response) => (isHeldUp(one) ? answering(500) : OK)(one, response);
      stage.start();
      await stage.book.write(...issuing(mine), ...issuing(second), accepting(mine), accepting(second));
      await until(() => typesOf(receiver.received, idOf(second.header)).length === 3);
      await quiet();
      expect(typesOf(receiver.received, id)).to.deep.equal(["Transfer"]);
      const tried = async (): Promise<number> =>
        (await stage.deliveries(HOOK)).find(({ name, lane }) => name === "Transfer" && lane === id)?.attempts.length ??
        0;
      for (const [tries, pause] of [10, 20, 40].entries()) {
        await until(async () => (await tried()) === tries + 1);
        stage.now += pause - 1;
        await quiet();
        expect(typesOf(receiver.received, id)).to.have.length(tries + 1);
        stage.now += 1;
        await until(() => typesOf(receiver.received, id).length === tries + 2);
      }
      expect(new Set(idsOf(receiver.received.filter(isHeldUp)))).to.have.property("size", 1);
      await until(async () => (await tried()) === 4);
      receiver.answer = OK;
      stage.now += 80;
      await until(() => typesOf(receiver.received, id).length === 7);
      await until(async () => (await tried()) === 5);
      expect(typesOf(receiver.received, id).slice(4)).to.deep.equal([
        "Transfer",
        "ReceivableIssued",
        "ReceivableAccepted",
      ]);
      const told = (await stage.deliveries(HOOK)).find(({ name, lane }) => name === "Transfer" && lane === id);
      expect(told?.attempts.map(({ status, fault }) => [status, fault])).to.deep.equal([
        ...Array.from({ length: 4 }, () => [500, "answered 500"]),
        [204, null],
      ]);
    });

    it("are paused after their last try, keep what waits, and go on where they were", async () => {
      await stage.hook(SUPPLIER, receiver.url);
      receiver.answer = answering(503);
      const { notifier } = stage.start({ settings: { tries: 3 } as never });
      await stage.book.write(...issuing(mine));
      for (const count of [1, 2, 3]) {
        await arrived(count);
        await until(async () => (await stage.deliveries(HOOK)).some(({ attempts }) => attempts.length === count));
        stage.now += 100;
      }
      await until(async () => (await stage.hooks(SUPPLIER))[0]?.paused !== null);
      expect((await stage.hooks(SUPPLIER))[0]?.reason).to.equal(
        "3 attempts at one delivery failed, the last one: answered 503",
      );
      await stage.book.write(accepting(mine));
      await quiet();
      expect(receiver.received).to.have.length(3);
      expect(notifier.status()).to.include({ delivered: 0, failed: 2, paused: 1 });
      receiver.answer = OK;
      await resume(database, HOOK, stage.now);
      await arrived(6);
      expect(typesOf(receiver.received).slice(3)).to.deep.equal(["Transfer", "ReceivableIssued", "ReceivableAccepted"]);
    });

    it("are paused at once by 410, and redirects are followed nowhere", async () => {
      await stage.hook(SUPPLIER, receiver.url);
      receiver.answer = answering(302, { location: `http://127.0.0.1:${receiver.port}/inside` });
      stage.start();
      await stage.book.write(accepting(mine), ...issuing(mine));
      await arrived(1);
      await quiet();
      expect(receiver.received.map(({ path }) => path)).to.deep.equal(["/hook"]);
      receiver.answer = answering(410);
      stage.now += 10;
      await until(async () => (await stage.hooks(SUPPLIER))[0]?.paused !== null);
      expect(receiver.received).to.have.length(2);
    });

    it("receive it again under the same id where a process died before it recorded", async () => {
      await stage.hook(SUPPLIER, receiver.url);
      await stage.book.write(...issuing(mine));
      // What it sends arrives, and it never learns so.
      const send = createWebhookSender({ rules: loopback(receiver.port) });
      const dying = stage.start({
        sendWebhook: async (message) => {
          await send(message);
          throw new Error("the power went out");
        },
      });
      await arrived(1);
      expect(await dying.stop().catch((error: unknown) => error)).to.have.property("message", "the power went out");
      const survivor = openStage(database, loopback(receiver.port));
      survivor.start();
      await quiet();
      expect(receiver.received).to.have.length(1);
      survivor.now = stage.now + 60;
      await arrived(3);
      await survivor.close();
      stage = openStage(database, loopback(receiver.port));
      const [first, again, next] = idsOf(receiver.received);
      expect(again).to.equal(first);
      expect(next).not.to.equal(first);
      expect(receiver.received[1]?.body).to.equal(receiver.received[0]?.body);
    });

    it("hear of a retraction after what it takes back, and of neither where that was never sent", async () => {
      await stage.hook(SUPPLIER, receiver.url);
      receiver.answer = answering(500);
      stage.start();
      await stage.book.write(...issuing(mine));
      await arrived(1);
      await stage.book.write(accepting(mine));
      await until(async () => (await stage.deliveries(HOOK)).length === 3);
      await database.transaction((tx) => dropAbove(tx, 0));
      await until(async () => (await stage.deliveries(HOOK)).some(({ state }) => state === "skipped"));
      receiver.answer = OK;
      stage.now += 10;
      await arrived(3);
      await quiet();
      // It may have read the first attempt, whatever it answered.
      expect(typesOf(receiver.received)).to.deep.equal(["Transfer", "Transfer", "Transfer.retracted"]);
      const states = (await stage.deliveries(HOOK)).map(({ name, state }) => `${name} ${state}`);
      expect(states).to.have.members([
        "Transfer delivered",
        "Transfer delivered",
        "ReceivableIssued skipped",
        "ReceivableAccepted skipped",
      ]);
    });

    it("receive once more what they were sent, under the same ids, and what happened before them", async () => {
      await stage.book.write(...issuing(second));
      await stage.hook(SUPPLIER, receiver.url);
      stage.start();
      await stage.book.write(...issuing(mine));
      await stage.book.write(accepting(mine));
      await arrived(3);
      await until(async () => (await stage.deliveries(HOOK)).every(({ state }) => state === "delivered"));
      const [issued] = (await stage.deliveries(HOOK)).filter(({ name }) => name === "ReceivableIssued");
      await replay(database, HOOK, (issued?.position ?? 0) - 1, stage.now);
      await arrived(5);
      expect(idsOf(receiver.received).slice(3)).to.deep.equal(idsOf(receiver.received).slice(1, 3));
      await until(async () => (await stage.deliveries(HOOK)).every(({ state }) => state === "delivered"));
      await replay(database, HOOK, 0, stage.now);
      await arrived(10);
      await quiet();
      expect(receiver.received).to.have.length(10);
      expect(typesOf(receiver.received.slice(5), idOf(second.header))).to.deep.equal(["Transfer", "ReceivableIssued"]);
      expect(typesOf(receiver.received.slice(5), id)).to.deep.equal([
        "Transfer",
        "ReceivableIssued",
        "ReceivableAccepted",
      ]);
    });

    it("are sent everything once and in order by several processes at a time", async () => {
      await stage.hook(SUPPLIER, receiver.url);
      for (let count = 0; count < 3; count += 1) stage.start();
      const all = Array.from({ length: 8 }, () => between(SUPPLIER, BUYER)).map((one, line) => ({
        ...one,
        header: { ...one.header, line },
      }));
      for (const one of all) await stage.book.write(...issuing(one));
      for (const one of all) await stage.book.write(accepting(one));
      await arrived(24);
      await quiet();
      expect(new Set(idsOf(receiver.received))).to.have.property("size", receiver.received.length);
      for (const { header } of all) {
        const told = typesOf(receiver.received, idOf(header));
        expect(told).to.deep.equal(["Transfer", "ReceivableIssued", "ReceivableAccepted"]);
      }
    });
  });
}
