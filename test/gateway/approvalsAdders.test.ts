import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { openApprovalScene, OWNER } from "./approvalScene.ts";
import type { ApprovalScene } from "./approvalScene.ts";
import { DAY } from "./book.ts";
import { addressOf } from "./stage.ts";

describe("An approval by whoever somebody may have made up", () => {
  let scene: ApprovalScene;
  let ada: string;
  let home: string;

  beforeEach(async () => {
    scene = await openApprovalScene();
    ada = await scene.member("ada", "administrator", { name: "Ada Lovelace", email: "ada@example.com" });
    home = await scene.member("ada at home", "administrator", { name: "A. L.", email: "Ada@example.com" });
    scene.now += DAY;
  });

  afterEach(() => scene.close());

  const add = async (by: string, name: string, over: { email?: string } = {}): Promise<string> => {
    const body = { account: addressOf(name), role: "administrator" as const, ...over };
    expect((await scene.client(by).POST("/v1/members", { body })).error).to.equal(undefined);
    return scene.signIn(name, OWNER);
  };
  const remove = async (by: string, name: string): Promise<void> => {
    const path = { params: { path: { account: addressOf(name) } } };
    expect((await scene.client(by).DELETE("/v1/members/{account}", path)).response.status).to.equal(204);
  };
  const give = async (by: string, name: string): Promise<void> => {
    const body = { id: randomUUID(), account: addressOf(name), duty: "approveCredit" as const };
    expect((await scene.client(by).POST("/v1/duties", { body })).error).to.equal(undefined);
  };

  it("is none where a party did, itself or through others, until the organisation answers for it", async () => {
    const first = await add(ada, "a puppet");
    const second = await add(first, "a puppet's puppet");
    scene.now += DAY;
    const puppets = [
      ["a puppet", first],
      ["a puppet's puppet", second],
    ] as const;
    const asked = await scene.ask(ada);
    for (const [name, token] of puppets) {
      expect(await scene.decide(name, token, asked), name).to.include({ problem: "ApproverIneligible" });
    }
    const theirs = await scene.ask(second);
    expect(await scene.decide("ada", ada, theirs), "of its puppet").to.include({ problem: "ApproverIneligible" });
    expect(await scene.decide("a puppet", first, theirs), "of both").to.include({ problem: "ApproverIneligible" });
    await remove(scene.owner, "a puppet");
    const left = await scene.decide("a puppet's puppet", second, asked);
    expect(left, "whoever answered for it is gone").to.include({ problem: "ApproverIneligible" });
    await add(scene.owner, "a puppet's puppet");
    expect(await scene.decide("a puppet's puppet", second, asked)).to.include({ status: 201 });
  });

  it("is none by a duty that it gave itself, or has from somebody whom whoever asks made up", async () => {
    const asked = await scene.ask(ada);
    const first = await add(ada, "a puppet");
    const second = await add(first, "a puppet's puppet");
    await give(first, "a puppet");
    await give(first, "a puppet's puppet");
    expect(await scene.decide("a puppet", first, asked), "by itself").to.include({ problem: "ApproverIneligible" });
    expect(await scene.decide("a puppet's puppet", second, asked)).to.include({ problem: "ApproverIneligible" });
    await remove(ada, "a puppet");
    const left = await scene.decide("a puppet's puppet", second, asked);
    expect(left, "whoever gave it is gone").to.include({ problem: "ApproverIneligible" });
    await give(await scene.member("bob"), "a puppet's puppet");
    expect(await scene.decide("a puppet's puppet", second, asked), "by another").to.include({ status: 201 });
  });

  it("is none of whoever may have made up who asks, whatever duty it has and whoever it delegates it to", async () => {
    await give(scene.owner, "ada");
    const puppet = await add(ada, "a puppet");
    const sibling = await add(ada, "a sibling");
    await give(ada, "a sibling");
    const body = { id: randomUUID(), delegate: addressOf("clerk"), duty: "approveCredit" as const };
    const clerk = await scene.member("clerk", "preparer");
    const until = shownInstant(scene.now + 10 * DAY);
    const { error } = await scene.client(ada).POST("/v1/approval-delegations", { body: { ...body, until } });
    expect(error).to.equal(undefined);
    const asked = await scene.ask(puppet);
    const deciders = [
      ["ada", ada],
      ["ada at home", home],
      ["a sibling", sibling],
      ["clerk", clerk],
    ] as const;
    for (const [name, token] of deciders) {
      expect(await scene.decide(name, token, asked), name).to.include({ problem: "ApproverIneligible" });
    }
    const acting = await scene.ask(scene.owner);
    expect(await scene.decide("ada", ada, acting)).to.include({ status: 201 });
    expect(await scene.use({ actor: addressOf("a puppet") }), "the puppet acts").to.equal("ApprovalMissing");
    await add(scene.owner, "a puppet");
    expect(await scene.decide("ada", ada, asked), "the organisation answers for it").to.include({ status: 201 });
  });

  it("is none where one made up who asks too, and be that one gone and added again", async () => {
    const carol = await add(scene.owner, "carol");
    const tokens = new Map<string, string>();
    for (const name of ["eldest", "second", "third"]) {
      tokens.set(name, await add(carol, name));
      scene.now += 1;
    }
    const eldest = tokens.get("eldest") ?? "";
    const second = tokens.get("second") ?? "";
    const third = tokens.get("third") ?? "";
    await remove(eldest, "carol");
    const asked = await scene.ask(eldest);
    const theirs = await scene.ask(second);
    expect(await scene.decide("second", second, asked)).to.include({ problem: "ApproverIneligible" });
    expect(await scene.decide("eldest", eldest, theirs)).to.include({ problem: "ApproverIneligible" });
    expect(await scene.decide("third", third, theirs)).to.include({ problem: "ApproverIneligible" });
    const { data } = await scene.client(scene.owner).GET("/v1/members");
    expect(JSON.stringify(data), "no account of whoever left").not.to.contain(addressOf("carol"));
    const again = await add(eldest, "carol");
    const later = await scene.ask(eldest);
    const hers = await scene.ask(again);
    expect(await scene.decide("carol", again, later)).to.include({ problem: "ApproverIneligible" });
    expect(await scene.decide("second", second, hers)).to.include({ problem: "ApproverIneligible" });
    expect(await scene.decide("ada", ada, hers)).to.include({ status: 201 });
  });

  it("is none where a party added the person's other account, and that one is gone", async () => {
    const person = { email: "dee@example.com" };
    const dee = await add(ada, "dee", person);
    const deeAtHome = await add(dee, "dee at home", person);
    await remove(deeAtHome, "dee");
    scene.now += 1;
    const asked = await scene.ask(ada);
    expect(await scene.decide("dee at home", deeAtHome, asked)).to.include({ problem: "ApproverIneligible" });
  });

  it("is none where whoever a party added was said to be another person before it was gone", async () => {
    const first = await add(ada, "a puppet");
    const second = await add(first, "a puppet's puppet");
    await scene.member("bob");
    const body = { account: addressOf("a puppet"), sameAs: addressOf("bob") };
    expect((await scene.client(ada).POST("/v1/duty-accounts", { body })).error).to.equal(undefined);
    await remove(ada, "a puppet");
    scene.now += 1;
    const asked = await scene.ask(ada);
    expect(await scene.decide("a puppet's puppet", second, asked)).to.include({ problem: "ApproverIneligible" });
  });
});
