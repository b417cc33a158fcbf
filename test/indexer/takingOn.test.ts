import { expect } from "chai";
import { deskAbi } from "../../generated/abi.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { createIndexer } from "../../src/indexer/indexer.ts";
import { rebuild } from "../../src/store/backupRebuild.ts";
import type { Database } from "../../src/store/database.ts";
import { subscribe } from "../../src/store/notifications.ts";
import { bytes } from "../../src/store/values.ts";
import { lendDatabase } from "../store/lending.ts";
import { address, failureOf } from "../support/stage.ts";
import { depsOf, drive } from "./driving.ts";
import type { ModelBlock } from "./model/blocks.ts";
import { canonBelow } from "./model/canon.ts";
import { ancestorOf, createChain, createNode } from "./model/chain.ts";
import type { Act, ModelChain, ModelNode } from "./model/chain.ts";
import { recordedTapes } from "./model/tapes.ts";
import { expectFold } from "./oracle.ts";

const LENGTH = 60;
const HOOK = "00000000-0000-4000-8000-000000000001";

describe("An index that was begun without the satellites of its ledger", () => {
  let chain: ModelChain;
  let node: ModelNode;
  let database: Database;
  let begun: Addresses;

  before(async function () {
    this.timeout(300_000);
    chain = createChain(await recordedTapes());
    const { chainId, ledger, directory, lens, block, blockHash } = chain.addresses;
    begun = { chainId, ledger, directory, lens, block, blockHash };
  });
  beforeEach(async () => {
    node = nodeOf(chain.extendBy(chain.deployment, LENGTH, acts(0)));
    database = await lendDatabase();
  });
  afterEach(() => database.close());

  function acts(turn: number): (block: number) => readonly Act[] {
    const tapes = chain.tapes.tapes.length;
    return (block) => (block % 2 === 0 ? [{ tape: (block / 2 + turn) % tapes }, "foreign", "filler"] : []);
  }

  function nodeOf(head: ModelBlock): ModelNode {
    return createNode({ chain, head, tags: { safe: 3, finalized: 12 } });
  }

  function optionsOf(addresses: Addresses): Parameters<typeof drive>[0] {
    const url = (method: string, params: readonly unknown[]): unknown => node.request(method, params);
    return { database, addresses, url, reading: { finalityDepth: undefined }, settings: { windowBlocks: 7 } };
  }

  /** Follows to the node's head and ends, and compares every row. */
  async function follow(addresses: Addresses): Promise<void> {
    const driven = drive(optionsOf(addresses));
    expect((await driven.settled()).stopped).to.equal(undefined);
    await driven.stop();
    await expectFold(database, canonBelow({ ...chain, addresses }, node.head));
  }

  async function refusalOf(addresses: Addresses): Promise<unknown> {
    return failureOf(createIndexer(depsOf(optionsOf(addresses))).run(new AbortController().signal));
  }

  async function webhook(): Promise<void> {
    const told = { organisation: address.supplier, account: address.supplier, channel: "webhook", kinds: [] } as const;
    const hook = { id: HOOK, address: "https://hooks.example", language: null, secret: "sealed", created: 1 };
    await subscribe(database, { ...told, ...hook }, 9);
  }

  async function scanned(): Promise<number | undefined> {
    return (await database.query<{ scanned: number }>("select scanned from subscriptions"))[0]?.scanned;
  }

  it("takes it on with all that was missed, which the feed tells after everything before", async () => {
    await follow(begun);
    const [{ last } = { last: 0 }] = await database.query<{ last: number }>("select last from feed_head");
    await follow(chain.addresses);
    const rows = await database.query<{ sequence: number; own: boolean }>(
      "select sequence, address not in ($1, $2) as own from events order by sequence",
      [chain.addresses.ledger, chain.addresses.directory].map(bytes),
    );
    expect(last).to.be.above(0);
    expect(rows.filter(({ own }) => own)).to.have.length.above(LENGTH / 2);
    expect(rows.map(({ own }) => own)).to.deep.equal(rows.map(({ sequence }) => sequence > last));
    node.head = chain.extendBy(node.head, 20, acts(1));
    await follow(chain.addresses);
  });

  it("takes on factoring alone, with what its desks wrote, where statements were followed before", async () => {
    const { statements } = chain.addresses;
    const before = { ...begun, ...(statements !== undefined && { statements }) };
    const last = chain.tapes.tapes.length - 1;
    const play = (): readonly Act[] => [{ tape: last - 1 }, { tape: last }, "filler"];
    node = nodeOf(chain.extendBy(chain.deployment, LENGTH, play));
    await follow(before);
    expect(await database.query("select 1 from desks")).to.be.empty;
    await follow(chain.addresses);
    expect(await database.query("select 1 from desks")).to.have.lengthOf(2);
    const names = await database.query<{ name: string }>(
      "select distinct name from events where address in (select desk from desks)",
    );
    const written = deskAbi.flatMap((entry) => (entry.type === "event" ? [entry.name] : []));
    expect(names.map(({ name }) => name)).to.have.members(written.filter((name) => name !== "EIP712DomainChanged"));
    const from = ancestorOf(node.head, node.head.number - 8) ?? node.head;
    node.head = chain.extendBy(from, 20, acts(1));
    await follow(chain.addresses);
  });

  it("takes it on although the chain has turned to another fork meanwhile", async () => {
    await follow(begun);
    const from = ancestorOf(node.head, node.head.number - 8) ?? node.head;
    node.head = chain.extendBy(from, 11, acts(3));
    await follow(chain.addresses);
  });

  it("refuses from then on an address file that leaves it out, since the tables would miss what follows", async () => {
    await follow(chain.addresses);
    const error = await refusalOf(begun);
    expect(error).to.include({ name: "StoreRefusedError", code: "ForeignDatabase" });
    expect(error).to.have.property("message").that.includes("instead of none");
  });

  it("takes it on at once as long as nobody has read anything", async () => {
    await follow(begun);
    await rebuild(database);
    await follow(chain.addresses);
  });

  it("refuses it while readers know their places in a feed that is made anew, and takes it on later", async () => {
    await follow(begun);
    await webhook();
    const place = await scanned();
    await rebuild(database);
    const error = await refusalOf(chain.addresses);
    expect(error).to.include({ name: "IndexRefusedError", kind: "SatelliteLater" });
    await follow(begun);
    await follow(chain.addresses);
    expect(await scanned()).to.equal(place);
  });

  it("keeps readers of the feed from missing anything when it is built anew", async () => {
    await follow(begun);
    await webhook();
    await follow(chain.addresses);
    const [first] = await database.query<{ place: number }>(
      "select min(place) as place " +
        "from (select sequence, row_number() over (order by block_number, log_index) as place " +
        "from events) as places where sequence > (select scanned from subscriptions)",
    );
    await rebuild(database);
    expect(await scanned()).to.equal((first?.place ?? 0) - 1);
    await follow(chain.addresses);
  });

  it("is not followed with a reader that leaves it out", () => {
    const deps = depsOf(optionsOf(chain.addresses));
    const reader = { ...deps.reader, addresses: [begun.ledger, begun.directory] };
    expect(() => createIndexer({ ...deps, reader })).to.throw(`follows ${chain.addresses.statements ?? ""}, and its`);
  });
});
