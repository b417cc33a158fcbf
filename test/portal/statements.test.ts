import { expect } from "chai";
import type { Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { goTo, loaded } from "./opening.ts";
import { ownWorld, visiting } from "./visiting.ts";

/** What is for the screen alone is not on paper. */
async function expectPrintable(page: Page): Promise<void> {
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("button", { name: "Print" }).isVisible()).to.equal(false);
  expect(await page.getByRole("region", { name: "Lines" }).isVisible()).to.equal(true);
  expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).to.equal("%PDF-");
  await page.emulateMedia({ media: "screen" });
}

describe("Statements of account in the portal", () => {
  const worldOf = ownWorld();

  it(
    "a statement is previewed in both layouts, made, printed, and answered by the buyer in Chinese",
    visiting(async ({ world, openAs, openAt }) => {
      const buyer = await world.firm("beispiel");
      const page = await openAs("musterwerk");
      await goTo(page, "/statements", "statements");
      await page.getByText("You have made no statement yet.").waitFor();
      await accessible(page);
      await goTo(page, "/statements/new", "statement-new");
      await page.getByLabel("Counterparty").selectOption(buyer.address);
      await accessible(page);
      await page.getByRole("button", { name: "Preview", exact: true }).click();
      await page.getByRole("region", { name: "Open lines" }).getByRole("row").nth(1).waitFor();
      const balance = await page.locator(".figure", { hasText: "Balance" }).locator(".money").first().innerText();
      expect(balance).to.match(/^[\d,]+\.\d{2} EUR$/);
      await page.getByLabel("Layout").selectOption("balance-forward");
      await page.getByText("You changed something since: preview it again.").waitFor();
      expect(await page.getByRole("button", { name: "Make and send" }).count()).to.equal(0);
      await page.getByRole("button", { name: "Preview", exact: true }).click();
      await page.getByText("Nothing is kept, and nobody is told.").waitFor();
      await page.getByRole("region", { name: "Movements" }).waitFor();
      await accessible(page);
      await page.getByRole("button", { name: "Make and send" }).click();
      await loaded(page, "statement");
      await page.getByText("No reply: nothing is agreed").waitFor();
      await page.locator(".figure", { hasText: "Balance" }).getByText(balance).first().waitFor();
      await accessible(page);
      await expectPrintable(page);
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "PDF", exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).to.match(/\.pdf$/);
      const route = new URL(page.url()).hash.slice(1);

      // It is kept at the gateway of whoever made it, and answered there.
      const link = world.linkOf("beispiel").replace(world.urlOf("beispiel"), world.urlOf("musterwerk"));
      const desk = await openAt(link, { language: "zh" });
      await loaded(desk);
      await goTo(desk, route, "statement");
      await desk.getByRole("button", { name: "回复第 1 行" }).click();
      const dialog = desk.getByRole("dialog");
      await dialog.getByLabel("回复", { exact: true }).selectOption("differs");
      await dialog.getByLabel("贵方账面未清金额").fill("1.50");
      await dialog.getByLabel("文字说明（可选）").fill("我方仅有一笔");
      await accessible(desk);
      await dialog.getByRole("button", { name: "发送回复" }).click();
      await dialog.waitFor({ state: "hidden" });
      const said = desk.getByRole("region", { name: "对方的回复" });
      await said.getByText("1.50 EUR").waitFor();
      await desk
        .getByText("部分已回复")
        .or(desk.getByText("已回复", { exact: true }))
        .first()
        .waitFor();
      await accessible(desk);

      await page.reload();
      await loaded(page, "statement");
      await page.getByRole("region", { name: "What the other side said" }).getByText("我方仅有一笔").waitFor();
    }, worldOf),
  );

  it(
    "a schedule is begun and ended, and the journal is saved",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk", { width: 390 });
      await goTo(page, "/statements/schedules", "statement-schedules");
      await page.getByText("There is no schedule").waitFor();
      await page.getByRole("button", { name: "Begin the schedule" }).click();
      const table = page.getByRole("region", { name: "Schedules" });
      await table.getByText("goes on").waitFor();
      await accessible(page);
      await table.getByRole("button", { name: /^End the schedule/ }).click();
      await table.getByText("ended").waitFor();
      await goTo(page, "/statements/journal", "statement-journal");
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save as CSV" }).click(),
      ]);
      expect(file.suggestedFilename()).to.match(/^journal-.*\.csv$/);
      await accessible(page);
    }, worldOf),
  );
});
