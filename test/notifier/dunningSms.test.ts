/** Short messages through a service that somebody runs: what it is asked, and what its faults come to. */
import { expect } from "chai";
import { createSmsSender } from "../../src/notifier/dunningSms.ts";
import { refusedTargetsOf } from "../../src/store/dunningReach.ts";
import { PUBLIC_TARGETS } from "../../src/wire/targets.ts";
import { SUPPLIER } from "../store/dunning.ts";
import { freshDatabase } from "../store/engines.ts";
import { hash } from "../store/rows.ts";
import { keepNotice, sendIn } from "./dunningStage.ts";
import { answering, openReceiver } from "./receiver.ts";
import type { Receiver } from "./receiver.ts";
import { loopback, NOW, openStage, until, uuid } from "./stage.ts";

const AUTHORIZATION = "Bearer a-token-of-the-service";
const SMS = { id: uuid(1), to: "+4940123456", text: "Invoice INV-1 is past due." };

describe("A short message", () => {
  let service: Receiver;
  beforeEach(async () => {
    service = await openReceiver();
  });
  afterEach(() => service.close());

  const sender = (over: Partial<Parameters<typeof createSmsSender>[1]> = {}) =>
    createSmsSender({ url: service.url, authorization: AUTHORIZATION }, { rules: loopback(service.port), ...over });

  it("is one POST with its id, its number and its text, and the key of whoever runs the gateway", async () => {
    expect(await sender()(SMS)).to.deep.equal({ status: 204, fault: null });
    const [{ headers, body } = { headers: {}, body: "" }] = service.received;
    expect(JSON.parse(body)).to.deep.equal(SMS);
    expect(headers).to.include({ authorization: AUTHORIZATION, "idempotency-key": SMS.id });
    expect(headers["content-type"]).to.equal("application/json");
  });

  it("goes to no number that is none, and the service is not asked", async () => {
    for (const to of ["", "040 123456", "+0123456789", "+49401234567890123", "+4940123456\n"]) {
      expect(await sender()({ ...SMS, to })).to.deep.include({ status: null, isRefused: true });
    }
    expect(service.received).to.deep.equal([]);
  });

  it("is refused for good where the service says that the number is none, and for now by any other fault", async () => {
    for (const [status, isRefused] of [
      [400, true],
      [422, true],
      [401, undefined],
      [429, undefined],
      [500, undefined],
    ] as const) {
      service.answer = answering(status);
      const sent = await sender()(SMS);
      expect([sent.status, sent.isRefused]).to.deep.equal([status, isRefused]);
      expect(sent.fault).to.equal(`the service for short messages did not take it: answered ${status}`);
    }
  });

  it("follows no redirect, waits for no answer that does not come, and tells nobody its key", async () => {
    const other = await openReceiver();
    service.answer = answering(307, { location: other.url });
    expect(await sender()(SMS)).to.include({ status: 307 });
    service.answer = () => undefined;
    const late = await sender({ timeoutMilliseconds: 200 })(SMS);
    expect(late.fault)
      .to.match(/no answer in time/)
      .and.not.to.include("token");
    expect(other.received).to.deep.equal([]);
    await other.close();
  });

  it("is sent to nothing inside, whatever the name of the service resolves to", async () => {
    const options = { rules: PUBLIC_TARGETS, resolve: () => Promise.resolve(["10.0.0.7"]) };
    const gateway = { url: "https://sms.example.com/send", authorization: AUTHORIZATION };
    expect((await createSmsSender(gateway, options)(SMS)).fault).to.match(/leads nowhere/);
    expect((await sender({ rules: PUBLIC_TARGETS })(SMS)).fault).to.match(/leads nowhere/);
    expect(service.received).to.deep.equal([]);
  });

  it("carries a dunning notice once it is due, is tried again by the same id, and marks a refused number", async () => {
    const database = await freshDatabase("PostgreSQL");
    const stage = openStage(database, loopback());
    const short = { channel: "sms", target: SMS.to } as const;
    await keepNotice(database, uuid(1), hash(1), short);
    service.answer = answering(503);
    stage.start({ sendSms: sender() });
    await until(async () => (await sendIn(database, uuid(1))).due === NOW + 10);
    service.answer = answering(202);
    stage.now = NOW + 10;
    await until(async () => (await sendIn(database, uuid(1))).state === "taken");
    const told = service.received.map(({ headers, body }) => [
      headers["idempotency-key"],
      (JSON.parse(body) as typeof SMS).text,
    ]);
    const { text } = await sendIn(database, uuid(1));
    expect(told).to.deep.equal([
      [uuid(1), text],
      [uuid(1), text],
    ]);
    service.answer = answering(422);
    await keepNotice(database, uuid(2), hash(2), short);
    await until(async () => (await sendIn(database, uuid(2))).state === "failed");
    const [marked] = await refusedTargetsOf(database, SUPPLIER, [SMS.to]);
    expect(marked).to.include({ channel: "sms", since: NOW + 10 });
    await stage.close();
  });

  it("waits as long as nobody sends short messages", async () => {
    const database = await freshDatabase("PostgreSQL");
    const stage = openStage(database, loopback());
    await keepNotice(database, uuid(1), hash(1), { channel: "sms", target: SMS.to });
    await keepNotice(database, uuid(2), hash(2), { channel: "webhook", target: "" });
    stage.start();
    await until(async () => (await sendIn(database, uuid(2))).state === "failed");
    expect(await sendIn(database, uuid(1))).to.include({ state: "waiting", tries: 0 });
    await stage.close();
  });
});
