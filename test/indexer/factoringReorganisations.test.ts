import { expect } from "chai";
import type { Database } from "../../src/store/database.ts";
import { lendDatabase } from "../store/lending.ts";
import { Role } from "../support/chain.ts";
import { FACTORING_CLIENTS, plainTerms, setFactoring } from "../support/factoringStage.ts";
import { address, order } from "../support/stage.ts";
import { drive } from "./driving.ts";
import type { Driven } from "./driving.ts";
import { enrich } from "./factoringPlays.ts";
import { expectFactoring } from "./factoringViews.ts";
import { expectTables } from "./oracle.ts";
import { serveStage } from "./stage.ts";
import type { ServedStage } from "./stage.ts";

describe("A reorganisation of factoring leaves no trace in the tables", () => {
  let stage: ServedStage;
  let database: Database;
  let driven: Driven;

  before(async function () {
    this.timeout(300_000);
    stage = await serveStage();
    database = await lendDatabase();
    driven = drive({ database, addresses: stage.chain.addresses, url: stage.node.url });
  });
  after(async () => {
    await driven.stop();
    await database.close();
    await stage.close();
  });

  async function expectAll(): Promise<void> {
    expect((await driven.settled()).stopped).to.equal(undefined);
    await expectTables(database, stage.chain.reader, stage.chain.addresses);
  }

  it("that drops what happened of deals, then a sale, and then the desk itself", async () => {
    const onlooker = await FACTORING_CLIENTS.viem(stage.chain, undefined);
    const expectDeals = async (deals: number, live: number): Promise<void> => {
      await expectAll();
      const found = await expectFactoring(database, onlooker, await stage.chain.now());
      expect(found).to.deep.equal({ deals, live });
    };
    const putAllBack = await stage.bookmark();
    await enrich(stage.chain, Role.Factor);
    const own = await setFactoring(stage);
    const terms = await plainTerms(stage.chain, 200);
    const [one, other] = [await stage.accepted({ terms }), await stage.accepted({ terms })];
    const putSaleBack = await stage.bookmark();
    await own.supplier.sell(own.desk, [await own.drawn(one, own.conditions())]);
    await expectDeals(1, 1);
    const putBack = await stage.bookmark();
    await own.factor.giveNotice(await own.notice([one]), [one.header], address.factor);
    await stage.buyer.pay(order(one));
    await own.asFactor.reassign(one.id, one.terms);
    await own.supplier.sell(own.desk, [await own.single(other)]);
    await expectDeals(2, 1);
    await putBack();
    await stage.buyer.pay(order(one, 5n));
    await stage.pass(7);
    await expectDeals(1, 1);
    await putSaleBack();
    await own.supplier.sell(own.desk, await own.several([one, other]));
    await stage.pass(9);
    await expectDeals(2, 2);
    await putAllBack();
    await stage.pass(12);
    await expectDeals(0, 0);
    expect(await database.query("select 1 from desks")).to.be.empty;
    const told = await database.query<{ name: string; told: number }>(
      "select name, cardinality(concerned) as told from retractions where deal_id is not null",
    );
    expect(told).to.have.length.above(4);
    expect(told.filter((row) => row.told !== 2)).to.be.empty;
  });
});
