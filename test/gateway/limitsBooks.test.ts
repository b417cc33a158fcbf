/** What the organisation's own books say of a limit, and whose word on them counts. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { openDutyScene } from "./dutyScene.ts";
import type { DutyScene, Person } from "./dutyScene.ts";
import { putOnAccount, setPolicy } from "./limitPolicies.ts";
import { BUYER, openLimitScene, SUPPLIER } from "./limitScene.ts";
import type { LimitScene } from "./limitScene.ts";
import { addressOf } from "./stage.ts";

const PARTY = { party: "party", name: "name", address: "address" };
const NAMES = ["party", "number", "issueDate", "dueDate", "currency", "amount"] as const;
const ITEM = Object.fromEntries(NAMES.map((name) => [name, name]));
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const partiesFile = (lines: readonly string[]) => ({
  ...{ id: randomUUID(), kind: "parties" as const, apply: true, mapping: PARTY },
  file: base64(["party,name,address", ...lines, ""].join("\n")),
});

describe("The books beside a limit", () => {
  const another = addressOf("another");
  let scene: LimitScene;
  let seller: ReturnType<LimitScene["client"]>;

  beforeEach(async () => {
    scene = await openLimitScene();
    const body = { account: addressOf("seller"), role: "preparer" as const };
    await scene.client(scene.token).POST("/v1/members", { body });
    seller = scene.client(await scene.signIn("seller", SUPPLIER));
  });

  afterEach(() => scene.close());

  const total = async () => (await scene.exposure()).currencies[0]?.exposure.total;

  async function imported(client: typeof seller, lines: readonly string[]) {
    const body = partiesFile(lines);
    const { data } = await client.POST("/v1/imports", { body });
    const asked = { params: { path: { id: body.id }, query: { result: "failed" as const } } };
    const failed = (await client.GET("/v1/imports/{id}/lines", asked)).data?.items;
    return [data?.created, data?.updated, failed?.flatMap(({ faults }) => faults.map(({ field }) => field))];
  }

  it("make nobody's money a customer's by the word of whoever prepares invoices", async () => {
    const owner = scene.client(scene.token);
    expect(await imported(owner, [`D-7,Rich,${another}`, `D-8,Buyer,${BUYER}`])).to.deep.equal([2, 0, []]);
    await putOnAccount(scene, "PAY-1", 10_000_000n, "D-7");
    await scene.limit("1000.00");
    await scene.owe("RE-0");
    const moved = [`D-7,Rich,${BUYER}`, "D-8,Buyer,", `D-9,New,${BUYER}`];
    expect(await imported(seller, moved)).to.deep.equal([0, 0, ["address", "address", "address"]]);
    expect(await imported(seller, [`D-7,Richer,${another}`, "D-9,New,"])).to.deep.equal([1, 1, []]);
    expect(await total()).to.equal("1000.00");
    expect((await scene.issue("RE-1", { payable: "0.01" })).code).to.equal("CreditLimitExceeded");
    expect(await imported(owner, [`D-7,Richer,${BUYER}`])).to.deep.equal([0, 1, []]);
    expect(await total()).to.equal("0.00");
  });

  it("free nothing of a limit by money that is not posted yet", async () => {
    await scene.limit("1000.00");
    await scene.owe("RE-0");
    await putOnAccount(scene, "PAY-1", 50_000n, BUYER, "proposed");
    await putOnAccount(scene, "PAY-2", 50_000n, BUYER, "exception");
    expect(await total()).to.equal("1000.00");
    expect((await scene.issue("RE-1", { payable: "0.01" })).code).to.equal("CreditLimitExceeded");
    await putOnAccount(scene, "PAY-3", 50_000n);
    expect(await total()).to.equal("500.00");
  });

  it("secure nothing by money that is not posted yet", async () => {
    await setPolicy(scene, 1, { security: { kind: "deposit", share: 300_000 } });
    await putOnAccount(scene, "PAY-1", 30_000n, BUYER, "proposed");
    expect((await scene.issue("RE-1")).code).to.equal("PrepaymentMissing");
    await putOnAccount(scene, "PAY-2", 30_000n);
    expect((await scene.issue("RE-1")).code).to.equal(undefined);
  });
});

describe("Files of an ERP where duties are enforced", () => {
  let scene: DutyScene;

  before(async () => {
    scene = await openDutyScene();
    await scene.house();
    await scene.enforce();
  });

  after(() => scene.close());

  async function tried(name: Person, body: object): Promise<string> {
    const asked = { ...partiesFile([`D-1,Buyer,${BUYER}`]), ...body };
    const { error } = await scene.client(scene.tokens[name]).POST("/v1/imports", { body: asked });
    return error?.type.replace("/problems/", "") ?? "taken";
  }

  it("take the duty of whoever may do by hand what they do", async () => {
    const file = base64(`${NAMES.join(",")}\nD-1,R-1,2026-11-01,2026-12-01,EUR,900.00\n`);
    const told = { kind: "openItems", mapping: ITEM, file, decimal: "point", dates: "YYYY-MM-DD" };
    const items = () => ({ ...told, id: randomUUID(), side: "receivable" });
    expect(await tried("clerk", {})).to.equal("DutyMissing");
    expect(await tried("clerk", { mapping: { party: "party", name: "name" } })).to.equal("taken");
    expect(await tried("manager", {})).to.equal("taken");
    expect(await tried("clerk", items())).to.equal("DutyMissing");
    expect(await tried("clerk", { ...items(), apply: false })).to.equal("taken");
    expect(await tried("cashier", items())).to.equal("taken");
    expect(await tried("collector", { ...items(), side: "payable" })).to.equal("taken");
    expect(await tried("cashier", { kind: "orders" })).to.equal("DutyMissing");
  });
});
