/** Joining by an invitation's link: with a passkey of the browser's and nothing else, and with a wallet. */
import { expect } from "chai";
import type { Page } from "playwright-core";
import { told, until } from "../../src/cli/demo/firm.ts";
import { accessible } from "./axe.ts";
import { addPasskeyDevice, injectedWallet } from "./faults.ts";
import { loaded } from "./opening.ts";
import { ownWorld, visiting } from "./visiting.ts";
import type { PortalWorld } from "./world.ts";

const KEY = `0x${"43".repeat(32)}` as const;
const SELLER = { name: "Musterwerk GmbH", legalId: { value: "000000MUSTERWERK0169", scheme: "0199" } };
const ADDRESS = /0x[0-9a-f]{40}/;
let invoices = 0;

interface Invitation {
  readonly intent: string;
  /** At a host with a name, as passkeys want it. */
  readonly link: string;
}

/** The supplier prepares a receivable for somebody it has no address of. */
async function invited(world: PortalWorld): Promise<Invitation> {
  invoices += 1;
  const { gateway } = await world.firm("musterwerk");
  const prepared = await gateway.POST("/v1/receivables", {
    body: {
      invoice: {
        ...{ kind: "fields", number: `JOIN-${invoices}`, issueDate: "2026-11-02", dueDate: "2027-12-02" },
        ...{ currency: "EUR", payable: "1250.00", discounts: [], slidingRate: "0", discountOnParts: false },
        ...{ seller: SELLER, buyer: { name: "Neu AG", vatId: `DE${300_000_000 + invoices}` } },
      },
      agreed: { utcOffset: 60 },
      issuing: "open",
    },
  });
  const { id, invitation } = told(prepared);
  return { intent: id, link: (invitation?.link ?? "").replace("127.0.0.1", "localhost") };
}

/** The address that the page would have the receivables issued to. */
async function joiningAs(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Join with this address" }).waitFor();
  const text = await page.locator("main").innerText();
  return ADDRESS.exec(text.slice(text.indexOf("You are signed in")))?.[0] ?? "";
}

async function join(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Join with this address" }).click();
  await page.getByRole("heading", { level: 1, name: "You have joined" }).waitFor();
}

describe("Whoever was sent a link", () => {
  const worldOf = ownWorld();

  it(
    "joins with a passkey, without a wallet or gas, and comes back with it on a device that remembers nothing",
    visiting(async ({ world, openAt }) => {
      const { intent, link } = await invited(world);
      const page = await openAt(link);
      const device = await addPasskeyDevice(page);
      await page.getByRole("heading", { level: 1, name: /invites you/ }).waitFor();
      expect(await page.locator("main").innerText()).to.contain("1,250.00 EUR");
      await accessible(page);
      await page.getByRole("button", { name: "Make a passkey" }).click();
      await page.getByRole("button", { name: "Open the account" }).click();
      const account = await joiningAs(page);
      expect(await device.count()).to.equal(1);
      await join(page);
      await accessible(page);
      const firm = await world.firm("musterwerk");
      const params = { path: { id: intent } };
      const bound = told(await firm.gateway.GET("/v1/intents/{id}", { params }));
      expect(bound.counterparty).to.equal(account);
      await page.getByRole("button", { name: "Go to the inbox" }).click();
      await loaded(page);
      expect(await page.evaluate("location.pathname + location.hash")).to.equal("/#/inbox");

      await page.evaluate("localStorage.clear(); sessionStorage.clear(); location.replace('/#/')");
      await page.reload();
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await loaded(page);
      const session = await page.evaluate(
        "JSON.parse(sessionStorage.getItem('countersign session')).session.organisation",
      );
      expect(session).to.equal(account);

      if (bound.message === null) throw new Error("the supplier has nothing to sign");
      const signature = await firm.signature(bound.message);
      told(await firm.gateway.POST("/v1/intents/{id}/signature", { params, body: { signature } }));
      const read = async () => told(await firm.gateway.GET("/v1/intents/{id}", { params }));
      expect((await until(read, ({ state }) => state === "recorded" || state === "refused")).state).to.equal(
        "recorded",
      );
    }, worldOf),
  );

  it(
    "is told in both languages that it said no, and nothing has happened",
    visiting(async ({ world, openAt }) => {
      const { link } = await invited(world);
      const page = await openAt(link, { language: "zh", width: 390 });
      const device = await addPasskeyDevice(page);
      await device.setConsents(false);
      await page.getByRole("heading", { level: 1, name: /邀请您加入/ }).waitFor();
      await page.getByRole("button", { name: "创建通行密钥" }).click();
      await page.getByText(/没有签署任何内容/).waitFor();
      expect(await device.count()).to.equal(0);
      await accessible(page);
    }, worldOf),
  );

  it(
    "joins with a wallet that announced itself, after having declined once",
    visiting(async ({ world, openAt }) => {
      const { link } = await invited(world);
      const wallet = injectedWallet(KEY, 31_337, "Fox of the test");
      const page = await openAt(link, { prepare: wallet.prepare });
      wallet.setRefuses(true);
      const button = page.getByRole("button", { name: "Join with Fox of the test" });
      await button.click();
      await page.getByText("You declined in Fox of the test").waitFor();
      wallet.setRefuses(false);
      await button.click();
      expect(await joiningAs(page)).to.match(ADDRESS);
      await join(page);
      expect(wallet.asked.filter((method) => method === "wallet_switchEthereumChain")).to.deep.equal([]);
    }, worldOf),
  );

  it(
    "is asked to switch a wallet that is on another network, and told where it stays there",
    visiting(async ({ world, openAt }) => {
      const { link } = await invited(world);
      const wallet = injectedWallet(KEY, 1, "Elsewhere");
      const page = await openAt(link, { prepare: wallet.prepare });
      await page.getByRole("button", { name: "Join with Elsewhere" }).click();
      await page.getByText("Elsewhere is on another network").waitFor();
      await page.getByText("31337").waitFor();
      expect(wallet.asked).to.include("wallet_switchEthereumChain").and.not.include("personal_sign");
    }, worldOf),
  );

  it(
    "learns from a link that leads nowhere what to do",
    visiting(async ({ world, openAt, allow }) => {
      allow(/status of 404/);
      const page = await openAt(`${world.urlOf("musterwerk")}/join#${"A".repeat(43)}`);
      await page.getByRole("heading", { level: 1, name: "This link leads nowhere any more" }).waitFor();
      await accessible(page);
    }, worldOf),
  );
});
