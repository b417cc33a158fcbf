import { expect } from "chai";
import type { Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { goTo, loaded } from "./opening.ts";
import { ownWorld, visiting } from "./visiting.ts";
import type { PortalWorld } from "./world.ts";

/** The part of a customer's page. */
async function goToCustomer(page: Page, world: PortalWorld, part = ""): Promise<void> {
  const { address } = await world.firm("beispiel");
  await goTo(page, `/credit/customers/${address.toLowerCase()}${part}`, "credit-customer");
}

async function addFact(
  page: Page,
  { text, source }: { readonly text: string; readonly source: string },
): Promise<void> {
  const form = page.getByRole("form", { name: "添加资料" });
  await form.getByLabel("内容").fill(text);
  await form.getByLabel("来源名称").fill(source);
  await form.getByRole("button", { name: "添加资料" }).click();
  await page.getByRole("listitem").filter({ hasText: source }).waitFor();
}

describe("Credit in a browser", () => {
  const worldOf = ownWorld();

  it(
    "sets a limit, and shows how much of it the customer uses",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("musterwerk");
      await goTo(page, "/credit/customers", "credit");
      await page.getByRole("link", { name: /Beispiel Anlagenbau/ }).click();
      await loaded(page, "credit-customer");
      await page.getByText("Sealed amounts cannot be summed on chain").waitFor();
      const form = page.getByRole("form", { name: "Set a limit" });
      await form.getByLabel("Limit", { exact: true }).fill("20000.00");
      await form.getByLabel("Reason").fill("Agreed with sales");
      await form.getByRole("button", { name: "Set a limit" }).click();
      await page
        .getByRole("row", { name: /Set for the customer/ })
        .getByText("90.90 %")
        .waitFor();
      await page
        .getByRole("row", { name: /Agreed with sales/ })
        .getByText("20,000.00 EUR")
        .waitFor();
      await goTo(page, "/credit/limits", "credit");
      await page.getByRole("row", { name: /Agreed with sales/ }).waitFor();
      await goTo(page, "/credit/customers", "credit");
      await page
        .getByRole("row", { name: /Beispiel/ })
        .getByText("90.90 %")
        .waitFor();
      expect(await page.getByRole("row", { name: /Beispiel/ }).textContent()).to.include("18,180.66 EUR");
      await goToCustomer(page, world);
      await accessible(page);
    }, worldOf),
  );

  it(
    "keeps facts that contradict each other side by side until one is chosen, in Chinese",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("musterwerk", { language: "zh" });
      await goToCustomer(page, world, "/file");
      await addFact(page, { text: "Beispiel Anlagenbau SE", source: "商业登记处" });
      await addFact(page, { text: "Beispiel Bau GmbH", source: "行业报纸" });
      await page.getByText("目前均不采用：请选择其一。").waitFor();
      expect(await page.getByText("采用", { exact: true }).count()).to.equal(0);
      await accessible(page);
      await page.getByRole("button", { name: "选择: 商业登记处" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("采信理由").fill("以登记为准");
      await dialog.getByRole("button", { name: "选择" }).click();
      await page.getByText("选择理由：以登记为准").waitFor();
      const chosen = page.getByRole("listitem").filter({ hasText: "商业登记处" });
      await chosen.getByText("采用", { exact: true }).waitFor();
      await page.getByRole("listitem").filter({ hasText: "行业报纸" }).waitFor();
    }, worldOf),
  );

  it(
    "scores a customer by a published formula, with every input and what would change the band",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("musterwerk");
      await goTo(page, "/credit/policy", "credit");
      await page.getByRole("button", { name: "Set the starting policy" }).click();
      await page.getByRole("heading", { name: "What each band is given" }).waitFor();
      await accessible(page);
      await goToCustomer(page, world, "/score");
      await page.getByText("no rating by an AI").waitFor();
      await page.getByRole("button", { name: "Score now" }).click();
      const inputs = page.getByRole("table", { name: "Every input" });
      await inputs.waitFor();
      expect(await inputs.locator("tbody tr").count()).to.equal(10);
      await inputs.getByRole("row", { name: /Days late/ }).waitFor();
      const [total = ""] = await inputs.locator("tfoot td.is-figure").allTextContents();
      expect(await page.locator(".figure", { hasText: "of 1000 points" }).textContent()).to.include(total);
      await page.getByRole("heading", { name: "What would lead to a better band" }).waitFor();
      await accessible(page);
    }, worldOf),
  );

  it(
    "freezes a customer at once, and asks for a second person to lift that",
    visiting(async ({ world, openAs, allow }) => {
      allow(/status of 40[39]/);
      const page = await openAs("musterwerk");
      await goToCustomer(page, world);
      await page.getByRole("button", { name: "Freeze" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Reason").fill("Insolvency rumoured");
      await dialog.getByRole("button", { name: "Freeze" }).click();
      await page.getByText("Frozen").waitFor();
      await page.getByRole("button", { name: "Lift the freeze" }).click();
      await dialog.getByText("signed by a second person").waitFor();
      await dialog.getByLabel("Reason").fill("It was only a rumour");
      await dialog.getByRole("button", { name: "Lift the freeze" }).click();
      await dialog.getByRole("alert").waitFor();
    }, worldOf),
  );
});
