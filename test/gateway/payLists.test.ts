/** What a buyer has to pay by what it accepted, with whom it is owed to and where; journals of both sides. */
import { expect } from "chai";
import { readPayables } from "../../src/cli/payList/payablesFile.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { dayNumber } from "../../src/domain/terms.ts";
import { elementsOf, pathsOf } from "../documents/pain001Xml.ts";
import { BUYER, FACTOR, openAccountScene, SUPPLIER } from "./accountScene.ts";
import type { AccountScene } from "./accountScene.ts";
import { accepting, issuing } from "./book.ts";

const OWN = "DE02120300000000202051";

describe("A gateway's pay list", () => {
  let scene: AccountScene;

  before(async () => (scene = await openAccountScene()));
  after(() => scene.close());

  function list(token = scene.buyer) {
    return scene.client(token).GET("/v1/pay-list", { params: { query: { currency: "EUR" } } });
  }

  async function order(query: Record<string, string>): Promise<{ status: number; text: string; headers: Headers }> {
    const search = new URLSearchParams({ currency: "EUR", run: "PAY-1", ...query });
    const answer = await fetch(`${scene.url}/v1/pay-list/pain001?${search.toString()}`, {
      headers: { authorization: `Bearer ${scene.buyer}` },
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }

  it("names what is open with its payee, and no account that nobody confirmed", async () => {
    const { data } = await list();
    expect(data?.sealed).to.equal(0);
    const shown = data?.items.map(({ number, open, disputed, payee, supplierAccount, payeeAccount }) => [
      ...[number, open, disputed, payee === "", supplierAccount, payeeAccount],
    ]);
    expect(shown).to.have.deep.members([
      ["RE-100", "600.00", "", true, "", ""],
      ["RE-200", "900.00", "300.00", true, "", ""],
      ["RE-300", "1000.00", "", false, "", ""],
    ]);
    expect((await list(scene.supplier)).data?.items, "who buys nothing owes nothing").to.deep.equal([]);
    const refused = await order({ through: "2026-12-31", debtorAccount: OWN });
    expect([refused.status, refused.text]).to.deep.include(409);
    expect(refused.text).to.include("3 noAccount");
  });

  it("is ordered as one payment to each payee, the factor on its own account, and read by the command", async () => {
    await scene.giveAccount(SUPPLIER, "DE75512108001245126199");
    await scene.giveAccount(FACTOR, "DE89370400440532013000");
    const { status, text } = await order({ through: "2026-12-31", debtorAccount: "DE02 1203 0000 0000 2020 51" });
    expect(status, text).to.equal(200);
    expect(pathsOf(text, "09")).to.deep.equal([]);
    // Supplier: 600.00 and the part of 900.00 that is not disputed; factor: 1,000.00.
    expect(elementsOf(text, "InstdAmt").toSorted()).to.deep.equal(["1000.00", "1200.00"]);
    expect(elementsOf(text, "IBAN")).to.have.members([OWN, "DE75512108001245126199", "DE89370400440532013000"]);
    expect(elementsOf(text, "Nb").toSorted()).to.deep.equal(["RE-100", "RE-200", "RE-300"]);
    expect((await order({ debtorAccount: OWN })).text, "nothing is due yet").to.include("3 notDue");
    expect((await order({ through: "2026-12-31" })).text).to.include("PaymentUnfit");
    const answer = await list();
    const [account] = await readPayables(Buffer.from(JSON.stringify(answer.data)));
    expect(account?.items.map(({ rest }) => rest)).to.have.members([60_000n, 90_000n, 100_000n]);
    expect(account?.supplier.account?.account).to.equal("DE75512108001245126199");
  });

  it("pays the others where one payment cannot be carried, and tells which one and why", async () => {
    const odd = await scene.issue("RE_2026#1");
    await scene.book.write(...issuing(odd), accepting(odd));
    const { status, text, headers } = await order({ through: "2026-12-31", debtorAccount: OWN });
    expect([status, elementsOf(text, "Nb")]).to.deep.equal([200, ["RE-300"]]);
    expect(headers.get("countersign-left-out")).to.equal("1");
    const told = JSON.parse(decodeURIComponent(headers.get("countersign-left-out-why") ?? "")) as unknown[];
    expect(told).to.have.length(1);
    expect(told[0]).to.include({ reason: "unfit" }).and.to.have.property("why").that.includes("RE_2026#1");
  });

  it("pays nothing again that the buyer has advised, nor the part of an item that it has", async () => {
    const advice = { name: "ReceiptAdvised", by: BUYER, valueDay: dayNumber("2026-11-20") } as const;
    const [first, third] = ["RE-100", "RE-300"].map((number) => scene.ids.get(number)) as [Hex, Hex];
    await scene.book.write(
      { ...advice, id: first, bankRef: keccakOfText("OURS-1"), cash: 25_000n },
      { ...advice, id: third, bankRef: keccakOfText("OURS-3"), cash: 100_000n },
    );
    const { data } = await list();
    expect(data).to.include({ advised: 1 });
    const open = data?.items.map(({ number, open: rest }) => [number, rest]);
    expect(open).to.deep.include(["RE-100", "350.00"]);
    expect(open?.map(([number]) => number)).not.to.include("RE-300");
    const { text } = await order({ through: "2026-12-31", debtorAccount: OWN, repertoire: "unicode" });
    expect(elementsOf(text, "Nb")).to.have.members(["RE-100", "RE-200", "RE_2026#1"]);
    expect(elementsOf(text, "InstdAmt"), "350.00, 600.00 and 1,000.00").to.deep.equal(["1950.00"]);
  });
});

describe("A gateway's journal", () => {
  it("balances, ties the control accounts to what each side has open, and divides the tax", async () => {
    const scene = await openAccountScene();
    const rows = async (token: string, side: string, counterparty: string): Promise<readonly string[][]> => {
      const query = { side, counterparty, currency: "EUR", from: "2026-11-01", cutOff: "2026-11-20" };
      const url = `${scene.url}/v1/account-journal?${new URLSearchParams(query).toString()}`;
      const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.headers.get("content-type")).to.match(/^text\/csv/);
      const lines = (await answer.text()).trim().split("\r\n").slice(1);
      return lines.map((line) => line.split(",").map((cell) => cell.replaceAll('"', "")));
    };
    const balance = (found: readonly string[][], account: string): number =>
      found
        .filter((cells) => cells[5]?.startsWith(account))
        .reduce((sum, cells) => sum + Math.round(Number(cells[6]) * 100) - Math.round(Number(cells[7]) * 100), 0);
    const [supplier, buyer] = [
      await rows(scene.supplier, "supplier", BUYER),
      await rows(scene.buyer, "buyer", SUPPLIER),
    ];
    for (const found of [supplier, buyer]) expect(balance(found, ""), "debits less credits").to.equal(0);
    expect([balance(supplier, "1200"), balance(supplier, "1250")], "own and assigned").to.deep.equal([
      150_000, 100_000,
    ]);
    expect([balance(buyer, "2100"), balance(buyer, "1400")]).to.deep.equal([-250_000, 3 * 15_966]);
    await scene.close();
  });
});
