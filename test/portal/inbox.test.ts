/** The buyer's clerk: accepts, queries with a code, rejects, accepts many at once, and pays with a discount. */
import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { goTo } from "./opening.ts";
import { becomes, issued, shortly, signShown } from "./receivableStory.ts";
import { ownWorld, visiting } from "./visiting.ts";

/** Opens the answer to what waits. @returns the dialog */
async function answer(page: Page, name: string, words = "Answer"): Promise<Locator> {
  await page.getByRole("button", { name: `${words} ${name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("heading", { level: 2 }).waitFor();
  return dialog;
}

describe("The buyer's inbox", function () {
  this.timeout(90_000);
  const worldOf = ownWorld();

  it(
    "tells the legal effect of accepting before anybody signs, and the days that are left",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("beispiel");
      await goTo(page, "/inbox", "inbox");
      await page.getByText("30 days left").waitFor();
      await page.getByText("silence is no acceptance").waitFor();
      const dialog = await answer(page, "MW-2027-0401");
      await dialog.getByText("In person").waitFor();
      await dialog.getByRole("button", { name: "Accept", exact: true }).click();
      await dialog.getByText("Whoever confirms a debt that does not exist").waitFor();
      await accessible(page);
      await dialog.getByRole("button", { name: "Read and sign" }).click();
      await signShown(page, "en");
      await page.getByText("Nothing waits for your answer.").waitFor();
      const { status } = await becomes(
        world,
        world.receivableOf("MW-2027-0401.ubl.xml"),
        (one) => one.status !== "Issued",
      );
      expect(status).to.equal("Accepted");
    }, worldOf),
  );

  it(
    "queries with Peppol's codes, in Chinese",
    visiting(async ({ world, openAs }) => {
      const id = await issued(world);
      const page = await openAs("beispiel", { language: "zh" });
      await goTo(page, "/inbox", "inbox");
      await page.getByText("剩余 30 天").waitFor();
      await accessible(page);
      const dialog = await answer(page, shortly(id), "答复");
      await dialog.getByRole("button", { name: "提出疑问" }).click();
      await dialog.getByLabel("原因").selectOption("QTY");
      await dialog.getByLabel("要求").selectOption({ label: "CNP · 请部分开具红字（贷项）发票" });
      await dialog.getByLabel("文字说明").fill("少收两件");
      await dialog.getByRole("button", { name: "查看并签署" }).click();
      await signShown(page, "zh");
      const { timeline } = await becomes(world, id, ({ status }) => status === "Queried");
      expect(timeline.at(-1)).to.include({ name: "ReceivableQueried", reason: "QTY", action: "CNP" });
    }, worldOf),
  );

  it(
    "rejects for another reason only in words, and the rejected no longer waits",
    visiting(async ({ world, openAs }) => {
      const id = await issued(world);
      const page = await openAs("beispiel");
      await goTo(page, "/inbox", "inbox");
      const dialog = await answer(page, shortly(id));
      await dialog.getByRole("button", { name: "Reject", exact: true }).click();
      await dialog.getByLabel("Why").selectOption("OTH");
      await dialog.getByRole("button", { name: "Read and sign" }).click();
      // Without words the form stays.
      await dialog.getByLabel("In words").fill("We never ordered this.");
      await dialog.getByRole("button", { name: "Read and sign" }).click();
      await page.getByRole("dialog").getByText("OTH").first().waitFor();
      await signShown(page, "en");
      await becomes(world, id, ({ status }) => status === "Rejected");
      await page.getByRole("button", { name: `Answer ${shortly(id)}` }).waitFor({ state: "detached" });
    }, worldOf),
  );

  it(
    "accepts many by one signature, of a root that the page works out itself",
    visiting(async ({ world, openAs }) => {
      const ids = [await issued(world, { payable: "100.10" }), await issued(world, { payable: "200.20" })];
      const page = await openAs("beispiel");
      await goTo(page, "/inbox", "inbox");
      for (const id of ids) await page.getByLabel(`Choose ${shortly(id)}`).check();
      await page.getByRole("button", { name: "Accept chosen (2)" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("300.30 EUR").waitFor();
      await accessible(page);
      await dialog.getByRole("button", { name: "Read and sign" }).click();
      await dialog.getByRole("button", { name: "Sign", exact: true }).click();
      for (const id of ids) await becomes(world, id, ({ status }) => status === "Accepted");
    }, worldOf),
  );

  it(
    "pays on the chain with a discount that is worth taking, and says whom the money goes to",
    visiting(async ({ world, openAs }) => {
      const discounts = [{ until: "2027-04-16", sum: "20.00" }];
      const id = await issued(world, { discounts, isAccepted: true });
      const page = await openAs("beispiel");
      await goTo(page, "/inbox/pay", "inbox");
      const row = page.getByRole("row").filter({ hasText: shortly(id) });
      await row.getByText("worth 37.24 % a year").waitFor();
      await row.getByText("980.00 EUR").waitFor();
      await accessible(page);
      await row.getByRole("link", { name: "Pay" }).click();
      await page.getByRole("button", { name: "Pay", exact: true }).click();
      const form = page.getByRole("form", { name: "Pay" });
      await form.getByText("Musterwerk").waitFor();
      await form.getByText("Nothing pays by itself").waitFor();
      await accessible(page);
      await form.getByRole("button", { name: "Read and sign" }).click();
      await signShown(page, "en");
      const { timeline, open } = await becomes(world, id, ({ closed }) => closed);
      expect(open).to.equal("0.00");
      expect(timeline.at(-1)).to.include({ name: "ReceivablePaid", principal: "1000.00", discount: "20.00" });
    }, worldOf),
  );
});
