/** Whom a debtor owes what was assigned: on its pay list, in its payment file, on the supplier's statement. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { NoticeReply } from "../../src/domain/factoring/notice.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { putProfile } from "../../src/store/organisations.ts";
import { elementsOf } from "../documents/pain001Xml.ts";
import { BUYER, FACTOR, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { noticeOf } from "./factoringScene.ts";

const DESK: Address = `0x${"de".repeat(20)}`;
const OWN = "DE02120300000000202051";
const FACTORS = "DE89370400440532013000";
const SUPPLIERS = "DE75512108001245126199";

describe("The payee of what was assigned", () => {
  let scene: AccountScene;
  let [first, second] = ["0x", "0x"] as [Hex, Hex];

  before(async () => {
    scene = await openAccountScene();
    [first, second] = ["RE-100", "RE-200"].map((number) => scene.ids.get(number)) as [Hex, Hex];
    const shown = { audience: "everybody", contacts: [], contactsAudience: "nobody", identifiers: [] } as const;
    await putProfile(scene.database, FACTOR, { legalName: "Factor Bank", ...shown }, scene.now);
    await scene.giveAccount(FACTOR, FACTORS);
    await scene.giveAccount(SUPPLIER, SUPPLIERS);
    await scene.book.assign({ name: "DeskOpened", factor: FACTOR, desk: DESK });
  });

  after(() => scene.close());

  const items = async (lastRun?: string) => {
    const query = { currency: "EUR", ...(lastRun === undefined ? {} : { lastRun }) };
    return (await scene.client(scene.buyer).GET("/v1/pay-list", { params: { query } })).data?.items ?? [];
  };
  const item = async (wanted: string, lastRun?: string) =>
    (await items(lastRun)).find(({ number }) => number === wanted) ?? expect.fail(`${wanted} is not listed`);
  const ordered = async (): Promise<{ readonly text: string; readonly amounts: readonly string[] }> => {
    const query = new URLSearchParams({ currency: "EUR", run: "P-1", through: "2026-12-31", debtorAccount: OWN });
    const headers = { authorization: `Bearer ${scene.buyer}` };
    const text = await (await fetch(`${scene.url}/v1/pay-list/pain001?${query.toString()}`, { headers })).text();
    return { text, amounts: elementsOf(text, "InstdAmt").toSorted() };
  };
  const stated = async () => {
    const id = randomUUID();
    const body: components["schemas"]["NewAccountStatement"] = {
      ...{ id, side: "supplier", counterparty: BUYER, currency: "EUR", layout: "open-item", language: "en" },
      ...{ zone: "Europe/Berlin", from: "2026-11-01", cutOff: "2026-11-20", replyBy: "2026-12-10" },
    };
    const client = scene.client(scene.supplier);
    const made = await client.POST("/v1/account-statements", { body });
    expect(made.response.status).to.equal(201);
    const { data } = await client.GET("/v1/account-statements/{id}/lines", { params: { path: { id } } });
    return new Map(data?.items.map((line) => [line.number, line]));
  };

  it("is the factor behind the desk, on its own account, with since when, and that no notice was given", async () => {
    expect(await item("RE-100")).to.include({ payee: "", payeeSince: "", payeeNotice: "", payeeChanged: "" });
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: DESK, id: first });
    const sold = await item("RE-100");
    expect(sold).to.include({ payee: "Factor Bank", payeeAccount: FACTORS, payeeNotice: "none" });
    expect(sold.payeeSince).to.match(/^2026-11-\d\d$/);
    const { text, amounts } = await ordered();
    expect(amounts, "RE-100 and RE-300 to the factor, RE-200 to the supplier").to.deep.equal(["1600.00", "600.00"]);
    expect(elementsOf(text, "IBAN")).to.include.members([FACTORS, SUPPLIERS]);
  });

  it("is marked where it changed since the last list, or else since the supplier's last statement", async () => {
    const changed = async (lastRun?: string) =>
      (await items(lastRun)).filter(({ payeeChanged }) => payeeChanged === "yes").map(({ number }) => number);
    expect(await changed(), "nothing was said of anything").to.deep.equal([]);
    expect(await changed("2026-11-01T00:00:00Z")).to.have.members(["RE-100", "RE-300"]);
    expect(await changed("2027-11-01T00:00:00Z")).to.deep.equal([]);
  });

  it("stands on the supplier's statement with the notice as it stood, marked if it changed meanwhile", async () => {
    const before = await stated();
    expect(before.get("RE-100")).to.include({ payee: "Factor Bank", payeeChanged: true, notice: "none" });
    expect(before.get("RE-200")).to.include({ payee: null, payeeSince: null, payeeChanged: false, notice: null });
  });

  it("says what the debtor was told and said, and pays nobody what it refused", async () => {
    const over = { assignor: SUPPLIER, assignee: FACTOR, debtor: BUYER, payee: DESK };
    const given = noticeOf([first], over);
    await scene.book.assign(given);
    expect(await item("RE-100")).to.include({ payeeNotice: "given" });
    const reply = async (said: NoticeReply): Promise<string> => {
      const event = {
        name: "NoticeReplied",
        notice: given.notice,
        debtor: BUYER,
        by: BUYER,
        reason: ZERO_HASH,
      } as const;
      await scene.book.assign({ ...event, reply: said });
      return (await item("RE-100")).payeeNotice;
    };
    expect(await reply(NoticeReply.Received)).to.equal("received");
    expect((await ordered()).amounts).to.deep.equal(["1600.00", "600.00"]);
    expect(await reply(NoticeReply.Refused)).to.equal("refused");
    expect((await ordered()).amounts, "RE-300 alone goes to the factor").to.deep.equal(["1000.00", "600.00"]);
    expect((await stated()).get("RE-100")).to.include({ notice: "refused" });
  });

  it("is the supplier again once it is reassigned, and a later sale is told of anew", async () => {
    await scene.book.write({ name: "Transfer", from: DESK, to: SUPPLIER, id: first });
    expect(await item("RE-100")).to.include({ payee: "", payeeAccount: "", payeeNotice: "" });
    await scene.book.write({ name: "Transfer", from: SUPPLIER, to: DESK, id: second });
    expect(await item("RE-200")).to.include({ payee: "Factor Bank", payeeNotice: "none" });
  });
});
