/** Who is watched, what a day's look finds, and that it is told once. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { pino } from "pino";
import type { components } from "../../generated/openapi.d.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { debited } from "../../src/domain/derived.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { watchLimits } from "../../src/gateway/limits/watching.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { contentOf } from "../../src/store/contents.ts";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { freshUrl } from "../store/engines.ts";
import { accepting, DAY, issuing } from "./book.ts";
import { BUYER, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

type Schemas = components["schemas"];

const LOGGER = pino({ enabled: false });
const RULES = { limitUse: 800_000, daysOverdue: 10, disputedShare: 200_000, reviewDays: 14 };

describe("A watchlist", () => {
  let scene: LimitScene;

  beforeEach(async () => {
    scene = await openLimitScene();
  });

  afterEach(() => scene.close());

  /** Looks until nothing is left for today; says how many steps there were. */
  async function look(database: Database = scene.database): Promise<number> {
    let steps = 0;
    while (await watchLimits({ database, logger: LOGGER, now: () => scene.now })) steps += 1;
    return steps;
  }

  async function rules(over: Partial<Schemas["NewWatchRules"]> = {}): Promise<void> {
    const { response } = await scene.client(scene.token).POST("/v1/watchlist/rules", { body: { ...RULES, ...over } });
    expect(response.status).to.equal(200);
  }

  async function watched(ended: "true" | "false" = "false"): Promise<readonly Schemas["WatchEntry"][]> {
    const { data } = await scene.client(scene.token).GET("/v1/watchlist", { params: { query: { ended } } });
    return data?.items ?? [];
  }

  async function told(): Promise<readonly Readonly<Record<string, string>>[]> {
    const rows = await scene.database.query<{ data: Readonly<Record<string, string>> }>(
      "select data from notices where kind = 'WatchlistDigest' order by number",
    );
    return rows.map(({ data }) => data);
  }

  const dayOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(0, 10);

  it("has whom a rule is about from the day on which it holds, until the day on which it does not", async () => {
    await rules();
    const owed = await scene.owe("RE-1", 0, { utcOffset: 0 });
    scene.now = (owed.terms.dueDay + 9) * DAY;
    await look();
    expect(await watched()).to.deep.equal([]);
    scene.now += DAY;
    await look();
    const [entry] = await watched();
    expect(entry).to.deep.include({ customer: BUYER, cause: "daysOverdue", reason: "10 days past due", addedBy: null });
    expect(entry?.reviewBy).to.equal(dayOf(scene.now + 14 * DAY));
    await rules({ daysOverdue: null });
    scene.now += DAY;
    await look();
    expect(await watched()).to.deep.equal([]);
    expect((await watched("true"))[0]?.ended).to.deep.include({ by: null, reason: "the rule holds no more" });
  });

  it("has whoever uses its limit, whoever is disputed and whoever is frozen", async () => {
    await rules();
    const owed = await scene.owe("RE-1");
    await scene.limit("1250.00");
    const amounts = { amount: 20_000n, disputed: 20_000n };
    const said = { name: "ReceivableDisputed" as const, code: 1, evidence: keccakOfText("photo") };
    await scene.book.write({ ...said, id: idOf(owed.header), by: BUYER, ...amounts });
    const body = { id: randomUUID(), customer: BUYER, reason: "Late" };
    await scene.client(scene.token).POST("/v1/limits/freezes", { body });
    await look();
    const causes = (await watched()).map(({ cause }) => cause);
    expect(causes).to.have.members(["limitUse", "disputedShare", "frozen"]);
  });

  it("has whom somebody puts on it, with reviews, until somebody takes them off", async () => {
    const client = scene.client(scene.token);
    const id = randomUUID();
    const entry = { id, customer: BUYER, reason: "A new owner", reviewBy: dayOf(scene.now + DAY) };
    const put = async (body = entry) => (await client.POST("/v1/watchlist", { body })).response.status;
    expect([await put(), await put(), await put({ ...entry, reason: "Other" })]).to.deep.equal([201, 200, 409]);
    expect(await put({ ...entry, id: randomUUID() })).to.equal(409);
    expect(await put({ ...entry, id: randomUUID(), customer: SUPPLIER, reviewBy: "2020-01-01" })).to.equal(400);
    await look();
    const path = { params: { path: { id } } };
    const review = { note: "Nothing new", reviewBy: dayOf(scene.now + 30 * DAY) };
    const reviewed = await client.POST("/v1/watchlist/{id}/reviews", { ...path, body: review });
    expect(reviewed.data?.reviews).to.have.length(1);
    expect(reviewed.data?.reviewBy).to.equal(review.reviewBy);
    const over = await client.POST("/v1/watchlist/{id}/end", { ...path, body: { reason: "All is well" } });
    expect(over.data?.ended).to.deep.include({ by: SUPPLIER, reason: "All is well" });
    expect((await client.POST("/v1/watchlist/{id}/reviews", { ...path, body: review })).response.status).to.equal(404);
    const stranger = scene.client(await scene.signIn("stranger"));
    expect((await stranger.GET("/v1/watchlist")).data?.items).to.deep.equal([]);
  });

  it("shows a customer with what it owes, how it stands, and what changed of it", async () => {
    await scene.owe("RE-1");
    await scene.limit("4000.00");
    const client = scene.client(scene.token);
    const entry = { id: randomUUID(), customer: BUYER, reason: "A new owner", reviewBy: dayOf(scene.now + DAY) };
    await client.POST("/v1/watchlist", { body: entry });
    await client.POST("/v1/watchlist/{id}/end", { params: { path: { id: entry.id } }, body: { reason: "Fine" } });
    await client.POST("/v1/watchlist", { body: { ...entry, id: randomUUID(), reason: "Its chief has left" } });
    const asked = { params: { path: { customer: BUYER } } };
    const { data } = await client.GET("/v1/watchlist/customers/{customer}", asked);
    expect(data?.exposure.currencies[0]?.exposure.total).to.equal("1000.00");
    expect(data?.entries.map(({ reason }) => reason)).to.have.members(["A new owner", "Its chief has left"]);
    expect([data?.standing, data?.scores]).to.deep.equal([null, []]);
    const stranger = scene.client(await scene.signIn("stranger"));
    const others = (await stranger.GET("/v1/watchlist/customers/{customer}", asked)).data;
    expect([others?.entries, others?.exposure.currencies]).to.deep.equal([[], []]);
  });

  it("finds what was issued past the gateway, or raised there, and nothing that it granted", async () => {
    await scene.limit("1500.00");
    const { intent } = await scene.issue("RE-1");
    if (intent === undefined) throw new Error("nothing was prepared");
    await scene.sign(scene.token, intent, "supplier");
    scene.now += 30 * DAY;
    for (let day = 0; day < 25; day += 1) await scene.book.write();
    const granted = (await contentOf(scene.database, intent.commitment as Hex))?.receivable;
    if (granted === undefined) throw new Error("nothing was kept");
    await scene.book.write(...issuing(granted), accepting(granted));
    await look();
    const client = scene.client(scene.token);
    const found = async () => (await client.GET("/v1/limits/exceptions")).data?.items ?? [];
    expect(await found()).to.deep.equal([]);
    const past = await scene.owe("RE-2");
    scene.now += DAY;
    await look();
    const about = { receivable: idOf(past.header), customer: BUYER, amount: "1000.00", granted: "0.00" };
    expect((await found())[0]).to.deep.include({ ...about, limit: "1500.00", exposure: "2000.00" });
    expect((await watched()).map(({ cause }) => cause)).to.deep.equal(["pastGateway"]);
    const raise = { name: "ReceivableDebited" as const, id: idOf(granted.header), by: SUPPLIER, buyerBy: BUYER };
    const after = { amount: 5_000n, disputed: 0n, commitment: commitmentOf(debited(granted, 5_000n)) };
    await scene.book.write({ ...raise, ...after, reason: keccakOfText("freight") });
    scene.now += DAY;
    await look();
    expect((await found()).map(({ amount }) => amount)).to.have.members(["1000.00", "1050.00"]);
    await look();
    expect(await found()).to.have.length(2);
  });

  it("tells of a day's changes once, and of nothing where nothing changed", async () => {
    await rules();
    await look();
    expect(await told()).to.deep.equal([]);
    const owed = await scene.owe("RE-1", 0, { utcOffset: 0 });
    scene.now = (owed.terms.dueDay + 20) * DAY;
    await look();
    const day = dayOf(scene.now);
    const none = { ended: "0", toReview: "0", frozen: "0", exceptions: "0" };
    expect(await told()).to.deep.equal([{ day, added: "1", ...none }]);
    expect(await look()).to.equal(0);
    scene.now += DAY;
    await look();
    expect(await told()).to.have.length(1);
    const client = scene.client(await scene.signIn("supplier"));
    const { data } = await client.GET("/v1/watchlist/digests/{day}", { params: { path: { day } } });
    expect(data?.added.map(({ customer }) => customer)).to.deep.equal([BUYER]);
    const next = { params: { path: { day: dayOf(scene.now) } } };
    expect((await client.GET("/v1/watchlist/digests/{day}", next)).response.status).to.equal(404);
  });

  it("holds up no other organisation where a day cannot be told, and tells of it on the next", async () => {
    const client = scene.client(scene.token);
    const other = scene.client(await scene.signIn("stranger"));
    const body = () => ({ id: randomUUID(), customer: BUYER, reason: "Late" });
    const made = shownInstant(scene.now);
    for (const one of [client, other]) await one.POST("/v1/limits/freezes", { body: body() });
    const [today, own] = [Math.floor(scene.now / DAY), `'\\x${SUPPLIER.slice(2)}'`];
    await scene.database.query(
      `alter table watchlist_digests add constraint broken check (day <> ${today} or organisation <> ${own})`,
    );
    await look();
    const told = async (one: typeof client) => {
      const day = dayOf(scene.now);
      return (await one.GET("/v1/watchlist/digests/{day}", { params: { path: { day } } })).data?.freezes;
    };
    expect([await told(client), (await told(other))?.length]).to.deep.equal([undefined, 1]);
    scene.now += DAY;
    await look();
    expect((await told(client))?.map(({ since }) => since)).to.deep.equal([made]);
  });

  it("is told to those who asked for it, and to nobody beside", async () => {
    const client = scene.client(scene.token);
    const asked = { id: randomUUID(), email: "credit@supplier.example", language: "zh" as const };
    await client.POST("/v1/notifications", { body: { ...asked, kinds: ["WatchlistDigest"] } });
    const other = { ...asked, id: randomUUID(), email: "sales@supplier.example" };
    await client.POST("/v1/notifications", { body: { ...other, kinds: ["ReceivablePaid"] } });
    const body = { id: randomUUID(), customer: BUYER, reason: "Late" };
    await client.POST("/v1/limits/freezes", { body });
    await look();
    const rows = await scene.database.query<{ address: string }>(
      "select s.address from notice_deliveries d join subscriptions s on s.id = d.subscription",
    );
    expect(rows).to.deep.equal([{ address: "credit@supplier.example" }]);
  });
});

