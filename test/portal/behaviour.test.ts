/**
 * How the portal behaves under somebody's hands: language, keyboard, acts, a lost line, a reorganisation, two people.
 */
import { expect } from "chai";
import type { Page } from "playwright-core";
import { bookmark } from "./faults.ts";
import { openLine } from "./line.ts";
import { goTo, loaded } from "./opening.ts";
import { ownWorld, visiting } from "./visiting.ts";
import type { PortalWorld } from "./world.ts";

const PENDING = "MW-2027-0401.ubl.xml";
const PATIENCE = { timeout: 60_000 };

async function openPending(page: Page, world: PortalWorld): Promise<void> {
  await goTo(page, `/receivables/${world.receivableOf(PENDING)}`, "receivable");
}

/** Accepts what is on the page, and leaves the dialog open. */
async function accept(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Accept", exact: true }).click();
  await page.getByText("What accepting means").waitFor();
  await page.getByRole("button", { name: "Read and sign …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Accept: we owe this").waitFor();
  await dialog.getByText("8,568.00 EUR").first().waitFor();
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
}

describe("The portal as it is used", () => {
  it(
    "changes its language at once, with numbers, dates and its own, and keeps it over a reload",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("musterwerk");
      await openPending(page, world);
      await page.getByText("5 May 2027").first().waitFor();
      await page.getByLabel("Language").selectOption("zh");
      await page.getByText("2027年5月5日").first().waitFor();
      await page.getByText("8,568.00 EUR").first().waitFor();
      expect(await page.evaluate("document.documentElement.lang")).to.equal("zh-CN");
      await page.reload();
      await loaded(page, "receivable");
      await page.getByText("2027年5月5日").first().waitFor();
      expect(await page.getByText("5 May 2027").count()).to.equal(0);
    }),
  );

  it(
    "brings its own Chinese letters",
    visiting(async ({ openAs }) => {
      const page = await openAs("shili", { language: "zh" });
      await page.evaluate("document.fonts.ready");
      const families = await page.evaluate(
        "[...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family)",
      );
      expect(String(families)).to.include("Noto Sans SC");
    }),
  );

  it(
    "can be gone through by the keyboard alone",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk");
      await page.getByRole("link", { name: "Skip to the content" }).focus();
      expect(await page.getByRole("link", { name: "Skip to the content" }).boundingBox()).to.include({ y: 8 });
      await page.keyboard.press("Enter");
      expect(await page.evaluate("document.activeElement.tagName")).to.equal("H1");
      const link = page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Receivables" });
      await link.focus();
      await page.keyboard.press("Enter");
      await loaded(page, "receivables");
      expect(await page.evaluate("document.activeElement.textContent")).to.equal("Receivables");
    }),
  );

  it(
    "says that its line is lost, and goes on by itself when it is back",
    visiting(async ({ openAs, allow }) => {
      allow(/net::ERR_/, /Failed to load resource/);
      const line = await openLine();
      try {
        const page = await openAs("musterwerk", { through: line });
        await page.getByRole("contentinfo").getByText("live", { exact: true }).waitFor(PATIENCE);
        await goTo(page, "/receivables", "receivables");
        line.cut();
        await page.getByText("Connection lost").waitFor(PATIENCE);
        await page.getByLabel("Order").selectOption("due first");
        await page.getByRole("alert").getByText("The gateway does not answer").waitFor(PATIENCE);
        // A screen whose script is not here yet comes as soon as it can.
        await page.getByRole("link", { name: "Acts", exact: true }).click();
        line.mend();
        await page.getByRole("contentinfo").getByText("live", { exact: true }).waitFor(PATIENCE);
        await loaded(page, "acts");
        await page.getByRole("link", { name: "Receivables", exact: true }).click();
        await page.getByRole("link", { name: "MW-2027-0401" }).waitFor(PATIENCE);
      } finally {
        await line.close();
      }
    }),
  ).timeout(120_000);
});

describe("An act in the portal", () => {
  const worldOf = ownWorld();

  it(
    "is shown in words, signed, followed over a reload, dropped by a reorganisation, recorded again, and final",
    visiting(async ({ world, openAs }) => {
      await world.lagFinality(16);
      const takeBack = await bookmark(world.chain);
      const [buyer, supplier] = [await openAs("beispiel"), await openAs("musterwerk")];
      await openPending(buyer, world);
      await openPending(supplier, world);
      await supplier.locator("main").getByText("Issued", { exact: true }).first().waitFor();
      await accept(buyer);
      await buyer
        .getByRole("dialog")
        .getByText(/included in block \d+/)
        .waitFor(PATIENCE);
      // The other one sees it without doing anything.
      await supplier.locator("main").getByText("Accepted", { exact: true }).first().waitFor(PATIENCE);
      await buyer.reload();
      await loaded(buyer, "receivable");
      await buyer.getByRole("button", { name: "Activity: 1 under way" }).click();
      await buyer
        .getByRole("dialog")
        .getByText(/included in block \d+/)
        .waitFor(PATIENCE);
      await takeBack();
      await buyer
        .getByRole("dialog")
        .getByText("It had been dropped by a reorganisation, and was sent again.")
        .waitFor(PATIENCE);
      await buyer
        .getByRole("dialog")
        .getByText(/included in block \d+/)
        .waitFor({ timeout: 60_000 });
      await world.lagFinality(0);
      await world.settled();
      await buyer
        .getByRole("dialog")
        .getByText(/final, in block \d+/)
        .waitFor({ timeout: 60_000 });
    }, worldOf),
  ).timeout(240_000);
});
