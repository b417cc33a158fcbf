import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect } from "chai";
import type { Download, Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { goTo } from "./opening.ts";
import { issued } from "./receivableStory.ts";
import { ownWorld, visiting } from "./visiting.ts";

interface Disclosed {
  readonly fields: readonly { readonly path: string; readonly value: string }[];
}

async function saved(page: Page, press: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return download;
}

/** The file as it is, or as somebody changed it. */
async function check(page: Page, file: string): Promise<void> {
  await page.getByLabel("File of disclosed fields (JSON)").setInputFiles(file);
  await page.getByRole("button", { name: "Check against the chain" }).click();
}

describe("The audit screen's files and grants", () => {
  const own = ownWorld();

  it(
    "let a party disclose two fields, and whoever has the file check it against the chain",
    visiting(async ({ world, openAs }) => {
      const id = await issued(world);
      const party = await openAs("musterwerk");
      await goTo(party, "/audit/fields", "audit");
      await party.getByLabel("Receivable", { exact: true }).selectOption(id);
      const download = await saved(party, () => party.getByRole("button", { name: "Make the file" }).click());
      await party.getByText("The file is saved.").waitFor();
      await accessible(party);
      const text = readFileSync(await download.path(), "utf8");
      const { fields } = JSON.parse(text) as Disclosed;
      expect(fields.map((field) => field.path)).to.have.members(["number", "totals.payable"]);

      const auditor = await openAs("sample");
      await goTo(auditor, "/audit/fields", "audit");
      const file = path.join(os.tmpdir(), `countersign-fields-${process.pid}.json`);
      writeFileSync(file, text);
      await check(auditor, file);
      await auditor.getByText("Every field is part of the document that the ledger recorded.").waitFor();
      await auditor.getByText(fields[1]?.value ?? "").waitFor();
      await accessible(auditor);
      writeFileSync(file, text.replace(`"value": "${fields[1]?.value ?? ""}"`, '"value": "1.00"'));
      await check(auditor, file);
      await auditor.getByText("Not proven. Do not rely on this file.").waitFor();
      await auditor.getByText("not part of it").waitFor();
      writeFileSync(file, "{}");
      await auditor.getByLabel("File of disclosed fields (JSON)").setInputFiles(file);
      await auditor.getByText("This is no file of disclosed fields.").waitFor();
    }, own),
  );

  it(
    "let an organisation give an auditor access, and take it back",
    visiting(async ({ world, openAs }) => {
      const { address } = await world.firm("sample");
      const page = await openAs("musterwerk");
      await goTo(page, "/audit/access", "audit");
      await page.getByRole("button", { name: "Give access" }).click();
      await page.getByText("Give 0x and 40 hex digits.").waitFor();
      await page.getByLabel("Address of the auditor").fill(address);
      await page.getByLabel("Last day of access").fill("2099-12-31");
      await page.getByRole("button", { name: "Give access" }).click();
      await page.getByText("Access is given.").waitFor();
      const given = page.getByRole("table", { name: "Whom we let see" });
      const row = given
        .locator("tbody tr")
        .filter({ hasText: address.slice(0, 8) })
        .filter({ hasText: "in force" });
      await row.first().waitFor();
      await accessible(page);
      const before = await row.count();
      await row
        .first()
        .getByRole("button", { name: /^Take back/ })
        .click();
      await page.waitForFunction(`document.querySelectorAll("table tbody .badge-good").length < ${before}`);
      await given.getByText("taken back").first().waitFor();
    }, own),
  );

  it(
    "列出导出文件及其所能证明的内容，并可保存",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk", { language: "zh" });
      await goTo(page, "/audit/exports", "audit");
      await page.getByText("不能证明").first().waitFor();
      await page.getByLabel("应收账款（用于证据包）").selectOption({ index: 1 });
      await accessible(page);
      const pack = await saved(page, () => page.getByRole("button", { name: "应收账款证据包：保存为 ZIP" }).click());
      expect(
        readFileSync(await pack.path())
          .subarray(0, 2)
          .toString(),
      ).to.equal("PK");
      const feed = await saved(page, () => page.getByRole("button", { name: "事件流：保存为 JSON" }).click());
      expect((JSON.parse(readFileSync(await feed.path(), "utf8")) as readonly unknown[]).length).to.be.above(10);
      for (const name of ["指标：保存为 CSV", "月度报告：保存为 CSV", "职责与例外：保存为 CSV"]) {
        const file = await saved(page, () => page.getByRole("button", { name }).click());
        expect(readFileSync(await file.path(), "utf8"), name).to.include(",");
      }
    }, own),
  );
});
