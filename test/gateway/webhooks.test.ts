import { expect } from "chai";
import { fanOut } from "../../src/store/deliveries.ts";
import { createWebhookSecrets } from "../../src/store/webhooks.ts";
import { EVENT_KINDS } from "../../src/wire/feed.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, CONFIG, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const EUR = "0x00000000000000000000000000000000000003d2";
const ID = "00000000-0000-4000-8000-000000000001";
const OTHER_ID = "00000000-0000-4000-8000-000000000002";
const URL_TO = "https://hooks.example.com/in";
const mine = receivableOf(headerOf(addressOf("supplier"), addressOf("buyer")), termsOf(EUR, FIRST_INSTANT / DAY));

describe("Webhooks over HTTP", () => {
  let stage: Stage;
  let supplier: string;
  beforeEach(async () => {
    const names: Readonly<Record<string, readonly string[]>> = {
      "hooks.example.com": ["8.8.8.8"],
      "inside.example.com": ["10.0.0.8"],
      "both.example.com": ["8.8.8.8", "fd00::1"],
    };
    const resolve = (host: string) => Promise.resolve(names[host] ?? []);
    stage = await openStage({ resolve });
    supplier = await stage.signIn("supplier");
  });
  afterEach(() => stage.close());

  async function register(token: string, over: { id?: string; url?: string } = {}): Promise<string> {
    const body = { id: ID, url: URL_TO, kinds: [], ...over };
    const { data, error } = await stage.client(token).POST("/v1/webhooks", { body });
    return data?.secret ?? error?.type ?? "";
  }

  const path = { params: { path: { id: ID } } };

  it("are registered with a secret that is shown once and lies sealed in the database", async () => {
    const secret = await register(supplier);
    expect(secret).to.match(/^whsec_/);
    const client = stage.client(supplier);
    const { data: list } = await client.GET("/v1/webhooks");
    expect(list?.items).to.deep.equal([(await client.GET("/v1/webhooks/{id}", path)).data]);
    expect(list?.items[0]).to.include({ id: ID, url: URL_TO, paused: null }).and.not.to.have.property("secret");
    const [row] = await stage.database.query<{ secret: string }>("select secret from subscriptions");
    expect(row?.secret).not.to.include(secret.slice(6));
    const secrets = createWebhookSecrets(CONFIG.secret);
    expect(secrets.open(ID, row?.secret ?? "")).to.equal(secret);
    expect(() => secrets.open(OTHER_ID, row?.secret ?? "")).to.throw();
    const elsewhere = createWebhookSecrets(new Uint8Array(32).fill(8));
    expect(() => elsewhere.open(ID, row?.secret ?? "")).to.throw();
    expect(stage.log.join("")).not.to.include(secret.slice(6));
  });

  it("lead nowhere inside, by whatever way, and the refusal is the same for every reason", async () => {
    const answers = new Set<string>();
    for (const url of [
      "https://inside.example.com/",
      "https://both.example.com/",
      "https://unknown.example.com/",
      "https://169.254.169.254/",
      "https://[::1]/",
      "http://hooks.example.com/",
      "https://hooks.example.com:6379/",
      "https://me:secret@hooks.example.com/",
    ]) {
      const { error } = await stage.client(supplier).POST("/v1/webhooks", { body: { id: ID, url, kinds: [] } });
      answers.add(`${String(error?.status)} ${String(error?.type)} ${String(error?.detail)}`);
    }
    expect(answers).to.have.property("size", 1);
    expect([...answers][0]).to.match(/^422 \/problems\/TargetRefused/);
    expect((await stage.client(supplier).GET("/v1/webhooks")).data?.items).to.be.empty;
  });

  it("are those of their organisation alone, and for administrators alone", async () => {
    await register(supplier);
    const client = stage.client(await stage.signIn("buyer"));
    for (const { response } of [
      await client.GET("/v1/webhooks/{id}", path),
      await client.GET("/v1/webhooks/{id}/deliveries", path),
      await client.POST("/v1/webhooks/{id}/resume", path),
      await client.POST("/v1/webhooks/{id}/replay", { ...path, body: { after: null } }),
      await client.DELETE("/v1/webhooks/{id}", path),
    ]) {
      expect(response.status).to.equal(404);
    }
    expect((await client.GET("/v1/webhooks")).data?.items).to.be.empty;
    await stage.client(supplier).POST("/v1/members", { body: { account: addressOf("clerk"), role: "preparer" } });
    const clerk = stage.client(await stage.signIn("clerk", addressOf("supplier")));
    expect((await clerk.GET("/v1/webhooks")).response.status).to.equal(403);
  });

  it("are so many and no more, each under an id of its own", async () => {
    await register(supplier);
    expect(await register(supplier)).to.equal("/problems/IdTaken");
    for (let count = 2; count <= 20; count += 1) {
      expect(await register(supplier, { id: `${ID.slice(0, -2)}${(count + 30).toString()}` })).to.match(/^whsec_/);
    }
    expect(await register(supplier, { id: OTHER_ID })).to.equal("/problems/QuotaReached");
    expect(await register(await stage.signIn("buyer"), { id: OTHER_ID })).to.match(/^whsec_/);
  });

  it("show what they owe, and are replayed from a message or from a place of the feed", async () => {
    await stage.book.write(...issuing(mine));
    await register(supplier);
    const client = stage.client(supplier);
    await stage.book.write(accepting(mine));
    const spread = () => fanOut(stage.database, { now: stage.now, positions: 100, told: EVENT_KINDS });
    const shown = async () => (await client.GET("/v1/webhooks/{id}/deliveries", path)).data?.items ?? [];
    expect(await spread()).to.equal(true);
    expect((await shown()).map(({ name, kind, state }) => [name, kind, state])).to.deep.equal([
      ["ReceivableAccepted", "recorded", "waiting"],
    ]);
    const replay = (body: { from: string } | { after: string | null }) =>
      client.POST("/v1/webhooks/{id}/replay", { ...path, body });
    const [accepted] = await shown();
    expect((await replay({ from: accepted?.id ?? "" })).response.status).to.equal(202);
    expect((await replay({ from: OTHER_ID })).response.status).to.equal(404);
    expect((await replay({ after: "bm9uZQ" })).response.status).to.equal(400);
    const { data: feed } = await client.GET("/v1/feed");
    expect((await replay({ after: feed?.next ?? "" })).response.status).to.equal(202);
    await spread();
    expect(await shown()).to.have.length(1);
    expect((await replay({ after: null })).response.status).to.equal(202);
    expect(await spread()).to.equal(true);
    expect((await shown()).map(({ name }) => name)).to.deep.equal([
      "ReceivableAccepted",
      "ReceivableIssued",
      "Transfer",
    ]);
    expect((await shown())[0]?.id).to.equal(accepted?.id);
  });

  it("are forgotten with all that was sent to them", async () => {
    await register(supplier);
    expect((await stage.client(supplier).DELETE("/v1/webhooks/{id}", path)).response.status).to.equal(204);
    expect((await stage.client(supplier).GET("/v1/webhooks/{id}", path)).response.status).to.equal(404);
    expect(await stage.database.query("select 1 as one from subscriptions")).to.be.empty;
  });
});

