import { expect } from "chai";
import { privateKeyToAddress } from "viem/accounts";
import type { Page } from "playwright-core";
import { accessible } from "./axe.ts";
import { injectedWallet } from "./faults.ts";
import { goTo, loaded } from "./opening.ts";
import type { Opening } from "./opening.ts";
import { ownWorld, visiting } from "./visiting.ts";

const TABS = [
  ...["organisation", "accounts", "members", "mandates", "registrars"],
  ...["approvals", "duties", "keys", "webhooks"],
];
const ADA = `0x${"a1".repeat(32)}` as const;
const BEN = `0x${"b2".repeat(32)}` as const;

async function open(page: Page, tab: string): Promise<void> {
  await goTo(page, `/administration/${tab}`, "administration");
}

async function add(page: Page, key: `0x${string}`, name: string): Promise<void> {
  await open(page, "members");
  const form = page.getByRole("form", { name: "Add a person" });
  await form.getByLabel("Account").fill(privateKeyToAddress(key));
  await form.getByLabel("Role").selectOption("administrator");
  await form.getByLabel("Name").fill(name);
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("region", { name: "Members" }).getByText(name).waitFor();
}

describe("The tabs of the administration", () => {
  for (const [language, width] of [
    ["en", 1440],
    ["zh", 390],
  ] as const) {
    it(
      `are accessible in ${language} at ${width} pixels, and say what is not promised`,
      visiting(async ({ openAs }) => {
        const page = await openAs("musterwerk", { language, width });
        for (const tab of TABS) {
          await open(page, tab);
          expect(await page.getByRole("heading", { level: 1 }).count()).to.equal(1);
          await accessible(page);
          const beyond = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
          expect(beyond, `${tab} is wider than the page`).to.be.at.most(0);
        }
      }),
    );
  }

  it(
    "tell a supplier who vouches for it, and how it was made sure",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk");
      await open(page, "registrars");
      const vouchers = page.getByRole("region", { name: "Who vouches for your organisation" });
      await vouchers.getByText("In person").waitFor();
      await vouchers.getByText("in force").waitFor();
    }),
  );
});

describe("Administering in the portal", () => {
  const worldOf = ownWorld();

  it(
    "a key is made, seen once, kept nowhere in the browser, and revoked",
    visiting(async ({ openAs }) => {
      const page = await openAs("musterwerk");
      await open(page, "keys");
      const form = page.getByRole("form", { name: "Make a key" });
      await form.getByLabel("What it is for").fill("Ledger export");
      await form.getByRole("button", { name: "Make", exact: true }).click();
      const secret = await page
        .getByText(/^cs_[a-z0-9]{8}_/)
        .first()
        .innerText();
      expect(secret).to.match(/^cs_[a-z0-9]{8}_[A-Za-z0-9_-]{43}$/);
      await accessible(page);
      const kept = await page.evaluate<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");
      expect(kept).not.to.include(secret.slice(12));

      await page.reload();
      await loaded(page, "administration");
      const keys = page.getByRole("region", { name: "API keys" });
      await keys.getByText("Ledger export").waitFor();
      expect(await page.content()).not.to.include(secret.slice(12));
      await keys.getByRole("button", { name: "Revoke: Ledger export" }).click();
      const dialog = page.getByRole("dialog", { name: "Revoke this key?" });
      await dialog.getByText("refused from now on").waitFor();
      await accessible(page);
      await dialog.getByRole("button", { name: "Revoke" }).click();
      await keys.getByText("revoked").waitFor();
    }, worldOf),
  );

  it(
    "a webhook to a place within is refused in words, and nothing is registered",
    visiting(async ({ openAs, allow }) => {
      allow(/status of 422/);
      const page = await openAs("musterwerk", { language: "zh" });
      await open(page, "webhooks");
      const form = page.getByRole("form", { name: "注册 Webhook" });
      await form.getByLabel("网址").fill("https://127.0.0.1/hooks");
      await form.getByRole("button", { name: "注册" }).click();
      await form.getByRole("alert").waitFor();
      await page.getByText("没有 Webhook。").waitFor();
      await accessible(page);
    }, worldOf),
  );

  it(
    "people are added, one asks for a signature that tiers demand, another decides, and one is removed",
    visiting(async ({ world, openAs, openAt }) => {
      const owner = await openAs("musterwerk");
      await add(owner, ADA, "Ada Muster");
      await add(owner, BEN, "Ben Beispiel");
      await open(owner, "approvals");
      const tiers = owner.getByRole("form", { name: "Set new tiers" });
      await tiers.getByRole("button", { name: "Add a tier" }).click();
      await tiers.getByLabel("Reason").fill("Two people for every limit");
      await tiers.getByRole("button", { name: "Set", exact: true }).click();
      await owner.getByRole("region", { name: "Version 1" }).getByText("Change of a limit").waitFor();
      await accessible(owner);

      const organisation = privateKeyToAddress(world.keyOf("musterwerk"));
      const enter = async (key: `0x${string}`, language: Opening["language"]): Promise<Page> => {
        const { prepare } = injectedWallet(key, 31_337);
        const page = await openAt(world.urlOf("musterwerk"), { prepare, ...(language && { language }) });
        await page
          .getByRole("textbox", { name: /^(?:Organisation that you act for|您所代表的机构)$/ })
          .fill(organisation);
        await page.getByRole("button", { name: "Test Wallet" }).click();
        await loaded(page);
        await open(page, "approvals");
        return page;
      };
      const asker = await enter(ADA, "en");
      const ask = asker.getByRole("form", { name: "Ask for a signature" });
      await ask.getByLabel("What for").selectOption("limitChange");
      await ask.getByLabel("About").fill(privateKeyToAddress(world.keyOf("beispiel")));
      await ask.getByLabel("Reason").fill("The customer grows");
      await ask.getByRole("button", { name: "Ask", exact: true }).click();
      await asker.getByText("yours: another person decides").waitFor();

      const decider = await enter(BEN, "zh");
      await decider.getByRole("button", { name: "审批: 额度变更" }).click();
      const dialog = decider.getByRole("dialog", { name: "对该申请作出决定" });
      await dialog.getByLabel("理由").fill("同意");
      await accessible(decider);
      await dialog.getByRole("button", { name: "查看签署内容" }).click();
      const signing = decider.getByRole("dialog", { name: "批准" });
      await signing.getByText("The customer grows").or(signing.getByText("同意")).first().waitFor();
      await accessible(decider);
      await signing.getByRole("button", { name: "签署", exact: true }).click();
      await decider.getByText("已批准").first().waitFor();
      await asker.reload();
      await asker
        .getByRole("region", { name: /^Requests/ })
        .getByText("1 of 1")
        .waitFor();

      await open(owner, "members");
      await owner.getByRole("button", { name: "Remove: Ada Muster" }).click();
      const removing = owner.getByRole("dialog", { name: "Remove this person?" });
      await removing.getByRole("button", { name: "Remove" }).click();
      await owner.getByRole("heading", { name: "People who were removed" }).waitFor();
      expect(await owner.getByText("Ada Muster").count()).to.equal(0);
      await accessible(owner);
    }, worldOf),
  );
});
