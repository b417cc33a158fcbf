/** An organisation that is a Safe: its owners sign on devices of their own, one after another. */
import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { hashMessage } from "viem";
import type { Client } from "openapi-fetch";
import { createSiweMessage } from "viem/siwe";
import type { components, paths } from "../../generated/openapi.d.ts";
import { safeMessage, safeSignature } from "../../src/clients/safe.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { deploySafe } from "../clients/safeStage.ts";
import { ok, openGatewayWorld } from "../story/gatewayWorld.ts";
import type { GatewayWorld, Intent } from "../story/gatewayWorld.ts";
import { accountOf, addressOf, Role } from "../support/chain.ts";
import { fieldsOf, problemOf } from "./intents/scene.ts";

type Signatures = components["schemas"]["OwnerSignatures"];

const OWNERS = [Role.Factor, Role.Agent, Role.Stranger] as const;
const NOBODYS = Role.Registrar;

describe("An organisation that is a Safe", function () {
  this.timeout(300_000);
  let world: GatewayWorld;
  let safe: Address;
  let chainId: number;
  const clients = new Map<Role, Client<paths>>();
  let invoices = 0;

  before(async () => {
    world = await openGatewayWorld();
    chainId = world.stage.chain.addresses.chainId;
    safe = await deploySafe(world.stage.chain, OWNERS.map(addressOf), 2n);
    const administrator = world.client(await signIn(safe, bySafe));
    for (const role of [...OWNERS, NOBODYS]) {
      ok(await administrator.POST("/v1/members", { body: { account: addressOf(role), role: "preparer" } }));
      const byOwner = (message: string): Promise<Hex> => accountOf(role).signMessage({ message });
      clients.set(role, world.client(await signIn(addressOf(role), byOwner)));
    }
  });

  after(() => world.close());

  async function signIn(address: Address, sign: (message: string) => Promise<Hex>): Promise<string> {
    const { nonce, domain, uri } = ok(await world.client().POST("/v1/sessions/nonce"));
    const issuedAt = new Date(world.now() * 1000);
    const message = createSiweMessage({ domain, uri, chainId, nonce, version: "1", address, issuedAt });
    const body = { message, signature: await sign(message), organisation: safe };
    return ok(await world.client().POST("/v1/sessions", { body })).token;
  }

  /** As its wallet application collects it: two owners sign the digest. */
  async function bySafe(message: string): Promise<Hex> {
    const data = safeMessage(chainId, safe, hashMessage(message));
    const signed = await Promise.all(
      OWNERS.slice(0, 2).map(async (role) => ({
        owner: addressOf(role),
        signature: await accountOf(role).signTypedData(data),
      })),
    );
    return safeSignature(signed);
  }

  function as(role: Role): Client<paths> {
    return clients.get(role) ?? expect.fail("nobody of that role is a member");
  }

  async function accepting(): Promise<Intent> {
    invoices += 1;
    const agreed = { utcOffset: 60, currency: world.currency };
    const receivable = await world.issue(fieldsOf(`S-${invoices}`, { agreed, counterparty: safe }));
    const prepared = await world.until(
      () => as(OWNERS[0]).POST("/v1/intents", { body: { verb: "accept", receivable } }),
      ({ data }) => data !== undefined,
    );
    return ok(prepared);
  }

  async function read(role: Role, id: string): Promise<Signatures> {
    return ok(await as(role).GET("/v1/intents/{id}/owner-signatures", { params: { path: { id } } }));
  }

  function handIn(role: Role, id: string, signature: Hex) {
    const params = { path: { id } };
    return as(role).POST("/v1/intents/{id}/owner-signatures", { params, body: { signature } });
  }

  /** What the owner's wallet makes of what the gateway shows. */
  async function signed(role: Role, id: string): Promise<Hex> {
    const { message } = await read(role, id);
    return accountOf(role).signTypedData(
      message as unknown as Parameters<ReturnType<typeof accountOf>["signTypedData"]>[0],
    );
  }

  it("accepts once enough owners have signed, whoever of them was first", async () => {
    const { id } = await accepting();
    expect(await read(OWNERS[1], id)).to.deep.include({ contract: safe, threshold: 2, state: "prepared" });
    const first = ok(await handIn(OWNERS[2], id, await signed(OWNERS[2], id)));
    expect(first.state).to.equal("prepared");
    expect(first.owners.filter((one) => one.signed).map(({ owner }) => owner)).to.deep.equal([addressOf(OWNERS[2])]);
    ok(await handIn(OWNERS[0], id, await signed(OWNERS[0], id)));
    const params = { path: { id } };
    const over = await world.until(
      async () => ok(await as(OWNERS[1]).GET("/v1/intents/{id}", { params })),
      ({ state }) => state === "recorded" || state === "refused",
    );
    expect([over.state, over.signed?.signer]).to.deep.equal(["recorded", safe]);
    expect(await world.detail(Role.Supplier, over.receivable ?? "")).to.include({ status: "Accepted" });
    expect(await world.database.query("select from owner_signatures where intent = $1", [id])).to.deep.equal([]);
  });

  it("takes no signature of a member who is no owner, of another message, or that is none", async () => {
    const [{ id }, other] = [await accepting(), await accepting()];
    const stranger = await signed(NOBODYS, id);
    const elsewhere = await signed(OWNERS[0], other.id);
    for (const signature of [stranger, elsewhere, `0x${"11".repeat(65)}` as const]) {
      expect(await problemOf(handIn(OWNERS[0], id, signature))).to.include({ code: "SignatureInvalid", status: 401 });
    }
    expect((await read(OWNERS[0], id)).owners.some((one) => one.signed)).to.equal(false);
  });

  it("counts an owner once, however often the owner signs, and whoever hands it in", async () => {
    const { id } = await accepting();
    const signature = await signed(OWNERS[0], id);
    const all = await Promise.all([OWNERS[0], OWNERS[1], OWNERS[0]].map((role) => handIn(role, id, signature)));
    expect(all.every(({ data }) => data?.state === "prepared")).to.equal(true);
    expect((await read(OWNERS[1], id)).owners.filter((one) => one.signed)).to.have.length(1);
  });

  it("shows nothing to strangers, and takes nothing from them", async () => {
    const { id } = await accepting();
    const stranger = await world.as(Role.Buyer);
    const params = { path: { id } };
    expect((await problemOf(stranger.GET("/v1/intents/{id}/owner-signatures", { params }))).code).to.equal("NotFound");
    const body = { signature: await signed(OWNERS[0], id) };
    const sent = stranger.POST("/v1/intents/{id}/owner-signatures", { params, body });
    expect((await problemOf(sent)).code).to.equal("NotFound");
  });

  it("takes nothing of what was withdrawn, and keeps the other way: the whole signature at once", async () => {
    const withdrawn = await accepting();
    const signature = await signed(OWNERS[0], withdrawn.id);
    ok(await as(OWNERS[0]).POST("/v1/intents/{id}/withdrawal", { params: { path: { id: withdrawn.id } } }));
    expect((await problemOf(handIn(OWNERS[0], withdrawn.id, signature))).code).to.equal("IntentOver");

    const { id } = await accepting();
    const { digest } = await read(OWNERS[0], id);
    const parts = await Promise.all(
      OWNERS.slice(1).map(async (role) => ({
        owner: addressOf(role),
        signature: await accountOf(role).signTypedData(safeMessage(chainId, safe, digest as Hex)),
      })),
    );
    const body = { signature: safeSignature(parts), signer: safe };
    const taken = ok(await as(OWNERS[1]).POST("/v1/intents/{id}/signature", { params: { path: { id } }, body }));
    expect(taken.signed?.signer).to.equal(safe);
  });

  it("is told apart from an organisation that is none: that hands in its own signature", async () => {
    const supplier = await world.as(Role.Supplier);
    const agreed = { utcOffset: 60, currency: world.currency };
    const body = fieldsOf(`N-${randomUUID()}`, { agreed, counterparty: addressOf(Role.Buyer) });
    const { id } = ok(await supplier.POST("/v1/receivables", { body }));
    const params = { path: { id } };
    const shown = ok(await supplier.GET("/v1/intents/{id}/owner-signatures", { params }));
    expect(shown).to.deep.include({ threshold: null, owners: [] });
    const signature: Hex = `0x${"11".repeat(65)}`;
    const sent = supplier.POST("/v1/intents/{id}/owner-signatures", { params, body: { signature } });
    expect(await problemOf(sent)).to.include({ code: "OwnersMissing", status: 422 });
  });
});