describe("Rules for e-mails over HTTP", () => {
  it("are each member's own, and all of them an administrator's to see and to end", async () => {
    const stage = await openStage();
    const owner = stage.client(await stage.signIn("supplier"));
    for (const name of ["clerk", "reader"]) {
      await owner.POST("/v1/members", { body: { account: addressOf(name), role: "reader" } });
    }
    const [clerk, reader, stranger] = [
      stage.client(await stage.signIn("clerk", addressOf("supplier"))),
      stage.client(await stage.signIn("reader", addressOf("supplier"))),
      stage.client(await stage.signIn("buyer")),
    ];
    const body = { id: ID, email: "clerk@example.com", kinds: ["ReceivablePaid" as const], language: "zh" as const };
    const added = await clerk.POST("/v1/notifications", { body });
    expect(added.data).to.include({ id: ID, email: "clerk@example.com", account: addressOf("clerk"), paused: null });
    const counts = await Promise.all(
      [clerk, reader, stranger, owner].map(async (one) => (await one.GET("/v1/notifications")).data?.items.length),
    );
    expect(counts).to.deep.equal([1, 0, 0, 1]);
    const path = { params: { path: { id: ID } } };
    expect((await reader.DELETE("/v1/notifications/{id}", path)).response.status).to.equal(404);
    expect((await stranger.DELETE("/v1/notifications/{id}", path)).response.status).to.equal(404);
    expect((await owner.DELETE("/v1/notifications/{id}", path)).response.status).to.equal(204);
    expect((await clerk.GET("/v1/notifications")).data?.items).to.be.empty;
    await stage.close();
  });
});
