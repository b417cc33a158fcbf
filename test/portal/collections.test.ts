import { expect } from "chai";
import type { Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { goTo, loaded } from "./opening.ts";
import { ownWorld, visiting } from "./visiting.ts";
import type { PortalWorld } from "./world.ts";

const UNPAID = "MW-2026-1104.ubl.xml";
const NOTE = "We spoke to accounts payable. They look for the invoice.";
const REPLY = "发票已找到，请等待审批。";

/** Signs what the dialog shows, and waits until the ledger has it. */
async function signed(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^(?:Sign|签署)$/ }).click();
  await dialog
    .getByText(/included in block|final, in block|已收录于区块|已最终确定/)
    .first()
    .waitFor();
  await dialog
    .getByRole("button", { name: /^(?:Close|关闭)$/ })
    .last()
    .click();
}

/** The debtor at the supplier's gateway, to which its letters lead, and at which both read the same words. */
function debtorAt({ urlOf, keyOf }: PortalWorld): string {
  return `${urlOf("musterwerk")}/#key=${keyOf("beispiel")}`;
}

describe("Collections in the portal", () => {
  const worldOf = ownWorld({ isForwarded: true });

  it(
    "worklist and dry run say why each rests, and letters are read as the debtor got them",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk");
      await goTo(page, "/collections", "collections");
      const list = page.getByRole("region", { name: "What is open, the most urgent first" });
      await list.getByRole("row").filter({ hasText: "MW-2027-0401" }).getByText("Not accepted yet").first().waitFor();
      const row = list.getByRole("row").filter({ hasText: "MW-2026-1104" });
      await row.getByText("Rests").waitFor();
      await row.getByText(/^Score /).click();
      await row.getByText(/payments of a year were late/).waitFor();
      await accessible(page);
      await goTo(page, "/collections/dry-run", "collections");
      const rest = page.getByRole("region", { name: "Would get nothing, and why not" });
      await rest.getByText("A payment plan runs").waitFor();
      await page.getByText("Nobody would get anything then.").first().waitFor();
      await accessible(page);
      await goTo(page, "/collections/letters", "collections");
      const letters = page.getByRole("region", { name: "Notices, the latest first" });
      await letters.getByText("Printed").first().waitFor();
      await accessible(page);
      await letters.getByRole("link").first().click();
      await page.getByLabel("The very text that the debtor gets").last().getByText("MW-2026-1104").waitFor();
      await accessible(page);
    }, worldOf),
  );

  it(
    "promises, disputes and cases are accessible in Chinese on a phone, and a case is opened",
    visiting(async ({ openAs, world }) => {
      const page = await openAs("musterwerk", { language: "zh", width: 390 });
      await goTo(page, "/collections/promises", "collections");
      await page.getByText("承诺既非债务更新，亦非付款。").first().waitFor();
      await accessible(page);
      await goTo(page, "/collections/disputes", "collections");
      await accessible(page);
      await goTo(page, "/collections/cases", "collections");
      await page.getByText("立案").first().click();
      const form = page.getByRole("form", { name: "立案" });
      await form.getByLabel("案件名称").fill("示例案件");
      await form.getByLabel("应收账款在账本上的编号").fill(world.receivableOf(UNPAID));
      await accessible(page);
      await form.getByRole("button", { name: "立案" }).click();
      await page.getByRole("link", { name: "示例案件" }).click();
      await page.getByText("依已登记事实推算，不构成法律意见。").waitFor();
      await accessible(page);
    }, worldOf),
  );

  it(
    "the buyer reads a contact that the supplier recorded, word for word, and answers it",
    visiting(async ({ world, openAs, openAt }) => {
      const receivable = world.receivableOf(UNPAID);
      const supplier = await openAs("musterwerk");
      await goTo(supplier, `/collections/receivables/${receivable}`, "collection");
      await supplier.getByText("The debtor promised a payment").waitFor();
      await supplier.getByText("Broken", { exact: true }).waitFor();
      const form = supplier.getByRole("form", { name: "Record a contact" });
      await form.getByLabel("What was said, or a note of it").fill(NOTE);
      await accessible(supplier);
      await form.getByRole("button", { name: "Read and sign" }).click();
      await signed(supplier);
      await supplier.getByLabel("Records, answers").getByText(NOTE).waitFor();
      await world.settled();

      const buyer = await openAt(debtorAt(world), { language: "zh" });
      await loaded(buyer);
      await goTo(buyer, "/collections/about-us", "collections");
      await buyer.getByText(/没有任何操作能强制付款/).waitFor();
      await accessible(buyer);
      await buyer.getByLabel("记录、答复与承诺").first().getByText(NOTE).waitFor();
      await buyer.getByRole("link", { name: "答复 MW-2026-1104" }).click();
      await buyer.getByRole("button", { name: "答复", exact: true }).click();
      const answer = buyer.getByRole("form", { name: "答复" });
      await answer.getByLabel("贵方的说明").fill(REPLY);
      await answer.getByText("答复不构成债务承认，亦不放弃任何抗辩。").waitFor();
      await accessible(buyer);
      await answer.getByRole("button", { name: "阅读并签署" }).click();
      await signed(buyer);
      await buyer.getByLabel("记录、答复与承诺").getByText(REPLY).waitFor();
      expect(await buyer.getByText("债务人已答复").count()).to.be.above(1);
    }, worldOf),
  );

  it(
    "the buyer disputes an amount, and the supplier answers with how it is to end",
    visiting(async ({ world, openAs }) => {
      const receivable = world.receivableOf(UNPAID);
      const buyer = await openAs("beispiel");
      await goTo(buyer, `/collections/receivables/${receivable}`, "collection");
      await buyer.getByRole("button", { name: "Dispute an amount" }).click();
      const form = buyer.getByRole("form", { name: "Dispute an amount" });
      await form.getByLabel("Disputed amount").fill("100.00");
      await form.getByRole("button", { name: "Read and sign …" }).click();
      await signed(buyer);
      await world.settled();

      const supplier = await openAs("musterwerk", { language: "zh" });
      await goTo(supplier, "/collections/disputes", "collections");
      const row = supplier.getByRole("region", { name: "争议账款（最近提出的在前）" }).getByRole("row").nth(1);
      await row.getByText("100.00").waitFor();
      await row.getByText("债权人", { exact: true }).waitFor();
      await accessible(supplier);
      await row.getByRole("link").click();
      await supplier.getByLabel("贵方贷记金额").fill("40.00");
      await supplier.getByRole("button", { name: "提议", exact: true }).click();
      await supplier.getByRole("heading", { name: "债权人提议" }).waitFor();
      await supplier.getByText("60.00").first().waitFor();
      await accessible(supplier);
    }, worldOf),
  );

  it(
    "a plan is seen in rows before it is prepared, and the other side reads its effect before it signs",
    visiting(async ({ world, openAs, openAt }) => {
      const receivable = world.receivableOf(UNPAID);
      const buyer = await openAt(debtorAt(world), { language: "zh" });
      await loaded(buyer);
      await goTo(buyer, `/collections/receivables/${receivable}`, "collection");
      await buyer.getByRole("button", { name: "提议还款计划" }).first().click();
      const form = buyer.getByRole("form", { name: "提议还款计划" });
      await form.getByLabel("首期付款日").fill("2027-08-10");
      expect(await form.getByRole("region", { name: "将要签署的各期" }).getByRole("row").count()).to.equal(5);
      await accessible(buyer);
      await form.getByRole("button", { name: "编制并签署" }).click();
      await buyer.getByRole("dialog").getByRole("button", { name: "签署", exact: true }).click();

      await buyer.getByText("等待其他方签署").first().waitFor();

      const supplier = await openAs("musterwerk");
      await goTo(supplier, `/collections/receivables/${receivable}`, "collection");
      await supplier.getByText("By signing, the debtor acknowledges the debt").first().waitFor();
    }, worldOf),
  );
});
