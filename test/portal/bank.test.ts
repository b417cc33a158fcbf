import { expect } from "chai";
import type { Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { camt, importItems } from "./bankFile.ts";
import { goTo, loaded } from "./opening.ts";
import { ownWorld, visiting } from "./visiting.ts";

const KNOWN = { reference: "B-1", amount: "1234.56", payer: "Nordwind Ltd", text: "Invoice NW-7001 of November" };
const UNKNOWN = { reference: "B-2", amount: "500.00", payer: "Somebody Else", text: "thank you" };
const FILE = { name: "statement.xml", mimeType: "application/xml", buffer: camt("1734.56", [KNOWN, UNKNOWN]) };

async function give(page: Page, label: string): Promise<void> {
  await page.getByLabel(label).setInputFiles(FILE);
}

describe("The bank in the portal", () => {
  const worldOf = ownWorld();

  it(
    "a statement is dropped and matched, the line says why, and what was posted is undone with its effects shown",
    visiting(async ({ world, openAs }) => {
      await importItems(await world.firm("musterwerk"), [
        ["Nordwind", "NW-7001", "1234.56"],
        ["Ostwind", "OW-1", "300.00"],
        ["Ostwind", "OW-2", "250.00"],
      ]);
      const page = await openAs("musterwerk");
      await goTo(page, "/bank", "bank");
      await page.getByText("No bank entry is known yet.").first().waitFor();
      await accessible(page);
      await give(page, "Statement file");
      await page.getByRole("region", { name: "What the file told" }).getByText("DE89370400440532013000").waitFor();
      await page.getByRole("button", { name: "Match what came in" }).click();
      await page.getByText("2 entries against 3 open items").waitFor();
      const sums = page.getByRole("region", { name: "How the money stands" });
      await sums
        .getByRole("row", { name: /Posted/ })
        .getByText("1,234.56 EUR")
        .first()
        .waitFor();
      await accessible(page);
      await page.getByRole("region", { name: "Entries" }).getByRole("link", { name: "Nordwind Ltd" }).click();
      await loaded(page, "bank-entry");
      await page.getByText(KNOWN.text).waitFor();
      await page.getByText("The text quotes the whole number of the item, and the amount fits.").waitFor();
      await accessible(page);
      await page.getByRole("button", { name: "Undo" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("NW-7001").waitFor();
      await dialog.getByText("No run posts the same again.").waitFor();
      await accessible(page);
      await dialog.getByRole("button", { name: "Undo" }).click();
      await page.getByRole("region", { name: "All that was decided" }).getByText("Undone (By a member)").waitFor();
      await page.getByText("Nothing is decided about this entry yet.").waitFor();
    }, worldOf),
  );

  it(
    "what nobody recognises waits among the exceptions and is split by hand, to the cent, in Chinese",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk", { language: "zh", width: 820 });
      await goTo(page, "/bank/exceptions", "bank-exceptions");
      await page.getByText("账号、户名和附言均无法识别付款人。").waitFor();
      await accessible(page);
      await page.keyboard.press("s");
      await page.keyboard.type("OW-");
      await page.getByRole("button", { name: "添加 OW-1" }).click();
      await page.getByRole("button", { name: "添加 OW-2" }).click();
      expect(await page.getByLabel("OW-2 的现金金额").inputValue(), "what is left").to.equal("200.00");
      await page.getByLabel("OW-2 的现金金额").fill("250.00");
      await page.getByText("分配金额超过收到的金额：请更正。").waitFor();
      expect(await page.getByRole("button", { name: "入账", exact: true }).count()).to.equal(0);
      await page.getByLabel("OW-2 的现金金额").fill("199.99");
      expect(await page.getByRole("button", { name: "入账", exact: true }).count(), "a cent is left").to.equal(0);
      await page.getByLabel("OW-2 的现金金额").fill("200.00");
      await accessible(page);
      await page.getByRole("button", { name: "入账", exact: true }).click();
      await page.getByText("没有待人工处理的流水。").waitFor();
      await goTo(page, "/bank", "bank");
      const sums = page.getByRole("region", { name: "款项状态" });
      await sums
        .getByRole("row", { name: /已入账/ })
        .getByText("500.00 EUR")
        .first()
        .waitFor();
      for (const part of ["files", "aliases"]) {
        await goTo(page, `/bank/${part}`, `bank-${part}`);
        await accessible(page);
      }
    }, worldOf),
  );
});
