/** What an agency sees in its worklist of what was placed with it, for how long, and what it does not see. */
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { COLLECTION_STEPS } from "../../src/domain/collections/record.ts";
import { idOf } from "../../src/domain/commitment.ts";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { placedIdsOf } from "../../src/store/dunningPlaced.ts";
import { bytes } from "../../src/store/values.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, issuing } from "./book.ts";
import { BUYER, EUR, openDunningScene, policyBody, SUPPLIER, TUESDAY } from "./dunningScene.ts";
import type { DunningScene } from "./dunningScene.ts";
import { addressOf } from "./stage.ts";

type Item = components["schemas"]["WorklistItem"];

const AGENCY = addressOf("an agency");

describe("The worklist of an agency", () => {
  let scene: DunningScene;
  let [placed, other]: Hex[] = [];

  beforeEach(async () => {
    scene = await openDunningScene();
    [placed, other] = [await scene.issue("RE-1", 8), await scene.issue("RE-2", 8)];
    await scene.signIn("an agency");
    await act(AGENCY, SUPPLIER, other);
  });

  afterEach(() => scene.close());

  const place = (id: Hex, until = TUESDAY + 3 * DAY, scope = 0b10): Promise<void> =>
    scene.book.collect({
      ...{ name: "CollectionPlaced", id, creditor: SUPPLIER, by: SUPPLIER },
      placement: { collector: AGENCY, scope, fee: 150_000, until, terms: ZERO_HASH },
    });
  /** Something that an organisation did as the collector of a creditor. */
  const act = (collector: Address, creditor: Address, id = other): Promise<void> =>
    scene.book.collect({
      ...{ name: "CollectionStepTaken", id: id ?? "0x", creditor, collector, by: collector },
      ...{ step: COLLECTION_STEPS.indexOf("insuranceClaim"), doneAt: TUESDAY, content: ZERO_HASH },
    });
  const worklist = async (who: string, placements?: "known" | "all") => {
    const client = scene.client(await scene.signIn(who));
    const query = { currency: "EUR", ...(placements && { placements }) };
    const { data } = await client.GET("/v1/worklist", { params: { query } });
    if (data === undefined) throw new Error("no worklist");
    return data;
  };
  const ids = async (who = "an agency"): Promise<readonly string[]> =>
    (await worklist(who)).items.map(({ finding }) => finding.item);

  it("has what was placed with it, with what is open of it and by which placement, and nothing else", async () => {
    await place(placed ?? "0x");
    await scene.run();
    const { items, sums } = await worklist("an agency");
    expect(items.map(({ finding }) => finding.item)).to.deep.equal([placed]);
    const [item] = items as [Item];
    expect(item.placement).to.deep.include({
      creditor: SUPPLIER,
      collector: AGENCY,
      stages: ["friendly"],
      fee: 150_000,
    });
    expect(item.finding.claim).to.include({ open: "1000.00", asked: "1000.00" });
    expect(item.finding.why.code).to.equal("placed");
    expect(sums, "of what is its own").to.include({ items: 0, open: "0.00", overdue: "0.00" });
    expect(await ids("the supplier")).to.include.members([placed, other]);
    expect((await worklist("the supplier")).items.map(({ placement }) => placement)).to.deep.equal([null, null, null]);
  });

  it("shows nothing of how its creditor chases: no policy, person, owner, contact, promise or history", async () => {
    const client = scene.client(scene.supplier);
    await client.POST("/v1/dunning/customers", { body: { customer: BUYER, segment: "key", owner: SUPPLIER } });
    await scene.run();
    await place(placed ?? "0x");
    scene.now += 120;
    await scene.run();
    const [item] = (await worklist("an agency")).items as [Item];
    expect(item).to.deep.include({ owner: null, stage: null, escalatedTo: null, followUp: null, promise: null });
    expect(item.finding).to.deep.include({ policy: null, version: null, person: null, passed: [] });
    expect([item.pressure.week, item.pressure.month, item.priority.chance.settled]).to.deep.equal([0, 0, 0]);
    expect(item.pressure.perWeek).to.equal(null);
    const agency = scene.client(await scene.signIn("an agency"));
    const path = { address: BUYER };
    expect((await agency.GET("/v1/customers/{address}/timeline", { params: { path } })).response.status).to.equal(404);
    expect((await agency.GET("/v1/dunning/sends")).data?.items).to.deep.equal([]);
  });

  it("is without an item from the moment on that it is recalled, over, sold or settled", async () => {
    await place(placed ?? "0x");
    await place(other ?? "0x", TUESDAY + DAY);
    await scene.run();
    expect(await ids()).to.have.members([placed, other]);
    scene.now = TUESDAY + DAY;
    expect(await ids(), "its last instant").to.have.members([placed, other]);
    scene.now += 1;
    expect(await ids(), "over").to.deep.equal([placed]);
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: addressOf("a factor"), id: placed ?? "0x" });
    expect(await ids(), "sold").to.deep.equal([]);
    await scene.book.write({ name: "Transfer", from: addressOf("a factor"), to: SUPPLIER, id: placed ?? "0x" });
    expect(await ids()).to.deep.equal([placed]);
    const ended = { collector: AGENCY, party: SUPPLIER, reason: ZERO_HASH, creditor: SUPPLIER, by: SUPPLIER };
    await scene.book.collect({ name: "CollectionRecalled", id: placed ?? "0x", ...ended });
    expect(await ids(), "recalled").to.deep.equal([]);
  });

  it("is made again a minute after a recall", async () => {
    await place(placed ?? "0x");
    await scene.run();
    const rows = () => scene.database.query("select 1 from dunning_items where organisation = $1", [bytes(AGENCY)]);
    expect(await rows()).to.have.length(1);
    const ended = { collector: AGENCY, party: SUPPLIER, reason: ZERO_HASH, creditor: SUPPLIER, by: SUPPLIER };
    await scene.book.collect({ name: "CollectionRecalled", id: placed ?? "0x", ...ended });
    scene.now += 60;
    await scene.run();
    expect(await rows()).to.be.empty;
  });

  it("has what a stranger placed only when it asks for that, and last where there is too much", async () => {
    const stranger = addressOf("a stranger");
    const header = headerOf(stranger, BUYER);
    const id = idOf(header);
    await scene.book.write(...issuing(receivableOf(header, termsOf(EUR, Math.floor(TUESDAY / DAY) - 8))));
    await scene.book.collect({
      ...{ name: "CollectionPlaced", id, creditor: stranger, by: stranger },
      placement: { collector: AGENCY, scope: 255, fee: 0, until: TUESDAY + DAY, terms: ZERO_HASH },
    });
    await place(placed ?? "0x");
    await scene.run();
    const all = async () => (await worklist("an agency", "all")).items.map(({ finding }) => finding.item);
    // The stranger's falls due later and is the less urgent.
    expect([await ids(), await all()]).to.deep.equal([[placed], [placed, id]]);
    const first = await placedIdsOf(scene.database, AGENCY, BUYER, { instant: TUESDAY, limit: 1 });
    expect(first.map((one) => one.id)).to.deep.equal([placed]);
    await act(AGENCY, stranger, id);
    scene.now += 60;
    await scene.run();
    expect(await ids(), "it has acted for it").to.have.members([id, placed]);
  });

  it("has what a counterparty placed for whom it never acted, and nothing of who only issued to it", async () => {
    const partner = addressOf("a partner");
    const toAgency = headerOf(partner, AGENCY, { invoice: invoiceHash("1") });
    const sold = receivableOf(toAgency, termsOf(EUR, Math.floor(TUESDAY / DAY)));
    const header = headerOf(partner, BUYER);
    await scene.book.write(...issuing(receivableOf(header, termsOf(EUR, Math.floor(TUESDAY / DAY) - 8))));
    await scene.book.collect({
      ...{ name: "CollectionPlaced", id: idOf(header), creditor: partner, by: partner },
      placement: { collector: AGENCY, scope: 255, fee: 0, until: TUESDAY + DAY, terms: ZERO_HASH },
    });
    await scene.book.write(...issuing(sold));
    await scene.run();
    expect(await ids(), "what it was issued, it never accepted").to.deep.equal([]);
    await scene.book.write(accepting(sold));
    scene.now += 1_800;
    await scene.run();
    expect(await ids()).to.deep.equal([idOf(header)]);
  });

  it("has what is placed a minute after it was, and what changed of it", async () => {
    await place(placed ?? "0x");
    await scene.run();
    scene.now += 60;
    await place(other ?? "0x", TUESDAY + DAY, 1 << 7);
    await scene.run();
    expect(await ids(), "for steps alone, too").to.have.members([placed, other]);
    await scene.book.write({
      ...{ name: "ReceivableDisputed", id: other ?? "0x", by: BUYER, code: 1, evidence: ZERO_HASH },
      ...{ amount: 30_000n, disputed: 30_000n },
    });
    scene.now += 60;
    await scene.run();
    const asked = (await worklist("an agency")).items.map(({ finding }) => finding.claim.asked);
    expect(asked.toSorted()).to.deep.equal(["1000.00", "700.00"]);
  });

  it("leads to no notice in its name, though it has a policy of its own that would chase it", async () => {
    await place(placed ?? "0x");
    const client = scene.client(await scene.signIn("an agency"));
    const policy = policyBody();
    expect((await client.POST("/v1/dunning/policies", { body: policy })).response.status).to.equal(201);
    const scope = { scope: { kind: "all" as const }, currency: "EUR", policy: policy.policy };
    await client.POST("/v1/dunning/scopes", { body: scope });
    await scene.run();
    expect((await client.GET("/v1/dunning/sends")).data?.items).to.deep.equal([]);
    expect(await ids()).to.deep.equal([placed]);
  });

  it("is not made for whoever is named as a collector and is nobody here", async () => {
    const nobody = addressOf("nobody here");
    await scene.book.collect({
      ...{ name: "CollectionPlaced", id: placed ?? "0x", creditor: SUPPLIER, by: SUPPLIER },
      placement: { collector: nobody, scope: 255, fee: 0, until: TUESDAY + DAY, terms: ZERO_HASH },
    });
    await scene.run();
    const rows = await scene.database.query("select 1 from dunning_heads where organisation = $1", [
      `\\x${nobody.slice(2)}`,
    ]);
    expect(rows).to.be.empty;
  });
});
