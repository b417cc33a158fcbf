/** Statements that both firms sign, each at a gateway of its own: equal books, and books that differ. */
import { readFile } from "node:fs/promises";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { goTo, loaded } from "./opening.ts";
import { signShown } from "./receivableStory.ts";
import { ownWorld, visiting } from "./visiting.ts";

const HEADERS = "number,date,due date,type,currency,open amount,settles";
const BOOK = `${HEADERS}
N-1,2026-10-01,2026-10-31,invoice,EUR,700.00,
N-2,2026-10-02,2026-11-01,invoice,EUR,80.00,
`;
const OTHER = BOOK.replace("80.00", "75.00");
const WORDS = {
  en: {
    lastDay: "Last day that counts",
    book: "Our book (CSV or .xlsx)",
    state: "State it",
    post: "Post our root …",
    on: "version 1",
  },
  zh: {
    lastDay: "计入的最后一天",
    book: "本方账簿（CSV 或 .xlsx）",
    state: "提出",
    post: "提交本方的根……",
    on: "第 1 版",
  },
} as const;

/** States a book up to a day, and posts its root. */
async function post(page: Page, language: "en" | "zh", { day, book }: { day: string; book: string }): Promise<void> {
  const words = WORDS[language];
  await goTo(page, "/reconcile/statements", "signed-statements");
  await page.getByLabel(words.lastDay).fill(day);
  const file = { name: "book.csv", mimeType: "text/csv", buffer: Buffer.from(book) };
  await page.getByLabel(words.book).setInputFiles(file);
  await page.getByRole("button", { name: words.state, exact: true }).click();
  await loaded(page, "signed-statement");
  await page.getByRole("button", { name: words.post }).click();
  await signShown(page, language);
  await page.getByText(words.on, { exact: true }).waitFor();
}

/** What a button saves. */
async function saved(page: Page, button: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  const buffer = await readFile(await (await saving).path());
  return { name: "saved.json", mimeType: "application/json", buffer };
}

describe("A statement that both sides sign", function () {
  this.timeout(120_000);
  const worldOf = ownWorld();

  it(
    "is shown as the demo's firms signed it, with its exceptions and a bridge that closes",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("musterwerk");
      await goTo(page, "/reconcile/statements", "signed-statements");
      await accessible(page);
      await page
        .getByRole("row", { name: /Agreed with exceptions/ })
        .getByRole("link")
        .click();
      await loaded(page, "signed-statement");
      await page.getByText("does not check that they are true").waitFor();
      await accessible(page);
      const proof = await (async () => {
        await page.getByLabel("Number of the document").fill("MW-2026-1003");
        return saved(page, "Save the proof (JSON)");
      })();
      expect(JSON.parse(proof.buffer.toString())).to.include({ root: world.agreement.roots.supplier });
      await page.getByRole("link", { name: "See differences and bridge" }).click();
      await loaded(page, "reconciliation");
      await page.getByText("The bridge closes: 0.00 EUR is left.").waitFor();
    }, worldOf),
  );

  it(
    "of equal books is agreed only once both have signed",
    visiting(async ({ openAs }) => {
      const [supplier, buyer] = [await openAs("musterwerk"), await openAs("beispiel", { language: "zh" })];
      const book = { day: "2026-11-30", book: BOOK };
      await post(supplier, "en", book);
      await supplier.getByText("No reply: nothing is agreed").first().waitFor();
      await post(buyer, "zh", book);
      await supplier.getByRole("button", { name: "Agree the balance …" }).click();
      await supplier.getByRole("dialog").getByText("acknowledges no debt").first().waitFor();
      await signShown(supplier, "en");
      await supplier.getByText("Silence is no reply").waitFor();
      await buyer.getByRole("button", { name: "同意余额……" }).click();
      await signShown(buyer, "zh");
      await buyer.locator(".badge", { hasText: /^相符$/ }).waitFor();
      await accessible(buyer);
    }, worldOf),
  );

  it(
    "of books that differ is signed by both with the same exceptions, over files that they hand each other",
    visiting(async ({ openAs }) => {
      const [supplier, buyer] = [await openAs("musterwerk"), await openAs("beispiel", { language: "zh" })];
      await post(supplier, "en", { day: "2026-12-31", book: BOOK });
      await post(buyer, "zh", { day: "2026-12-31", book: OTHER });
      const ours = await saved(supplier, "Save our book for the other firm (JSON)");
      const theirs = await saved(buyer, "保存本方账簿供对方使用（JSON）");
      await supplier.getByLabel("The other firm's statement file (JSON)").setInputFiles(theirs);
      await buyer.getByLabel("对方的对账单文件（JSON）").setInputFiles(ours);
      await supplier.getByText("Its items come to the root that it has posted.").waitFor();
      await supplier.getByRole("button", { name: "Agree, except for 1 exception …" }).click();
      const dialog = supplier.getByRole("dialog");
      await dialog.getByRole("button", { name: "Sign", exact: true }).click();
      await dialog.getByText("others have yet to sign").first().waitFor();
      await supplier.keyboard.press("Escape");
      const signature = await saved(supplier, "Save our signature for the other side (JSON)");
      await buyer.getByLabel("对方的签名（JSON）", { exact: false }).setInputFiles(signature);
      await buyer.getByText("本方网关将逐项核对").waitFor();
      await buyer.getByRole("button", { name: "除 1 项差异外同意……" }).click();
      await signShown(buyer, "zh");
      await buyer.locator(".badge", { hasText: "除差异外相符" }).waitFor();
      await supplier.locator(".badge", { hasText: "Agreed with exceptions" }).waitFor();
    }, worldOf),
  );

  it(
    "takes a debt only by a signature of its own",
    visiting(async ({ openAs }) => {
      const page = await openAs("beispiel", { width: 390 });
      await goTo(page, "/reconcile/statements", "signed-statements");
      await page
        .getByRole("row", { name: /Agreed with exceptions/ })
        .last()
        .getByRole("link")
        .click();
      await loaded(page, "signed-statement");
      await page.getByLabel("Amount that we owe (EUR)").fill("700.00");
      await page.getByRole("button", { name: "Acknowledge …" }).click();
      await page.getByRole("dialog").getByText("can interrupt limitation").first().waitFor();
      await signShown(page, "en");
      await page.getByRole("row", { name: /Debt acknowledged.*700\.00/ }).waitFor();
    }, worldOf),
  );
});
