import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../../generated/openapi.d.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { keccakOfText } from "../../../src/domain/hash.ts";
import type { Address, Hex, Receivable } from "../../../src/domain/receivable.ts";
import { dateOfDay } from "../../../src/domain/terms.ts";
import { sha256 } from "../../../src/gateway/http/secrets.ts";
import { shownInstant } from "../../../src/gateway/receivables/showing.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "../book.ts";
import { addressOf, openStage } from "../stage.ts";
import type { Stage } from "../stage.ts";

type Entry = components["schemas"]["NewCaseEntry"]["entry"];
type Detail = components["schemas"]["CaseDetail"];

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const [SUPPLIER, BUYER, LAWYER] = ["supplier", "buyer", "lawyer"].map(addressOf) as [Address, Address, Address];
const LATE = 100;

interface Told {
  readonly status: number;
  readonly problem: string;
  readonly body: Detail | undefined;
}

describe("Cases over HTTP", () => {
  let stage: Stage;
  let one: Receivable;
  let other: Receivable;
  let foreign: Receivable;
  let id: string;
  const tokens = { supplier: "", clerk: "", buyer: "", lawyer: "", stranger: "" };
  type Name = keyof typeof tokens;

  before(async () => {
    stage = await openStage();
    const make = (buyer = BUYER): Receivable =>
      receivableOf(headerOf(SUPPLIER, buyer), {
        ...termsOf(EUR, FIRST_INSTANT / DAY),
        dueDay: FIRST_INSTANT / DAY + 30,
      });
    [one, other, foreign] = [make(), make(), make(addressOf("another buyer"))];
    await stage.book.write(...issuing(one), ...issuing(other), ...issuing(foreign));
    tokens.supplier = await stage.signIn("supplier");
    const clerk = { account: addressOf("clerk"), role: "preparer" } as const;
    const { response } = await stage.client(tokens.supplier).POST("/v1/members", { body: clerk });
    expect(response.status).to.equal(201);
    stage.now = FIRST_INSTANT + (30 + LATE) * DAY;
    for (const name of ["supplier", "buyer", "lawyer", "stranger"] as const) tokens[name] = await stage.signIn(name);
    tokens.clerk = await stage.signIn("clerk", SUPPLIER);
  });
  after(() => stage.close());

  beforeEach(async () => {
    id = randomUUID();
    expect(await open("supplier", { id })).to.include({ status: 201 });
  });

  const problemOf = (error: { readonly type: string } | undefined): string =>
    error?.type.replace("/problems/", "") ?? "";

  async function open(name: Name, over: Partial<components["schemas"]["NewCase"]> = {}): Promise<Told> {
    const about = { customer: BUYER, title: "Overdue since spring", jurisdiction: "CN" as const };
    const body = { id: randomUUID(), ...about, receivables: [idOf(one.header)], ...over };
    const { response, data, error } = await stage.client(tokens[name]).POST("/v1/cases", { body });
    return { status: response.status, problem: problemOf(error), body: data };
  }

  async function enter(name: Name, entry: Entry, entryId: string = randomUUID()): Promise<Told & { entry: string }> {
    const asked = { params: { path: { id } }, body: { id: entryId, entry } };
    const { response, data, error } = await stage.client(tokens[name]).POST("/v1/cases/{id}/entries", asked);
    return { status: response.status, problem: problemOf(error), body: data, entry: entryId };
  }

  async function read(name: Name): Promise<Told> {
    const asked = { params: { path: { id } } };
    const { response, data, error } = await stage.client(tokens[name]).GET("/v1/cases/{id}", asked);
    return { status: response.status, problem: problemOf(error), body: data };
  }

  async function advise(name: Name, adviser: Address = LAWYER): Promise<number> {
    const body = { adviser, until: shownInstant(stage.now + 5 * DAY) };
    const asked = { params: { path: { id } }, body };
    return (await stage.client(tokens[name]).POST("/v1/cases/{id}/advisers", asked)).response.status;
  }

  async function seen(name: Name, receivable: Hex): Promise<number> {
    const asked = { params: { path: { id: receivable } } };
    return (await stage.client(tokens[name]).GET("/v1/receivables/{id}", asked)).response.status;
  }

  const claim = (): Hex => idOf(one.header);

  it("is the creditor's alone: neither its customer nor anybody else learns that there is one", async () => {
    expect((await read("supplier")).body).to.deep.include({ role: "creditor", customer: BUYER, closed: false });
    for (const name of ["buyer", "lawyer", "stranger"] as const) {
      expect(await read(name)).to.include({ status: 404 });
      expect(await enter(name, { kind: "note", text: "mine" })).to.include({ status: 404 });
      const { data } = await stage.client(tokens[name]).GET("/v1/cases");
      expect(data?.items).to.deep.equal([]);
      expect(await open(name, { id })).to.include({ status: 404 });
    }
  });

  it("is over claims of the organisation on that customer, and over nothing else", async () => {
    expect(await open("supplier", { receivables: [idOf(foreign.header)] })).to.include({ problem: "NotFound" });
    expect(await open("supplier", { receivables: [keccakOfText("none")] })).to.include({ problem: "NotFound" });
    expect(await open("buyer", { receivables: [claim()] })).to.include({ problem: "NotFound" });
    const added = await enter("supplier", { kind: "receivable", receivable: idOf(foreign.header) });
    expect(added).to.include({ problem: "NotFound" });
    expect((await read("supplier")).body?.receivables.map((item) => item.id)).to.deep.equal([claim()]);
  });

  it("is opened once however often it is asked for, and an entry is made once", async () => {
    expect((await open("supplier", { id })).body?.entries).to.have.length(1);
    expect(await open("supplier", { id, title: "Another" })).to.include({ problem: "IdTaken" });
    const entry: Entry = {
      ...{ kind: "fact", receivable: claim(), act: "demand", day: dateOfDay(FIRST_INSTANT / DAY + 40) },
      ...{ receivedOn: dateOfDay(FIRST_INSTANT / DAY + 45), evidence: "courier's slip 4711" },
    };
    const { entry: made } = await enter("supplier", entry);
    expect((await enter("supplier", entry, made)).body?.entries).to.have.length(2);
    expect(await enter("supplier", { kind: "note", text: "else" }, made)).to.include({ problem: "IdTaken" });
    expect(await enter("clerk", entry, made)).to.include({ problem: "IdTaken" });
  });

  it("reckons limitation from the due date and demands that arrived, never from a balance confirmation", async () => {
    const due = FIRST_INSTANT / DAY + 30;
    const lastDay = async (): Promise<string | null | undefined> =>
      (await read("supplier")).body?.receivables[0]?.limitation?.lastDay;
    const plain = await lastDay();
    expect(plain?.slice(4)).to.equal(dateOfDay(due).slice(4));
    const fact = { kind: "fact", receivable: claim(), evidence: "letter", receivedOn: null } as const;
    await enter("supplier", { ...fact, act: "balanceConfirmation", day: dateOfDay(due + 50) });
    await enter("supplier", { ...fact, act: "demand", day: dateOfDay(due + 60) });
    expect(await lastDay()).to.equal(plain);
    await enter("supplier", { ...fact, act: "demand", day: dateOfDay(due + 60), receivedOn: dateOfDay(due + 61) });
    expect((await lastDay())?.slice(4)).to.equal(dateOfDay(due + 61).slice(4));
    const { body } = await read("supplier");
    expect(body?.receivables[0]?.limitation?.facts.map(({ effect }) => effect)).to.deep.equal([
      ...["none", "none", "interrupts"],
    ]);
    expect(body?.receivables[0]?.deadlines.map(({ kind }) => kind)).to.deep.equal(["limitation"]);
  });

  it("tells the clocks of its insurance, with an alert before the cover is lost and after", async () => {
    const due = FIRST_INSTANT / DAY + 30;
    const insurance = {
      ...{ policy: "TCI-7", currency: EUR, insuredShare: 900_000, buyerLimit: "5.00" },
      ...{ coveredFrom: "2026-01-01", coveredUntil: "2027-12-31", maximumExtensionDays: 60 },
      ...{ waiting: { days: 150, from: "notice" as const }, payoutDays: 30, countsInvoiceDay: true, lossPayee: null },
    };
    const notification = { days: LATE + 10, from: "due" as const };
    await enter("supplier", { kind: "insurance", insurance: { ...insurance, notification } });
    const item = async () => (await read("supplier")).body?.receivables[0];
    expect((await item())?.insured).to.deep.include({ covered: "5.00", payout: "4.50" });
    expect((await item())?.insured?.alerts.map(({ alert }) => alert)).to.deep.equal(["noticeDue", "overLimit"]);
    expect((await item())?.deadlines[0]).to.deep.include({ kind: "insuranceNotice", state: "warning" });
    await enter("supplier", { kind: "insurance", insurance: { ...insurance, notification: { days: 5, from: "due" } } });
    expect((await item())?.insured?.alerts.map(({ alert }) => alert)).to.deep.equal(["noticeLate", "overLimit"]);
    await enter("supplier", { kind: "insuranceNotice", receivable: claim(), day: dateOfDay(due + 3) });
    expect((await item())?.insured?.alerts.map(({ alert }) => alert)).to.deep.equal(["overLimit"]);
    expect((await item())?.deadlines.slice(0, 3).map(({ kind, state }) => [kind, state])).to.deep.equal([
      ["insuranceNotice", "met"],
      ["insuranceWaiting", "running"],
      ["insurancePayout", "running"],
    ]);
    expect((await read("supplier")).body?.insurance).to.deep.include({ buyerLimit: "5.00", policy: "TCI-7" });
    const wrong = { ...insurance, notification, buyerLimit: "5.001" };
    expect(await enter("supplier", { kind: "insurance", insurance: wrong })).to.include({ problem: "AmountUnfit" });
  });

  it("keeps securities with their register, and the stage", async () => {
    const security = {
      ...{ kind: "retentionOfTitle" as const, giver: "Buyer SE", amount: "250.00", currency: EUR },
      ...{ registry: "中登网", registryNumber: "01234567890", until: "2027-06-30" },
    };
    await enter("supplier", { kind: "security", security });
    await enter("supplier", { kind: "stage", stage: "preLegal" });
    expect((await read("supplier")).body).to.deep.include({ securities: [security], stage: "preLegal" });
  });

  it("takes a write-off by two people, with a document of the organisation's, and shows where it stands", async () => {
    const evidence = `0x${sha256("the court's order").toString("hex")}`;
    const asked: Entry = { kind: "writeOffAsked", receivable: claim(), reason: "insolvent", evidence };
    expect(await enter("clerk", asked)).to.include({ problem: "NotFound" });
    const content = Buffer.from("the court's order").toString("base64");
    const document = { content, mediaType: "text/plain", kind: "other" } as const;
    await stage.client(tokens.clerk).POST("/v1/documents", { body: document });
    const { entry: request, body } = await enter("clerk", asked);
    expect(body?.writeOffs[0]).to.deep.include({ state: "asked", askedBy: addressOf("clerk"), decidedBy: null });
    const decision: Entry = { kind: "writeOffDecided", request, isApproved: true, text: "I have read the order." };
    const own = await enter("clerk", decision);
    expect(own).to.include({ status: 400, problem: "RequestInvalid" });
    expect((await enter("supplier", decision)).body?.writeOffs[0]).to.deep.include({
      state: "approved",
      decidedBy: SUPPLIER,
    });
    expect(await enter("supplier", decision)).to.include({ problem: "RequestInvalid" });
    const at = { id: claim(), by: SUPPLIER, reason: keccakOfText("insolvent") };
    await stage.book.write({ name: "ReceivableWrittenOff", ...at });
    const written = (await read("supplier")).body;
    expect(written?.writeOffs[0]).to.include({ state: "recorded" });
    expect(written?.receivables[0]).to.include({ writtenOff: true, recovered: "0.00" });
    expect(written?.receivables[0]?.open).not.to.equal("0.00");
  });

  it("lets an adviser read the case and its receivables until an instant, and write nothing", async () => {
    expect(await seen("lawyer", claim())).to.equal(404);
    expect(await advise("supplier")).to.equal(201);
    expect(await advise("supplier"), "again").to.equal(409);
    expect(await advise("clerk", addressOf("other lawyer")), "who is no administrator").to.equal(403);
    expect(await advise("supplier", BUYER), "the customer").to.equal(400);
    expect(await read("lawyer")).to.include({ status: 200 });
    expect((await read("lawyer")).body).to.deep.include({ role: "adviser", advisers: [] });
    expect(await seen("lawyer", claim())).to.equal(200);
    expect(await seen("lawyer", idOf(other.header)), "of the same pair, not of the case").to.equal(404);
    await enter("supplier", { kind: "receivable", receivable: idOf(other.header) });
    expect(await seen("lawyer", idOf(other.header)), "once it is of the case").to.equal(200);
    expect(await enter("lawyer", { kind: "note", text: "I advise to sue." })).to.include({ status: 404 });
    expect(await advise("lawyer", addressOf("stranger"))).to.equal(404);
    const { data } = await stage.client(tokens.lawyer).GET("/v1/cases");
    expect(data?.items.map((item) => [item.id, item.role])).to.deep.equal([[id, "adviser"]]);
    const asked = { params: { path: { id, adviser: LAWYER } } };
    const ended = await stage.client(tokens.supplier).DELETE("/v1/cases/{id}/advisers/{adviser}", asked);
    expect(ended.response.status).to.equal(204);
    expect(await read("lawyer")).to.include({ status: 404 });
    for (const receivable of [claim(), idOf(other.header)]) expect(await seen("lawyer", receivable)).to.equal(404);
  });

  it("takes notes alone once it is closed", async () => {
    await enter("supplier", { kind: "closed", reason: "settled" });
    expect(await enter("supplier", { kind: "stage", stage: "legal" })).to.include({ problem: "RequestInvalid" });
    expect((await enter("supplier", { kind: "note", text: "A letter came." })).body).to.include({ closed: true });
  });
});
