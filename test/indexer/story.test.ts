import { expect } from "chai";
import { collectionsAbi, deskAbi, factoringAbi, ledgerAbi, statementsAbi } from "../../generated/abi.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { EMPTY_LEDGER } from "../../src/domain/fold.ts";
import { Outcome } from "../../src/domain/receivable.ts";
import type { Database } from "../../src/store/database.ts";
import { statesAfter } from "../../src/store/readModel.ts";
import { lendDatabase } from "../store/lending.ts";
import type { Mirror } from "../support/mirror.ts";
import { hireAgent } from "../support/play.ts";
import { SCENES } from "../support/scenes.ts";
import { COLLECTION_CLIENTS } from "../support/collectionStage.ts";
import { FACTORING_CLIENTS } from "../support/factoringStage.ts";
import { address, order } from "../support/stage.ts";
import { appoint, approve } from "../support/token.ts";
import { drive } from "./driving.ts";
import type { Driven } from "./driving.ts";
import { expectTables } from "./oracle.ts";
import { serveStage } from "./stage.ts";
import type { ServedStage } from "./stage.ts";
import { agreeOnce, disagree, sidesOn } from "./statementPlays.ts";
import { collectUnderSchedule, collectWithoutSchedule } from "./collectionPlays.ts";
import { expectCollections } from "./collectionViews.ts";
import { factorOutright, factorWithReserve } from "./factoringPlays.ts";
import { expectFactoring } from "./factoringViews.ts";
import { expectViews } from "./statementViews.ts";

const HASH = keccakOfText("a paper");
const FAR = 4_000_000_000;

