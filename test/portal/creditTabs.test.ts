import { expect } from "chai";
import { readFile } from "node:fs/promises";
import { accessible } from "./axe.ts";
import { goTo } from "./opening.ts";
import { visiting } from "./visiting.ts";

const TABS = ["customers", "policy", "limits", "warnings", "indicators", "risk", "own"] as const;
const PARTS = ["", "/file", "/score", "/payments"] as const;
const INDICATORS = 28;

describe("The tabs of credit in a browser", () => {
  for (const [language, width] of [
    ["en", 1440],
    ["zh", 390],
  ] as const) {
    it(
      `are accessible, in ${language} at ${width} pixels`,
      visiting(async ({ world, openAs }) => {
        const page = await openAs("musterwerk", { language, width });
        for (const tab of TABS) {
          await goTo(page, `/credit/${tab}`, "credit");
          await accessible(page);
        }
        const { address } = await world.firm("beispiel");
        for (const part of PARTS) {
          await goTo(page, `/credit/customers/${address.toLowerCase()}${part}`, "credit-customer");
          await accessible(page);
        }
      }),
    );
  }

  it(
    "show indicators as of a past day with their formulas, and save them, in Chinese",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk", { language: "zh" });
      await goTo(page, "/credit/indicators", "credit");
      const table = page.getByRole("table", { name: "指标", exact: true });
      expect(await table.locator("> tbody > tr").count()).to.equal(INDICATORS);
      const aging = table.locator("> tbody > tr").first();
      const today = await aging.locator("> td.is-figure").textContent();
      await page.getByLabel("截至").fill("2026-12-31");
      await page.getByText("截至 2026年12月31日").waitFor();
      expect(await table.locator("> tbody > tr").count()).to.equal(INDICATORS);
      expect(await aging.locator("> td.is-figure").textContent()).not.to.equal(today);
      await aging.locator("summary").click();
      await aging.getByText("公式", { exact: false }).first().waitFor();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "另存为 CSV" }).click(),
      ]);
      expect(download.suggestedFilename()).to.equal("indicators-2026-12-31.csv");
      expect(await readFile(await download.path(), "utf8")).to.include("dsoSimple");
    }),
  );

  it(
    "work out other terms on the payments of the last year",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk");
      await goTo(page, "/credit/indicators", "credit");
      const form = page.getByRole("form", { name: /What if/ });
      await form.getByLabel("Net days").fill("14");
      await form.getByRole("button", { name: "Work it out" }).click();
      await page.getByText("Payments played again").waitFor();
    }),
  );

  it(
    "say how many outcomes a prediction needs where there are too few",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("musterwerk");
      const { address } = await world.firm("beispiel");
      await goTo(page, `/credit/customers/${address.toLowerCase()}/payments`, "credit-customer");
      await page.getByText("the outcome of 5 invoices is known, 20 are needed").first().waitFor();
      await page.getByRole("button", { name: "Show as a table" }).first().click();
      await page.getByRole("table", { name: "Payments by days late" }).waitFor();
    }),
  );
});