describe("A look at the customers of an organisation", () => {
  it("finds each of many once and tells of them once, though three are at it at the same time", async () => {
    const url = await freshUrl();
    const database = await openDatabase({ url });
    await migrate(database);
    const scene = await openLimitScene({ database });
    await scene.client(scene.token).POST("/v1/watchlist/rules", { body: RULES });
    const customers = Array.from({ length: 60 }, (_, place) => addressOf(`customer ${place}`));
    const first = await scene.owe("RE-0", -30);
    const others = customers.map((buyer) => ({ ...first, header: { ...first.header, buyer } }));
    await scene.book.write(...others.flatMap(issuing));
    const workers = await Promise.all(Array.from({ length: 3 }, () => openDatabase({ url })));
    const now = () => scene.now;
    const work = async (own: Database): Promise<void> => {
      for (let step = 0; step < 20; step += 1) await watchLimits({ database: own, logger: LOGGER, now });
    };
    await Promise.all(workers.map(work));
    const entries = await database.query("select customer from watchlist_entries where cause = 'daysOverdue'");
    expect(entries).to.have.length(61);
    const notices = await database.query<{ data: { added: string } }>("select data from notices");
    expect(notices.map(({ data }) => data.added)).to.deep.equal(["61"]);
    for (const one of workers) await one.close();
    await scene.close();
  }).timeout(90_000);
});
