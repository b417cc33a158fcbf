import { expect } from "chai";
import { verifyMessage, verifyTypedData } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { addPasskeyDevice, bookmark, injectedWallet } from "./faults.ts";
import { openLine } from "./line.ts";
import type { Line } from "./line.ts";
import { ownWorld, visiting } from "./visiting.ts";

const ASK = "fetch('/v1/health').then((answer) => answer.json())";
const KEY = `0x${"42".repeat(32)}` as const;

describe("What the portal's tests can do to a page", () => {
  let line: Line;
  before(async () => {
    line = await openLine();
  });
  after(() => line.close());

  it(
    "they cut its line to the gateway, and mend it",
    visiting(async ({ openAs, allow }) => {
      allow(/net::ERR_/);
      const page = await openAs("musterwerk", { through: line });
      expect(await page.evaluate(ASK)).to.deep.equal({ status: "up" });
      expect(line.asked).to.include("POST /v1/sessions").and.to.include("GET /v1/health");
      line.cut();
      expect(await page.evaluate(`${ASK}.catch((error) => error.name)`)).to.equal("TypeError");
      line.mend();
      expect(await page.evaluate(ASK)).to.deep.equal({ status: "up" });
      await page.context().setOffline(true);
      expect(await page.evaluate(`${ASK}.catch((error) => error.name)`)).to.equal("TypeError");
      expect(await page.evaluate("navigator.onLine")).to.equal(false);
      await page.context().setOffline(false);
      expect(await page.evaluate(ASK)).to.deep.equal({ status: "up" });
    }),
  );

  it(
    "they falsify what the gateway says, under the gateway's own address",
    visiting(async ({ world, openAs }) => {
      const page = await openAs("musterwerk", { through: line });
      line.lie(/^\/v1\/health$/, (truth) => ({ ...(truth as object), status: "well" }));
      expect(await page.evaluate(ASK)).to.deep.equal({ status: "well" });
      expect(await page.evaluate("location.origin")).to.equal(world.urlOf("musterwerk"));
      line.confess();
      expect(await page.evaluate(ASK)).to.deep.equal({ status: "up" });
    }),
  );

  it(
    "they bring a wallet that signs with a key of theirs, or refuses",
    visiting(async ({ world, openAt }) => {
      const wallet = injectedWallet(KEY, 31_337);
      const page = await openAt(world.urlOf("musterwerk"), { prepare: wallet.prepare });
      const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
        page.evaluate(`new Promise((resolve) => {
          addEventListener("eip6963:announceProvider", ({ detail }) => {
            const asked = detail.provider.request(${JSON.stringify({ method, params })});
            resolve(asked.catch(({ code }) => ({ code })));
          }, { once: true });
          dispatchEvent(new Event("eip6963:requestProvider"));
        })`);
      const { address } = privateKeyToAccount(KEY);
      expect(await ask("eth_requestAccounts")).to.deep.equal([address]);
      expect(await ask("eth_chainId")).to.equal("0x7a69");
      const signature = (await ask("personal_sign", "0x5369676e", address)) as `0x${string}`;
      expect(await verifyMessage({ address, message: "Sign", signature })).to.equal(true);
      const typed = {
        domain: { name: "D" },
        types: { T: [{ name: "x", type: "uint256" }] },
        primaryType: "T",
      } as const;
      const asText = JSON.stringify({ ...typed, message: { x: "7" } });
      const signed = (await ask("eth_signTypedData_v4", address, asText)) as `0x${string}`;
      expect(await verifyTypedData({ address, ...typed, message: { x: 7n }, signature: signed })).to.equal(true);
      wallet.setRefuses(true);
      expect(await ask("personal_sign", "0x5369676e", address)).to.deep.equal({ code: 4001 });
      expect(wallet.asked).to.include("eth_signTypedData_v4");
    }),
  );

  it(
    "they give it a device for passkeys, whose person consents or does not",
    visiting(async ({ world, openAt }) => {
      const page = await openAt(world.urlOf("beispiel").replace("127.0.0.1", "localhost"));
      const device = await addPasskeyDevice(page);
      const create = `navigator.credentials.create({ publicKey: {
        challenge: new Uint8Array(32), rp: { name: "Countersign" }, timeout: 2000,
        user: { id: new Uint8Array([1]), name: "clerk", displayName: "Clerk" },
        pubKeyCredParams: [{ type: "public-key", alg: -7 }],
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
      } }).then(({ type }) => type, ({ name }) => name)`;
      expect(await page.evaluate(create)).to.equal("public-key");
      expect(await device.count()).to.equal(1);
      await device.setConsents(false);
      expect(await page.evaluate(create)).to.equal("NotAllowedError");
    }),
  );

  const worldOf = ownWorld();

  it(
    "they take a payment back under everybody's hands, and the gateway's list follows",
    visiting(async ({ world }) => {
      const firm = await world.firm("beispiel");
      const id = world.receivableOf("MW-2027-0401.ubl.xml");
      const status = async (): Promise<string | undefined> => {
        await world.settled();
        return (await firm.gateway.GET("/v1/receivables/{id}", { params: { path: { id } } })).data?.status;
      };
      await world.lagFinality(16);
      const takeBack = await bookmark(world.chain);
      const before = await status();
      await firm.act({ verb: "accept", receivable: id });
      expect([before, await status()]).to.deep.equal(["Issued", "Accepted"]);
      await takeBack();
      expect(await status()).to.equal("Issued");
    }, worldOf),
  );

  it(
    "they are two people at once",
    visiting(async ({ openAs }) => {
      const [supplier, buyer] = await Promise.all([openAs("musterwerk"), openAs("beispiel", { language: "zh" })]);
      expect(await supplier.evaluate("navigator.language")).to.equal("en-GB");
      expect(await buyer.evaluate("navigator.language")).to.equal("zh-CN");
      expect(new URL(supplier.url()).origin).to.not.equal(new URL(buyer.url()).origin);
    }),
  );
});
