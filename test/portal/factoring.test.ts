import { expect } from "chai";
import type { Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { goTo, loaded } from "./opening.ts";
import { ownWorld, visiting } from "./visiting.ts";

const INVOICE = "MW-2027-0401";
const TABS = ["sell", "offers", "sold", "notices", "claims", "pipeline", "eligibility", "portfolio", "exceptions"];

async function open(page: Page, route: string): Promise<void> {
  await goTo(page, `/factoring/${route}`, "factoring");
}

/** Signs or sends what the dialog shows, and waits until the ledger has it. */
async function signed(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await dialog
    .getByText(/included in block|final, in block|已收录于区块|已最终确定/)
    .first()
    .waitFor();
  await dialog
    .getByRole("button", { name: /^(?:Close|关闭)$/ })
    .last()
    .click();
}

describe("Factoring in the portal", () => {
  const worldOf = ownWorld();

  it(
    "a supplier asks a factor, and reads before what it discloses to whom",
    visiting(async ({ world, openAs }) => {
      const receivable = world.receivableOf(`${INVOICE}.ubl.xml`);
      const buyer = await world.firm("beispiel");
      await buyer.act({ verb: "accept", receivable });
      await world.settled();
      const factor = (await world.firm("fiktiva")).address.toLowerCase();

      const supplier = await openAs("musterwerk");
      await open(supplier, "sell");
      await supplier.getByLabel("Invoice number").fill(INVOICE);
      await supplier.getByLabel(`Choose ${INVOICE}`).check({ force: true });
      await supplier.getByRole("textbox", { name: "Address of a factor" }).fill(factor);
      await supplier.getByRole("button", { name: "Add", exact: true }).click();
      await supplier.getByText("Fiktiva Factoring S.A.").first().waitFor();
      await supplier.getByText("1 factor is shown 1 receivable until").waitFor();
      await accessible(supplier);
      await supplier.getByRole("button", { name: "Ask for offers" }).click();
      await supplier.getByRole("link", { name: "See the offers" }).click();
      await supplier.getByText("No offer has been signed yet.").waitFor();
    }, worldOf),
  );

  it(
    "the factor sees the money of its offer before it signs, and the supplier has it as it is signed",
    visiting(async ({ openAs }) => {
      const supplier = await openAs("musterwerk");
      await open(supplier, "offers");
      await supplier.getByRole("region", { name: "Your requests" }).getByRole("link").first().click();
      const desk = await openAs("fiktiva", { language: "zh" });
      await open(desk, "pipeline");
      await desk.getByRole("region", { name: "收到的询价" }).getByRole("link").first().click();
      await desk.getByLabel("融资费率（年 %，按融资款）").fill("8");
      await desk.getByLabel("手续费率（占未清金额 %）").fill("0.5");
      const preview = desk.getByRole("region", { name: "资金测算" });
      const paysAtOnce = await preview.locator(".figure", { hasText: "即时支付" }).locator(".money").innerText();
      await accessible(desk);
      await desk.getByRole("button", { name: "编制并签署" }).click();
      await desk.getByRole("dialog").getByRole("button", { name: "签署", exact: true }).click();
      await desk.getByRole("dialog").waitFor({ state: "hidden" });
      await desk.getByText("已签署").first().waitFor();

      await supplier
        .getByRole("row", { name: /Fiktiva/ })
        .getByText(paysAtOnce)
        .waitFor();
    }, worldOf),
  );

  it(
    "the supplier compares, sees each call in words, sells, and the factor's book has it",
    visiting(async ({ world, openAs }) => {
      const receivable = world.receivableOf(`${INVOICE}.ubl.xml`);
      const supplier = await openAs("musterwerk");
      await open(supplier, "offers");
      await supplier.getByRole("region", { name: "Your requests" }).getByRole("link").first().click();
      const row = supplier.getByRole("region", { name: "Offers side by side" }).getByRole("row", { name: /Fiktiva/ });
      await row.getByText("Without recourse").waitFor();
      await accessible(supplier);
      await supplier.getByLabel(/^Sell .* to$/).selectOption({ index: 1 });
      await supplier.getByRole("button", { name: "Prepare the sale" }).click();
      await supplier.getByRole("button", { name: "See and send the calls" }).click();
      const dialog = supplier.getByRole("dialog");
      await dialog.getByText("Step 1 of 1").waitFor();
      expect(await dialog.getByRole("alert").count()).to.equal(0);
      await accessible(supplier);
      await dialog.getByRole("button", { name: "Send", exact: true }).click();
      await supplier.getByText("The sale is recorded on the ledger.").waitFor();
      await supplier.getByRole("link", { name: "See what is sold" }).click();
      const sold = supplier.getByRole("region", { name: "What you sold" }).getByRole("row");
      await sold
        .filter({ hasText: receivable.slice(0, 8) })
        .getByRole("link")
        .click();
      await supplier.getByRole("heading", { name: "Conditions" }).waitFor();
      await accessible(supplier);

      const desk = await openAs("fiktiva", { language: "zh" });
      await open(desk, "portfolio");
      await desk.getByRole("region", { name: "在册账款" }).getByText(receivable.slice(0, 8)).waitFor();
    }, worldOf),
  );

  it(
    "the factor gives notice, the buyer reads whom to pay and acknowledges, and has the proof as a file",
    visiting(async ({ openAs, world }) => {
      const factor = await openAs("fiktiva");
      await open(factor, "notices");
      await factor
        .getByRole("region", { name: "Receivables without a notice" })
        .getByRole("checkbox")
        .check({ force: true });
      const file = { name: "agreement.pdf", mimeType: "application/pdf", buffer: Buffer.from("We assign it.") };
      await factor.getByLabel("The agreement, or an extract of it").setInputFiles(file);
      await factor.getByRole("button", { name: "Give notice" }).click();
      await signed(factor, "Sign");
      await world.settled();

      const buyer = await openAs("beispiel", { language: "zh" });
      await open(buyer, "notices");
      const given = buyer.getByRole("region", { name: "您作为债务人收到的通知" }).getByRole("row");
      await given.filter({ hasText: "未回复" }).getByRole("link").click();
      await buyer
        .getByText(/请向 Fiktiva Factoring S\.A\. .* 付款/)
        .first()
        .waitFor();
      await accessible(buyer);
      await buyer.getByRole("button", { name: "回复", exact: true }).click();
      await signed(buyer, "签署");
      await buyer.getByRole("region", { name: "债务人的回复" }).getByText("已确认").waitFor();
      await buyer.getByRole("link", { name: "转让证明" }).first().click();
      await buyer.getByRole("heading", { name: "提供给债务人的转让证明" }).waitFor();
      await accessible(buyer);
      const [download] = await Promise.all([
        buyer.waitForEvent("download"),
        buyer.getByRole("button", { name: "保存为文件" }).click(),
      ]);
      expect(download.suggestedFilename()).to.match(/^assignment-proof-[0-9a-f]{8}\.json$/);

      await open(factor, "exceptions");
      await loaded(factor, "factoring");
      expect(await factor.getByRole("rowheader", { name: "No notice of assignment" }).count()).to.equal(0);
    }, worldOf),
  );

  it(
    "a factor sets criteria, sees every rule of the base with its figures, and the rank of claims",
    visiting(async ({ openAs, world }) => {
      const supplier = (await world.firm("musterwerk")).address.toLowerCase();
      const factor = await openAs("fiktiva");
      await open(factor, "eligibility");
      await factor.getByText("You have set no criteria yet").waitFor();
      await factor.getByText("Set a new version").click();
      await factor.getByRole("button", { name: "Set this version" }).click();
      await factor.getByText(/^Version 1, set/).waitFor();
      await factor.getByLabel("Supplier's address").fill(supplier);
      await factor.getByLabel("Currency").fill("EUR");
      await factor.getByRole("button", { name: "Check", exact: true }).click();
      await factor.getByRole("heading", { name: "Borrowing base" }).waitFor();
      const steps = factor.getByRole("region", { name: "Borrowing base" }).getByRole("row");
      expect(await steps.count()).to.be.above(5);
      await accessible(factor);
      await open(factor, `claims/${world.receivableOf(`${INVOICE}.ubl.xml`)}`);
      await factor.getByText("No registration is known").waitFor();
      await factor.getByLabel("By which law").selectOption("english");
      await factor.getByText("Dearle v Hall").last().waitFor();
      await accessible(factor);
    }, worldOf),
  );

  for (const language of ["en", "zh"] as const) {
    for (const [member, width] of [
      ["fiktiva", 1440],
      ["musterwerk", 390],
    ] as const) {
      it(
        `every tab is accessible to ${member} in ${language} at a width of ${width}`,
        visiting(async ({ openAs }) => {
          const page = await openAs(member, { language, width });
          for (const tab of TABS) {
            await open(page, tab);
            expect(await page.getByRole("alert").count(), tab).to.equal(0);
            await accessible(page);
          }
        }, worldOf),
      );
    }
  }
});
