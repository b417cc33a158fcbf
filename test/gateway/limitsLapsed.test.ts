/** A limit is used as long as somebody holds a signature that the chain takes, and nothing longer was granted. */
import { expect } from "chai";
import { pino } from "pino";
import { idOf } from "../../src/domain/commitment.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import { watchLimits } from "../../src/gateway/limits/watching.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { contentOf } from "../../src/store/contents.ts";
import { refuse as refuseRelay } from "../../src/store/relayQueue.ts";
import { accepting, issuing } from "./book.ts";
import { fieldsOf } from "./intents/scene.ts";
import type { Intent } from "./intents/scene.ts";
import { openLimitScene } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";

const LOGGER = pino({ enabled: false });

describe("A limit that was granted", () => {
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
    for (let day = 0; day < 20; day += 1) await scene.book.write();
  });

  afterEach(() => scene.close());

  /** Prepared until a minute from now. */
  async function issueSoon(number: string): Promise<Intent> {
    const body = { ...fieldsOf(number), deadline: shownInstant(scene.now + 60) };
    const { data, error } = await scene.client(scene.token).POST("/v1/receivables", { body });
    if (data === undefined) throw new Error(error.detail);
    return data;
  }

  async function record({ commitment }: Intent): Promise<Receivable> {
    const issued = (await contentOf(scene.database, commitment as Hex))?.receivable;
    if (issued === undefined) throw new Error("nothing was kept");
    await scene.book.write(...issuing(issued), accepting(issued));
    return issued;
  }

  async function look() {
    while (await watchLimits({ database: scene.database, logger: LOGGER, now: () => scene.now }));
    const { data } = await scene.client(scene.token).GET("/v1/limits/exceptions");
    return data?.items.map(({ amount, granted }) => [amount, granted]);
  }

  it("lets nothing through once it lapsed: whoever signs anew, past the gateway, is found", async () => {
    await scene.limit("1000.00");
    const lapsed = await issueSoon("RE-1");
    scene.now += 61;
    const { intent } = await scene.issue("RE-2");
    if (intent === undefined) throw new Error("RE-1 uses the limit still");
    for (let day = 0; day < 5; day += 1) await scene.book.write();
    await record(lapsed);
    await record(intent);
    expect(await look()).to.deep.equal([["1000.00", "0.00"]]);
  });

  it("was granted of what the ledger took in time, though it is read later", async () => {
    await scene.limit("1000.00");
    const intent = await issueSoon("RE-1");
    await record(intent);
    scene.now += 61;
    expect(await look()).to.deep.equal([]);
  });

  it("is used by what was signed and refused once, since its signature may be sent again", async () => {
    await scene.limit("1000.00");
    const { intent } = await scene.issue("RE-1");
    if (intent === undefined) throw new Error("nothing was prepared");
    expect((await scene.sign(scene.token, intent, "supplier")).status).to.equal(200);
    await refuse(intent);
    expect((await scene.issue("RE-2")).code).to.equal("CreditLimitExceeded");
    await record(intent);
    expect(await look()).to.deep.equal([]);
  });

  async function refuse({ id }: Intent): Promise<void> {
    await scene.database.transaction((tx) => refuseRelay(tx, id, { error: "Paused", detail: "the ledger is paused" }));
    const asked = { params: { path: { id } } };
    expect((await scene.client(scene.token).GET("/v1/intents/{id}", asked)).data?.state).to.equal("refused");
  }

  it("is used by a raise that the creditor signed and then withdrew: its debtor may sign and send it", async () => {
    await scene.limit("1500.00");
    const { intent: issued } = await scene.issue("RE-1");
    if (issued === undefined) throw new Error("nothing was prepared");
    const claim = await record(issued);
    const act = { verb: "debit" as const, receivable: idOf(claim.header), amount: "300.00", reason: "freight" };
    const { intent: raise } = await scene.tryAct(act);
    if (raise === undefined) throw new Error("nothing was prepared");
    expect((await scene.sign(scene.token, raise, "supplier")).status).to.equal(200);
    const asked = { params: { path: { id: raise.id } } };
    await scene.client(scene.token).POST("/v1/intents/{id}/withdrawal", asked);
    expect((await scene.issue("RE-2", { payable: "200.01" })).code).to.equal("CreditLimitExceeded");
    expect((await scene.issue("RE-2", { payable: "200.00" })).code).to.equal(undefined);
  });
});
