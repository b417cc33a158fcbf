/** A buyer who was sent a link, and has a passkey and nothing else: no wallet, no address, no gas. */
import { expect } from "chai";
import type { Client } from "openapi-fetch";
import { createSiweMessage } from "viem/siwe";
import type { components, paths } from "../../generated/openapi.d.ts";
import { ACCOUNT_FACTORY, ACCOUNT_FACTORY_CODE, verifierCall } from "../../src/clients/organisation/passkeyAccounts.ts";
import { relaysOf } from "../../src/store/relays.ts";
import type { Relay } from "../../src/store/relays.ts";
import { ok, openGatewayWorld } from "../story/gatewayWorld.ts";
import type { GatewayWorld, Intent } from "../story/gatewayWorld.ts";
import { addressOf, Role } from "../support/chain.ts";
import { fieldsOf, problemOf } from "./intents/scene.ts";
import { softwareAccount, softwareAccounts } from "./passkeyDevice.ts";
import type { SoftwareAccount } from "./passkeyDevice.ts";

type Opened = components["schemas"]["PasskeyAccount"];

describe("An account for a passkey", function () {
  this.timeout(300_000);
  let world: GatewayWorld;
  let chainId: number;
  let invoices = 0;

  before(async () => {
    world = await openGatewayWorld();
    chainId = world.stage.chain.addresses.chainId;
  });

  after(() => world.close());

  /** The supplier prepares a receivable for somebody it has no address of. */
  async function invited(): Promise<{ readonly intent: Intent; readonly token: string }> {
    const supplier = await world.as(Role.Supplier);
    const agreed = { utcOffset: 60, currency: world.currency };
    invoices += 1;
    const buyer = { name: "Buyer SE", vatId: `DE${100_000_000 + invoices}` };
    const body = fieldsOf(`P-${invoices}`, { agreed }, { buyer });
    delete body.counterparty;
    const intent = ok(await supplier.POST("/v1/receivables", { body }));
    return { intent, token: new URL(intent.invitation?.link ?? "https://nowhere").hash.slice(1) };
  }

  function open(token: string, ...devices: readonly SoftwareAccount[]) {
    const passkeys = devices.map(({ passkey }) => passkey);
    return world.client().POST("/v1/passkey-accounts", { body: { token, passkeys } });
  }

  async function ready({ passkey }: SoftwareAccount): Promise<Opened> {
    const params = { path: { credential: passkey.credential } };
    const read = async (): Promise<Opened> =>
      ok(await world.client().GET("/v1/passkey-accounts/{credential}", { params }));
    return world.until(read, ({ state }) => state !== "waiting");
  }

  async function siwe(address: SoftwareAccount["address"]): Promise<string> {
    const { nonce, domain, uri } = ok(await world.client().POST("/v1/sessions/nonce"));
    const issuedAt = new Date(world.now() * 1000);
    return createSiweMessage({ domain, uri, chainId, nonce, version: "1", address, issuedAt });
  }

  async function signIn(device: SoftwareAccount): Promise<Client<paths>> {
    const message = await siwe(device.address);
    const body = { message, signature: await device.signMessage(message) };
    return world.client(ok(await world.client().POST("/v1/sessions", { body })).token);
  }

  async function relayCount(): Promise<number> {
    return (await relays()).length;
  }

  /** What the supplier pays for, the newest first. */
  function relays(): Promise<readonly Relay[]> {
    return relaysOf(world.database, addressOf(Role.Supplier), { limit: 100 });
  }

  it("cannot be opened where the chain has nothing to make it with, and that says so", async () => {
    const { token } = await invited();
    const problem = await problemOf(open(token, softwareAccount(chainId)));
    expect(problem).to.include({ code: "PasskeyAccountsMissing", status: 422 });
    expect(problem.detail).to.contain("join with a wallet");
    expect(await relayCount()).to.equal(0);
    await world.stage.node.request("hardhat_setCode", ACCOUNT_FACTORY, ACCOUNT_FACTORY_CODE);
  });

  it("leads from the link to an acceptance on the chain, and the buyer never has any gas", async () => {
    const { intent, token } = await invited();
    const device = softwareAccount(chainId);
    const opened = await open(token, device);
    expect(opened.response.status).to.equal(201);
    expect(ok(opened)).to.include({ account: device.address, state: "waiting" });
    expect(await ready(device)).to.include({ account: device.address, state: "ready", detail: null });
    expect((await relays()).map(({ to }) => to)).to.deep.equal([ACCOUNT_FACTORY, ACCOUNT_FACTORY]);

    const buyer = await signIn(device);
    const joined = ok(await buyer.POST("/v1/invitations/acceptance", { body: { token } }));
    expect(joined.organisation).to.equal(device.address);
    const supplier = await world.as(Role.Supplier);
    const params = { path: { id: intent.id } };
    const issued = await world.carry(Role.Supplier, ok(await supplier.GET("/v1/intents/{id}", { params })));
    const receivable = issued.receivable ?? "0x";
    const seen = await world.until(
      () => buyer.GET("/v1/receivables/{id}", { params: { path: { id: receivable } } }),
      ({ data }) => data !== undefined,
    );
    expect(ok(seen)).to.include({ status: "Issued", buyer: device.address });

    const accepting = ok(await buyer.POST("/v1/intents", { body: { verb: "accept", receivable } }));
    const signature = await device.signTypedData(accepting.message);
    const place = { path: { id: accepting.id } };
    ok(await buyer.POST("/v1/intents/{id}/signature", { params: place, body: { signature } }));
    const read = async (): Promise<Intent> => ok(await buyer.GET("/v1/intents/{id}", { params: place }));
    expect(await world.until(read, ({ state }) => state !== "sent" && state !== "signed")).to.include({
      state: "recorded",
    });
    expect(await world.detail(Role.Supplier, receivable)).to.include({ status: "Accepted" });
    expect(await world.stage.chain.reader.getBalance({ address: device.address })).to.equal(0n);
  });

  it("is opened once, however often and by however many the same is asked for", async () => {
    const { token } = await invited();
    const device = softwareAccount(chainId);
    const before = await relayCount();
    const all = await Promise.all(Array.from({ length: 6 }, () => open(token, device)));
    expect(all.filter(({ response }) => response.status === 201)).to.have.length(1);
    expect(all.every(({ data }) => data?.account === device.address)).to.equal(true);
    expect((await ready(device)).state).to.equal("ready");
    expect((await open(token, device)).response.status).to.equal(200);
    // The verifier stands already.
    expect(await relayCount()).to.equal(before + 1);
  });

  it("is one for each invitation: whoever has the link spends no more of the supplier's gas", async () => {
    const { token } = await invited();
    const first = softwareAccount(chainId);
    ok(await open(token, first));
    const before = await relayCount();
    const problem = await problemOf(open(token, softwareAccount(chainId)));
    expect(problem).to.include({ code: "InvitationAccountOpened", status: 409 });
    expect(await relayCount()).to.equal(before);
    expect((await ready(first)).state).to.equal("ready");
  });

  it("is opened by no token that leads nowhere, was used, or was withdrawn", async () => {
    const device = softwareAccount(chainId);
    const before = await relayCount();
    expect(await problemOf(open("A".repeat(43), device))).to.include({ code: "InvitationUnknown", status: 404 });
    const withdrawn = await invited();
    const params = { path: { id: withdrawn.intent.id } };
    ok(await (await world.as(Role.Supplier)).POST("/v1/intents/{id}/withdrawal", { params }));
    expect((await problemOf(open(withdrawn.token, device))).code).to.equal("InvitationUnknown");
    const used = await invited();
    ok(await (await world.as(Role.Buyer)).POST("/v1/invitations/acceptance", { body: { token: used.token } }));
    expect((await problemOf(open(used.token, device))).code).to.equal("InvitationUnknown");
    expect(await relayCount()).to.equal(before);
  });

  it("is opened for no point off the curve, and for no passkey that is told twice", async () => {
    const { token } = await invited();
    const [one, other] = [softwareAccount(chainId), softwareAccount(chainId)];
    const off = { ...one, passkey: { ...one.passkey, y: other.passkey.y } };
    expect((await problemOf(open(token, off))).code).to.equal("PasskeyInvalid");
    const zero = { ...one, passkey: { ...one.passkey, x: `0x${"00".repeat(32)}`, y: `0x${"00".repeat(32)}` } as const };
    expect((await problemOf(open(token, zero))).code).to.equal("PasskeyInvalid");
    expect((await problemOf(open(token, one, one))).code).to.equal("PasskeyInvalid");
  });

  it("is the same account again by another supplier's link, and a credential is nobody else's", async () => {
    const device = softwareAccount(chainId);
    ok(await open((await invited()).token, device));
    await ready(device);
    const before = await relayCount();
    const { token } = await invited();
    const again = await open(token, device);
    expect([again.response.status, again.data?.account]).to.deep.equal([200, device.address]);
    const thief = { ...softwareAccount(chainId) };
    const posing = { ...thief, passkey: { ...thief.passkey, credential: device.passkey.credential } };
    expect((await problemOf(open(token, posing))).code).to.equal("PasskeyTaken");
    expect(await relayCount()).to.equal(before);
  });

  it("lets either of two passkeys sign in, and nobody by the signature of another account's", async () => {
    const [telephone, laptop] = softwareAccounts(chainId, 2);
    if (telephone === undefined || laptop === undefined) throw new Error("two devices were asked for");
    ok(await open((await invited()).token, telephone, laptop));
    expect(await ready(laptop)).to.include({ account: telephone.address, state: "ready" });
    for (const device of [telephone, laptop]) await signIn(device);
    const message = await siwe(telephone.address);
    const stranger = softwareAccount(chainId);
    const forged = await stranger.signMessage(message);
    const sent = world.client().POST("/v1/sessions", { body: { message, signature: forged } });
    expect((await problemOf(sent)).code).to.equal("SignatureInvalid");
    // What it signed for one message signs it in with no other.
    const signature = await telephone.signMessage(message);
    const other = await siwe(telephone.address);
    const replayed = world.client().POST("/v1/sessions", { body: { message: other, signature } });
    expect((await problemOf(replayed)).code).to.equal("SignatureInvalid");
  });

  it("is found by its credential alone, and one that nobody opened is not", async () => {
    const params = { path: { credential: softwareAccount(chainId).passkey.credential } };
    const asked = world.client().GET("/v1/passkey-accounts/{credential}", { params });
    expect(await problemOf(asked)).to.include({ code: "NotFound", status: 404 });
  });

  it("shares one verifier, whose address everybody can work out", async () => {
    expect(await world.stage.chain.reader.getCode({ address: verifierCall().address })).to.match(/^0x6080/);
  });
});