describe("The tables follow the chain", () => {
  let stage: ServedStage;
  let database: Database;
  let driven: Driven;

  before(async function () {
    this.timeout(300_000);
    stage = await serveStage();
    database = await lendDatabase();
    const { addresses } = stage.chain;
    driven = drive({ database, addresses, url: stage.node.url, reading: { finalityDepth: 6 } });
  });
  after(async () => {
    await driven.stop();
    await database.close();
    await stage.close();
  });

  /** Waits for the index, and compares every row. */
  async function follow(): Promise<void> {
    const { stopped } = await driven.settled();
    expect(stopped).to.equal(undefined);
    await expectTables(database, stage.chain.reader, stage.chain.addresses);
  }

  /** The tables in the place of a fold in memory. */
  async function tablesAsMirror(): Promise<Mirror> {
    let state = EMPTY_LEDGER;
    const mirror: Mirror = {
      seen: new Set(),
      state: () => state,
      async follow() {
        await follow();
        const stored = await statesAfter(database, "0x", 1_000);
        const receivables = new Map([...stored].map(([id, { state: receivable }]) => [id, receivable]));
        state = { ...EMPTY_LEDGER, receivables };
      },
      compareAll: follow,
    };
    await mirror.follow();
    return mirror;
  }

  it("equal the auditor's fold after every step of a story with every event in it", async function () {
    this.timeout(120_000);
    const { supplier, buyer, factor, relayer, registrar, chain } = stage;
    await hireAgent(stage);
    const mirror = await tablesAsMirror();
    const over = { terms: { currency: chain.freezing, discountOnParts: true, discount1: 333n } };
    const [first, second] = [await stage.accepted(over), await stage.accepted(over)];
    await supplier.issueSealed((await stage.draft()).header, "0x5ea1ed");
    await supplier.transfer(first.id, address.factor);
    await follow();
    await chain.freeze(address.factor, true);
    await buyer.payMany([order(first, 500n), order(second, 501n)]);
    await follow();
    await buyer.payMany([order(first, 502n), order(first, 503n)]);
    await chain.freeze(address.factor, false);
    await follow();
    await relayer.claim(first.id, address.factor, chain.freezing);
    await factor.listen(first.id);
    await follow();
    await buyer.pay(order(first, 11n));
    await factor.claim(first.id, address.factor, chain.freezing);
    await factor.transfer(first.id, address.supplier);
    await follow();
    await supplier.transfer(first.id, address.factor);
    await factor.credit({ id: first.id, opened: first.terms, amount: 9n, reason: HASH });
    await follow();
    const { receivable } = first;
    await buyer.dispute({ receivable, amount: 70n, code: 1, evidence: HASH });
    await buyer.resolve({ receivable, amount: 30n, outcome: Outcome.Withdrawn, evidence: HASH });
    await follow();
    await chain.wait(100 * 86_400);
    await buyer.pay(order(first));
    await buyer.spendNonce(256n);
    await buyer.revoke(HASH);
    await follow();
    for (const yes of [true, false]) {
      await appoint(chain, address.supplier, address.relayer, yes);
      await follow();
    }
    await approve(chain, address.supplier, address.relayer, second.id);
    await follow();
    await relayer.transfer(second.id, address.factor, address.supplier);
    const voucher = { legalId: HASH, evidence: HASH, enroller: address.agent, channel: 1, until: FAR };
    await registrar.directory.vouch(address.buyer, voucher);
    await buyer.directory.setViewingKey(HASH);
    await follow();
    await registrar.directory.withdrawVoucher(address.buyer, HASH);
    await buyer.directory.setViewingKey(`0x${"00".repeat(32)}`);
    await follow();
    for (const scene of SCENES) await scene(stage, mirror);
    for (const play of [agreeOnce, disagree]) {
      await play(stage);
      await follow();
      await expectViews(database, (await sidesOn(chain, 0)).supplier);
    }
    await factor.directory.revokeMandate(address.agent);
    await follow();
  });

  it("equal what follows from every event of factoring too, and what its contracts answer", async () => {
    const { chain } = stage;
    for (const play of [factorWithReserve, factorOutright]) {
      await play(stage);
      await follow();
      const onlooker = await FACTORING_CLIENTS.viem(chain, undefined);
      const { deals, live } = await expectFactoring(database, onlooker, await chain.now());
      expect(deals > live && live > 0, "some deals live and some are over").to.equal(true);
    }
    const names = await database.query<{ name: string }>("select distinct name from events");
    const recorded: readonly string[] = [ledgerAbi, statementsAbi, factoringAbi, deskAbi].flatMap((abi) =>
      abi.flatMap((entry) => (entry.type === "event" ? [entry.name] : [])),
    );
    expect(names.map(({ name }) => name)).to.include.members(recorded.filter((name) => name !== "EIP712DomainChanged"));
  });

  it("equal what follows from every event of collections too, and what the contract answers", async () => {
    const { chain } = stage;
    for (const play of [collectUnderSchedule, collectWithoutSchedule]) {
      await play(stage);
      await follow();
      await expectCollections(database, await COLLECTION_CLIENTS.viem(chain, undefined));
    }
    const counts = await expectCollections(database, await COLLECTION_CLIENTS.ethers(chain, undefined));
    expect(counts).to.deep.equal([1, 1, 1, 2, 7]);
    const names = await database.query<{ name: string }>("select distinct name from events");
    const recorded = collectionsAbi.flatMap((entry) => (entry.type === "event" ? [entry.name as string] : []));
    expect(names.map(({ name }) => name)).to.include.members(recorded.filter((name) => name !== "EIP712DomainChanged"));
  });

  it("are told apart by how final they are", async () => {
    const { heads, indexed, final, lagBlocks, verified, role } = await driven.settled();
    const latest = await stage.height();
    expect(role).to.equal("leading");
    expect([heads?.latest.number, indexed?.number, lagBlocks]).to.deep.equal([latest, latest, 0]);
    expect([heads?.finalized.number, final?.number]).to.deep.equal([latest - 6, latest - 6]);
    expect(verified).to.be.at.least(latest - stage.chain.addresses.block + 1);
  });
});
