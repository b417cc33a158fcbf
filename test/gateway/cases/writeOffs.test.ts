/** What a write-off on the ledger takes before it: two members who agree in a case (R49). */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { idOf } from "../../../src/domain/commitment.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { sha256 } from "../../../src/gateway/http/secrets.ts";
import { shownInstant } from "../../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "../book.ts";
import { openJointScene } from "../intents/joint.ts";
import { addressOf, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";
import { approveWriteOff, askForWriteOff } from "../writeOffs.ts";

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const [SUPPLIER, BUYER] = ["supplier", "buyer"].map(addressOf) as [Address, Address];
const inAYear = () => shownInstant(FIRST_INSTANT + 360 * DAY);
type Name = "supplier" | "clerk" | "buyer" | "stranger";

describe("A write-off on the ledger", () => {
  let stage: Stage;
  let tokens: ReadonlyMap<Name, string>;
  let [receivable, another]: [Hex, Hex] = ["0x", "0x"];

  before(async () => {
    stage = await openStage();
    const make = () => receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, FIRST_INSTANT / DAY));
    const both = [make(), make()] as const;
    for (const one of both) await stage.book.write(...issuing(one));
    [receivable, another] = [idOf(both[0].header), idOf(both[1].header)];
    const supplier = await stage.signIn("supplier");
    const clerk = { account: addressOf("clerk"), role: "preparer" } as const;
    await stage.client(supplier).POST("/v1/members", { body: clerk });
    tokens = new Map([
      ["supplier", supplier],
      ["clerk", await stage.signIn("clerk", SUPPLIER)],
      ["buyer", await stage.signIn("buyer")],
      ["stranger", await stage.signIn("stranger")],
    ]);
  });
  after(() => stage.close());

  const client = (name: Name) => stage.client(tokens.get(name));
  async function prepare(name: Name, of: Hex = receivable): Promise<string | number> {
    const body = { verb: "writeOff", receivable: of, reason: "insolvent", openTerms: false } as const;
    const { response, error } = await client(name).POST("/v1/intents", { body });
    return error === undefined ? response.status : error.type.replace("/problems/", "");
  }

  it("is prepared for nobody before another member than the one who asked has approved it", async () => {
    expect(await prepare("supplier")).to.equal("WriteOffUnapproved");
    const about = { customer: BUYER, receivable };
    const asked = await askForWriteOff(client("clerk"), about);
    expect(await prepare("clerk"), "asked for, and not decided").to.equal("WriteOffUnapproved");
    const decision = { kind: "writeOffDecided", request: asked.request, text: "seen" } as const;
    await asked.enter(client("supplier"), { ...decision, isApproved: false });
    expect(await prepare("supplier"), "refused").to.equal("WriteOffUnapproved");
    await approveWriteOff(client("clerk"), client("supplier"), about);
    expect(await prepare("stranger")).to.equal("NotFound");
    expect(await prepare("buyer"), "it is none of its claims").to.equal("NotAuthorised");
    expect(await prepare("supplier", another), "another receivable").to.equal("WriteOffUnapproved");
    expect(await prepare("supplier")).to.equal(201);
  });

  it("is asked for and decided by people alone: a key, which others hold, is nobody's second person", async () => {
    const body = { id: randomUUID(), label: "ERP", scopes: ["receivables:write" as const], expires: inAYear() };
    const { data } = await client("supplier").POST("/v1/keys", { body });
    const machine = stage.client(data?.key);
    const { id, request, enter } = await askForWriteOff(client("clerk"), { customer: BUYER, receivable });
    const evidence = `0x${"0".repeat(64)}`;
    for (const entry of [
      { kind: "writeOffDecided", request, isApproved: true, text: "seen" },
      { kind: "writeOffAsked", receivable, reason: "insolvent", evidence },
    ] as const) {
      const asked = { params: { path: { id } }, body: { id: randomUUID(), entry } };
      const { error, response } = await machine.POST("/v1/cases/{id}/entries", asked);
      expect([response.status, error?.type], entry.kind).to.deep.equal([403, "/problems/ScopeMissing"]);
    }
    await enter(machine, { kind: "note", text: "what a machine may say" });
    const read = await client("supplier").GET("/v1/cases/{id}", { params: { path: { id } } });
    expect(read.data?.writeOffs.map(({ state }) => state)).to.deep.equal(["asked"]);
  });

  it("is approved of the sum that was open when it was asked for: of more it is asked for anew", async () => {
    const one = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, FIRST_INSTANT / DAY));
    const id = idOf(one.header);
    await stage.book.write(...issuing(one));
    const receipt = { id, by: SUPPLIER, bankRef: keccakOfText("A"), closed: false } as const;
    const sums = { principal: 20_000n, discount: 0n, charges: 0n, lateDays: 0n } as const;
    const valueDay = FIRST_INSTANT / DAY;
    await stage.book.write({
      ...{ name: "ReceiptRecorded", ...receipt, ...sums, holder: SUPPLIER, valueDay, advised: false },
    });
    const about = { customer: BUYER, receivable: id };
    const asked = await askForWriteOff(client("clerk"), about);
    const decide = (request: string) =>
      asked.enter(client("supplier"), { kind: "writeOffDecided", request, isApproved: true, text: "seen" });
    await decide(asked.request);
    const states = async () => {
      const { data } = await client("clerk").GET("/v1/cases/{id}", { params: { path: { id: asked.id } } });
      return data?.writeOffs.map(({ state, open }) => `${state} ${open ?? ""}`);
    };
    expect(await states()).to.deep.equal(["approved 800.00"]);
    await stage.book.write({
      ...{ name: "ReceiptReversed", ...receipt, ...sums, evidence: keccakOfText("recalled") },
    });
    expect(await prepare("supplier", id)).to.equal("WriteOffUnapproved");
    expect(await states()).to.deep.equal(["lapsed 800.00"]);
    const request = randomUUID();
    const evidence: Hex = `0x${sha256(`order about ${id}`).toString("hex")}`;
    await asked.enter(
      client("clerk"),
      { kind: "writeOffAsked", receivable: id, reason: "insolvent", evidence },
      request,
    );
    expect(await prepare("supplier", id), "asked for anew, and not decided").to.equal("WriteOffUnapproved");
    await decide(request);
    expect(await states()).to.deep.equal(["lapsed 800.00", "approved 1000.00"]);
    expect(await prepare("supplier", id)).to.equal(201);
  });

  it("is approved no more once the case is closed", async () => {
    const asked = await askForWriteOff(client("clerk"), { customer: BUYER, receivable: another });
    const decision = { kind: "writeOffDecided", request: asked.request, isApproved: true, text: "seen" } as const;
    await asked.enter(client("supplier"), decision);
    await asked.enter(client("clerk"), { kind: "closed", reason: "it paid" });
    expect(await prepare("supplier", another)).to.equal("WriteOffUnapproved");
  });

  it("is signed no more either once the case is closed", async () => {
    const scene = await openJointScene();
    const accepted = idOf((await scene.accepted()).header);
    const supplier = scene.client(scene.tokens.supplier);
    const member = { account: addressOf("clerk"), role: "preparer" } as const;
    await supplier.POST("/v1/members", { body: member });
    const clerk = scene.client(await scene.signIn("clerk", SUPPLIER));
    const asked = await askForWriteOff(clerk, { customer: BUYER, receivable: accepted });
    await asked.enter(supplier, { kind: "writeOffDecided", request: asked.request, isApproved: true, text: "seen" });
    const { id } = await scene.act(scene.tokens.supplier, {
      ...{ verb: "writeOff", receivable: accepted, reason: "insolvent", openTerms: false },
    });
    await asked.enter(clerk, { kind: "closed", reason: "it paid" });
    expect(await scene.signAs(scene.tokens.supplier, id, "supplier")).to.include({ code: "WriteOffUnapproved" });
    expect(await scene.isRelayed(id)).to.equal(false);
    await scene.close();
  });
});
