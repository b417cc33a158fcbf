import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { openLine } from "./line.ts";
import type { Line } from "./line.ts";
import { openNode } from "./node.ts";
import { goTo } from "./opening.ts";
import { visiting } from "./visiting.ts";

type Fields = Readonly<Record<string, unknown>>;

const OPEN = "MW-2026-1104.ubl.xml";
const SOLD = "MW-2027-0201.ubl.xml";
const LIST = /^\/v1\/receivables$/;
const DETAIL = /^\/v1\/receivables\/0x[0-9a-f]{64}$/;
const STRANGER = `0x${"5a".repeat(20)}`;

/** Verifies, with what stands in the form, until there is a verdict. */
async function verify(page: Page): Promise<void> {
  await goTo(page, "/audit", "audit");
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByRole("heading", { name: "What came of it" }).waitFor();
}

/** The findings by what they say. */
async function findings(page: Page): Promise<readonly string[]> {
  const rows = page.getByRole("table", { name: "Findings" }).locator("tbody tr");
  return (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, " "));
}

/** A list of which one row is told otherwise. */
function withRow(truth: unknown, id: string, lie: Fields): unknown {
  const page = truth as { readonly items: readonly Fields[] };
  return { ...page, items: page.items.map((row) => (row["id"] === id ? { ...row, ...lie } : row)) };
}

function withItems(truth: unknown, change: (items: readonly Fields[]) => readonly Fields[]): unknown {
  const page = truth as { readonly items: readonly Fields[] };
  return { ...page, items: change(page.items) };
}

describe("The audit screen", () => {
  let line: Line;
  before(async () => {
    line = await openLine();
  });
  after(() => line.close());
  beforeEach(() => line.confess());

  it(
    "finds nothing where everything is true, and says what it checked, what it assumes and what it does not claim",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk");
      await goTo(page, "/audit", "audit");
      await page.getByText("it is the gateway's word").waitFor();
      await accessible(page);
      await verify(page);
      await page.getByText("Nothing differs.").waitFor();
      const counts = await page.locator(".figure").allInnerTexts();
      const count = (name: string): number =>
        Number(/\d[\d,]*/.exec(counts.find((text) => text.startsWith(name)) ?? "")?.[0].replaceAll(",", "") ?? 0);
      expect(count("Headers hashed")).to.be.above(50);
      expect(count("Events added up")).to.be.above(40);
      expect(count("Storage words compared")).to.be.above(40);
      expect(count("Fields of the gateway compared")).to.be.above(200);
      for (const name of ["Proved", "Assumed", "Not claimed"]) await page.getByRole("heading", { name }).waitFor();
      expect(await page.getByText(/\bsafe\b/i).count()).to.equal(0);
      await accessible(page);
    }),
  );

  it(
    "说中文，核验无差异",
    visiting(async ({ openAs }) => {
      const page = await openAs("beispiel", { language: "zh", width: 390 });
      await goTo(page, "/audit", "audit");
      await page.getByRole("button", { name: "开始核验" }).click();
      await page.getByText("没有差异。").waitFor();
      await page.getByRole("heading", { name: "不作主张" }).waitFor();
      await accessible(page);
    }),
  );

  it(
    "finds an open amount that the gateway changed, and keeps the findings as a file",
    visiting(async ({ world, openAs }) => {
      const id = world.receivableOf(OPEN);
      const page = await openAs("musterwerk", { through: line });
      line.lie(LIST, (truth) => withRow(truth, id, { open: "1.00" }));
      await verify(page);
      const [finding = "", ...others] = await findings(page);
      expect(others).to.deep.equal([]);
      expect(finding)
        .to.match(/grave The gateway says otherwise than the chain/)
        .and.to.include("open amount 1.00");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save findings as JSON" }).click(),
      ]);
      const { differences } = JSON.parse(readFileSync(await download.path(), "utf8")) as {
        readonly differences: readonly Fields[];
      };
      expect(differences).to.have.length(1);
      expect(differences[0]).to.include({ severity: "grave", receivable: id, field: "open", said: "1.00" });
      await accessible(page);
    }),
  );

  it(
    "finds a receivable that the gateway hides, and one that it invents",
    visiting(async ({ world, openAs, allow }) => {
      allow(/status of 404/);
      const id = world.receivableOf(OPEN);
      const page = await openAs("musterwerk", { through: line });
      line.lie(LIST, (truth) => withItems(truth, (items) => items.filter((row) => row["id"] !== id)));
      await verify(page);
      expect((await findings(page)).join()).to.include("hides a receivable that is on the chain");
      const invented = `0x${"ab".repeat(32)}`;
      line.confess();
      line.lie(LIST, (truth) => withItems(truth, (items) => [...items, { ...items[0], id: invented }]));
      await page.reload();
      await verify(page);
      expect((await findings(page)).join()).to.include("that the chain does not know");
    }),
  );

  it(
    "finds a payee that the gateway changed, and a holder",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("beispiel", { through: line });
      line.lie(LIST, (truth) =>
        withItems(truth, (items) =>
          items.map((row) => {
            if (row["id"] !== world.receivableOf(SOLD)) return row;
            return { ...row, assignment: { ...(row["assignment"] as Fields), payee: STRANGER } };
          }),
        ),
      );
      await verify(page);
      const found = await findings(page);
      expect(found).to.have.length(1);
      expect(found[0]).to.include("payee").and.to.include("0x5a5a5a");
    }),
  );

  it(
    "finds a dispute that the gateway withholds, in the amount and in the timeline",
    visiting(async ({ openAs }) => {
      const page = await openAs("beispiel", { through: line });
      line.lie(DETAIL, (truth) => {
        const detail = truth as Fields & { readonly timeline: readonly Fields[] };
        return { ...detail, timeline: detail.timeline.filter(({ name }) => name !== "ReceivableDisputed") };
      });
      await verify(page);
      expect((await findings(page)).join()).to.match(/withholds an event.*ReceivableDisputed/);
    }),
  );

  it(
    "says plainly when the node is cut off mid-way, and goes on where it was",
    visiting(async ({ world, openAs, allow }) => {
      allow(/net::ERR_/, /ERR_FAILED/, /ERR_CONNECTION/);
      const node = await openNode(world.chain);
      try {
        const page = await openAs("musterwerk");
        await goTo(page, "/audit", "audit");
        await page.getByLabel("Node (JSON-RPC address)").fill(node.url);
        node.cutAfter(60);
        await page.getByRole("button", { name: "Verify" }).click();
        await page.getByText("The chain could not be read to the end").waitFor();
        await page.getByText("The node does not answer").waitFor();
        await accessible(page);
        const before = node.asked("eth_getBlockByNumber");
        node.mend();
        await page.getByRole("button", { name: "Go on" }).click();
        await page.getByText("Nothing differs.").waitFor();
        expect(before).to.be.above(20);
        expect(node.read(1), "a block that was read is not read again").to.be.at.most(2);
      } finally {
        await node.close();
      }
    }),
  );
});
