/** One receivable: what it comes to and why, who vouches, and what its parties do to it. */
import { readFile } from "node:fs/promises";
import { expect } from "chai";
import { told } from "../../src/cli/demo/firm.ts";
import { accessible } from "./axe.ts";
import { goTo } from "./opening.ts";
import { becomes, issued, signShown } from "./receivableStory.ts";
import { ownWorld, visiting } from "./visiting.ts";

const LATE = "MW-2026-1104.ubl.xml";
const INVOICE = new URL(`../../src/cli/demo/invoices/${LATE}`, import.meta.url);

describe("The page of a receivable", function () {
  this.timeout(90_000);
  const worldOf = ownWorld();

  it(
    "tells parties, terms, working and the chain's own events, and what must not be believed",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("musterwerk");
      await goTo(page, `/receivables/${world.receivableOf(LATE)}`, "receivable");
      await page.getByText("Content verified").waitFor();
      await page.getByText("8 % a year, simple, over 365 days").waitFor();
      await page.getByText("In person").first().waitFor();
      await page.getByText("a token is no title").waitFor();
      await page.getByRole("row", { name: /Paid.*9,887\.34 EUR/ }).waitFor();
      await page.getByLabel("On another day").fill("2027-05-06");
      await page.getByRole("columnheader", { name: "6 May 2027" }).waitFor();
      await page.getByText("How it comes about on 6 May 2027").click();
      await page.getByText("Interest, rounded once, half up").last().waitFor();
      await accessible(page);
    }, worldOf),
  );

  it(
    "is read in Chinese by the buyer, with the invoice as people read it and nothing of a page in it",
    visiting(async ({ world, openAs }) => {
      const id = world.receivableOf(LATE);
      const { gateway } = await world.firm("beispiel");
      const content = (await readFile(INVOICE)).toString("base64");
      told(
        await gateway.POST("/v1/documents", {
          body: { content, mediaType: "application/xml", kind: "invoice", receivable: id },
        }),
      );
      const page = await openAs("beispiel", { language: "zh" });
      await goTo(page, `/receivables/${id}`, "receivable");
      await page.getByText("内容已核验").waitFor();
      await page.getByRole("button", { name: "查看 发票" }).click();
      await page.getByRole("heading", { level: 3, name: /MW-2026-1104/ }).waitFor();
      expect(await page.locator(".rendering style, .rendering script, .rendering [style]").count()).to.equal(0);
      await accessible(page);
      const waiting = page.waitForEvent("download");
      await page.getByRole("button", { name: "下载证据包" }).click();
      expect((await waiting).suggestedFilename()).to.equal("evidence-MW-2026-1104.zip");
    }, worldOf),
  );

  it(
    "lets the supplier credit, in Chinese, no more than is open",
    visiting(async ({ world, openAs }) => {
      const id = await issued(world, { isAccepted: true });
      const page = await openAs("musterwerk", { language: "zh" });
      await goTo(page, `/receivables/${id}`, "receivable");
      await page.getByRole("button", { name: "贷记减额" }).click();
      const form = page.getByRole("form", { name: "贷记减额" });
      await form.getByLabel("金额").fill("1000.01");
      await form.getByLabel("理由").fill("两件退回");
      await form.getByRole("button", { name: "查看并签署" }).click();
      await form.getByText("最多 1,000.00 EUR。").last().waitFor();
      await form.getByLabel("金额").fill("250");
      await accessible(page);
      await form.getByRole("button", { name: "查看并签署" }).click();
      await signShown(page, "zh");
      const { open, credited } = await becomes(world, id, (detail) => detail.open === "750.00");
      expect([open, credited]).to.deep.equal(["750.00", "250.00"]);
    }, worldOf),
  );

  it(
    "lets the supplier split what is open into parts that are exactly that, each with its origin",
    visiting(async ({ world, openAs }) => {
      const id = await issued(world, { isAccepted: true });
      const page = await openAs("musterwerk");
      await goTo(page, `/receivables/${id}`, "receivable");
      await page.getByRole("button", { name: "Split", exact: true }).click();
      const form = page.getByRole("form", { name: "Split into parts" });
      await form.getByLabel("Part 1").fill("400");
      await form.getByText("600.00 EUR is left to share out.").waitFor();
      await form.getByRole("button", { name: "Put the rest into a part" }).click();
      await form.getByText("The parts are exactly the whole.").waitFor();
      await form.getByRole("button", { name: "Read and sign" }).click();
      await signShown(page, "en");
      await becomes(world, id, ({ status }) => status === "Split");
      await page.getByRole("link", { name: "Part 2 of 2" }).click();
      await page.getByRole("heading", { level: 2, name: "Chain of origin" }).waitFor();
      await page.getByText("Earlier holders are released").waitFor();
      await page.getByRole("row", { name: /Part 2 of 2.*600\.00 EUR/ }).waitFor();
      await accessible(page);
    }, worldOf),
  );

  it(
    "lets the buyer dispute an amount, and the rest stays payable",
    visiting(async ({ world, openAs }) => {
      const id = await issued(world, { isAccepted: true });
      const page = await openAs("beispiel");
      await goTo(page, `/receivables/${id}`, "receivable");
      await page.getByRole("button", { name: "Dispute an amount" }).click();
      const form = page.getByRole("form", { name: "Dispute an amount" });
      await form.getByLabel("Disputed amount").fill("300");
      await form.getByText("700.00 EUR is not disputed: it stays due and payable.").waitFor();
      await form.getByRole("button", { name: "Read and sign" }).click();
      await signShown(page, "en");
      await becomes(world, id, ({ disputed }) => disputed === "300.00");
      await page.getByText("It is the creditor's turn").waitFor();
      await page.getByText("700.00 EUR").first().waitFor();
      await page.getByRole("button", { name: "Pay", exact: true }).waitFor();
      await accessible(page);
    }, worldOf),
  );
});
