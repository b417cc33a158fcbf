/** Two books of one pair, dropped as files: panes, bridge, replies of both sides. */
import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { goTo, loaded } from "./opening.ts";
import { ownWorld, visiting } from "./visiting.ts";

const RECEIVABLES = `number,date,due date,type,currency,open amount,settles
A-1,2026-09-01,2026-10-01,invoice,EUR,1000.00,
A-2,2026-09-02,2026-10-02,invoice,EUR,250.50,
A-3,2026-09-03,2026-10-03,invoice,EUR,300.00,
`;
const PAYABLES = `number,date,due date,type,currency,open amount,settles
A-1,2026-09-01,2026-10-01,invoice,EUR,1000.00,
A-2,2026-09-02,2026-10-02,invoice,EUR,240.50,
B-9,2026-09-09,,credit note,EUR,-40.00,
`;
const WORDS = {
  en: { own: "Our book", other: "The other firm's book", firm: "The other firm's name", begin: "Compare" },
  zh: { own: "本方账簿", other: "对方账簿", firm: "对方名称", begin: "开始比对" },
} as const;
const CUT_OFF = { en: "Cut-off day", zh: "截止日" } as const;

/** Compares two files. @returns the result's page */
async function compare(page: Page, language: "en" | "zh", books: { own: string; other: string }): Promise<void> {
  const words = WORDS[language];
  await goTo(page, "/reconcile", "reconcile");
  await page.getByLabel(words.firm).fill("Beispiel Anlagenbau SE");
  await page.getByLabel(CUT_OFF[language]).fill("2026-09-30");
  const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByLabel(words.own, { exact: false }).first().setInputFiles(file("own.csv", books.own));
  await page.getByLabel(words.other, { exact: false }).first().setInputFiles(file("other.csv", books.other));
  await page.getByRole("button", { name: words.begin, exact: true }).click();
  await loaded(page, "reconciliation");
}

function pane(page: Page, name: string): Locator {
  return page.getByRole("region", { name, exact: true });
}

describe("Two books compared", function () {
  this.timeout(90_000);
  const worldOf = ownWorld();

  it(
    "stand in three panes with class, owner and cure, and the bridge closes",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk");
      await goTo(page, "/reconcile", "reconcile");
      await accessible(page);
      await compare(page, "en", { own: RECEIVABLES, other: PAYABLES });
      await page.getByText("The bridge closes: 0.00 EUR is left.").waitFor();
      await pane(page, "Differing")
        .getByRole("row", { name: /A-2.*Amounts differ.*Both/ })
        .waitFor();
      await pane(page, "On one side only")
        .getByRole("row", { name: /A-3.*Missing in the buyer's book.*Buyer/ })
        .waitFor();
      await pane(page, "On one side only").getByRole("row", { name: /B-9/ }).waitFor();
      await pane(page, "Agreed")
        .getByRole("row", { name: /A-1.*Same number.*1,000.00 EUR/ })
        .waitFor();
      await page.getByRole("button", { name: "Show as a table" }).click();
      const table = page.getByRole("table", { name: /Bridge from the supplier's/ });
      expect(await table.getByRole("row").allInnerTexts()).to.satisfy((rows: string[]) =>
        [/Supplier's balance.*1,550\.50/s, /Amounts differ.*-10\.00/s, /Buyer's balance.*1,200\.50/s].every((line) =>
          rows.some((row) => line.test(row)),
        ),
      );
      await accessible(page);
      await page.getByLabel("Class", { exact: true }).selectOption("AMOUNT_DIFF");
      await page.getByText("Nothing stands in one book only.").waitFor();
      const saving = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save the report (CSV)" }).click();
      expect((await saving).suggestedFilename()).to.match(/^reconciliation-.*\.csv$/);
    }, worldOf),
  );

  it(
    "are shown in Chinese, and a difference takes a remark and a proposal",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk", { language: "zh", width: 820 });
      await compare(page, "zh", { own: RECEIVABLES, other: PAYABLES });
      await page.getByText("差异桥已闭合").waitFor();
      await pane(page, "不一致").getByRole("button", { name: "打开 A-2" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("尚无任何一方作答。").waitFor();
      await dialog.getByLabel("说明").fill("按 240.50 开具贷项。");
      await dialog.getByLabel("提议的处理结果").selectOption("creditNote");
      await dialog.getByRole("button", { name: "提议", exact: true }).click();
      await dialog.getByText("供应商提议：开具贷项。").waitFor();
      await dialog.getByText("按 240.50 开具贷项。").waitFor();
      await accessible(page);
      await page.keyboard.press("Escape");
      await pane(page, "不一致").getByText("已提议 (1)").waitFor();
    }, worldOf),
  );

  it(
    "that cannot be read say why, and what to do",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk", { width: 390 });
      await compare(page, "en", { own: "who,what\na,b\n", other: PAYABLES });
      await page.getByText("The books could not be compared").waitFor();
      await page.getByText("declare how it is read").waitFor();
      await accessible(page);
    }, worldOf),
  );
});
