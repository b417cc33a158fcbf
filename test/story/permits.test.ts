/** Payments of those who have no gas, on a chain: by a permit (ERC-2612) beside the payment, or through Permit2. */
import { expect } from "chai";
import { parseAbi } from "viem";
import { demoCurrencyAbi } from "../../generated/abi.ts";
import { permit2Abi } from "../../src/chain/permit2.ts";
import { PERMIT2 } from "../../src/domain/permit2.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { ok, openGatewayWorld } from "./gatewayWorld.ts";
import type { GatewayWorld, Intent } from "./gatewayWorld.ts";
import { accountOf, addressOf, Role, walletOf } from "../support/chain.ts";
import { installPermit2 } from "../support/permit2.ts";
import { codeOf, fieldsOf, problemOf } from "../gateway/intents/scene.ts";
import type { Act } from "../gateway/intents/scene.ts";

const { Supplier, Buyer } = Role;
const SIGNATURE = "/v1/intents/{id}/signature" as const;
const ERC20 = parseAbi([
  "function balanceOf(address) view returns (uint256)",
  "function allowance(address, address) view returns (uint256)",
]);
type Definition = Parameters<ReturnType<typeof accountOf>["signTypedData"]>[0];
type Through = NonNullable<Extract<Act, { verb: "pay" }>["through"]>;

describe("A payment without gas", function () {
  this.timeout(300_000);
  let world: GatewayWorld;
  let currency: Address;
  let id: Hex;
  let paid = 0n;

  before(async () => {
    world = await openGatewayWorld();
    currency = world.stage.chain.permitting.toLowerCase() as Address;
    await giveMoney();
    id = await accepted("P-1", currency);
    // Whoever has nothing sends nothing.
    await give(Buyer, 0n);
  });

  after(() => world.close());

  const give = (role: Role, wei: bigint): Promise<unknown> =>
    world.stage.node.request("hardhat_setBalance", addressOf(role), `0x${wei.toString(16)}`);

  /** The buyer has money that Permit2 may move, and the ledger may not. */
  async function giveMoney(): Promise<void> {
    const { chain, node } = world.stage;
    const setCode = async (...code: [address: string, code: string]): Promise<void> => {
      await node.request("hardhat_setCode", ...code);
    };
    await installPermit2({ setCode }, chain.reader);
    const token = { address: currency, abi: demoCurrencyAbi, chain: null } as const;
    const wallet = walletOf(chain.provider, Buyer);
    await wallet.writeContract({ ...token, functionName: "mint", args: [addressOf(Buyer), 10n ** 20n] });
    await wallet.writeContract({ ...token, functionName: "approve", args: [PERMIT2, 10n ** 20n] });
  }

  async function accepted(number: string, token: Address): Promise<Hex> {
    const agreed = { utcOffset: 60, currency: token };
    const issued = await world.issue(fieldsOf(number, { agreed, counterparty: addressOf(Buyer) }));
    await world.act(Buyer, { verb: "accept", receivable: issued });
    return issued;
  }

  const balance = (of: Role): Promise<bigint> =>
    world.stage.chain.reader.readContract({
      ...{ address: currency, abi: ERC20, functionName: "balanceOf", args: [addressOf(of)] },
    });
  const sign = (message: Intent["message"], role: Role = Buyer): Promise<Hex> =>
    accountOf(role).signTypedData(message as unknown as Definition);
  const read = async (intent: Intent): Promise<Intent> =>
    ok(await (await world.as(Buyer)).GET("/v1/intents/{id}", { params: { path: { id: intent.id } } }));

  async function prepare(through: Through, maxCash: string): Promise<Intent> {
    const client = await world.as(Buyer);
    return ok(await client.POST("/v1/intents", { body: { verb: "pay", receivable: id, maxCash, through } }));
  }

  async function handIn(intent: Intent, body: { signature: Hex; permit?: Hex }): Promise<string | undefined> {
    const client = await world.as(Buyer);
    const { error } = await client.POST(SIGNATURE, { params: { path: { id: intent.id } }, body });
    return error && codeOf(error.type);
  }

  /** Until the index has it, and nothing but the money moved. */
  async function recorded(intent: Intent, cash: bigint): Promise<void> {
    const over = await world.until(
      () => read(intent),
      ({ state }) => state === "recorded" || state === "refused",
    );
    expect(over).to.include({ state: "recorded", sentDirectly: false, error: null });
    paid += cash;
    expect((await world.detail(Buyer, id)).open).to.equal(`${((100_000n - paid) / 100n).toString()}.00`);
  }

  it("is signed twice with a permit, once for the money and once for the payment, and sent as one call", async () => {
    const before = await balance(Supplier);
    const intent = await prepare("permit", "300.00");
    expect(intent).to.deep.include({ call: null, before: [] });
    expect(intent.permit?.domain).to.include({ name: "Permitting", verifyingContract: currency });
    expect(intent.permit?.message).to.include({ value: "30000", owner: addressOf(Buyer), nonce: "0" });
    const [signature, permit] = [await sign(intent.message), await sign(intent.permit)];
    expect(await handIn(intent, { signature })).to.equal("RequestInvalid");
    expect(await handIn(intent, { signature, permit: await sign(intent.permit, Supplier) })).to.equal(
      "SignatureInvalid",
    );
    expect(await handIn(intent, { signature: permit, permit })).to.equal("SignatureInvalid");
    expect((await read(intent)).state).to.equal("prepared");
    expect(await handIn(intent, { signature, permit })).to.equal(undefined);
    await recorded(intent, 30_000n);
    expect((await balance(Supplier)) - before).to.equal(30_000n);
    const args = [addressOf(Buyer), world.stage.chain.addresses.ledger] as const;
    const left = await world.stage.chain.reader.readContract({
      ...{ address: currency, abi: ERC20, functionName: "allowance", args },
    });
    expect(left).to.equal(0n);
  });

  it("is signed once through Permit2, in Permit2's own domain, with the payment as what it is for", async () => {
    const intent = await prepare("permit2", "200.00");
    expect(intent).to.include({ call: null, permit: null });
    expect(intent.message?.domain).to.deep.equal({ name: "Permit2", chainId: 31_337, verifyingContract: PERMIT2 });
    expect(intent.message?.primaryType).to.equal("PermitWitnessTransferFrom");
    expect(intent.before[0]?.to).to.equal(currency);
    const signature = await sign(intent.message);
    expect(await handIn(intent, { signature, permit: await sign(intent.message) })).to.equal("RequestInvalid");
    expect(await handIn(intent, { signature: await sign(intent.message, Supplier) })).to.equal("SignatureInvalid");
    expect(await handIn(intent, { signature })).to.equal(undefined);
    await recorded(intent, 20_000n);
  });

  it("is refused where the permit's number was used since it was prepared, and prepared anew", async () => {
    const stale = await prepare("permit", "10.00");
    const used = await prepare("permit", "20.00");
    expect(await handIn(used, { signature: await sign(used.message), permit: await sign(used.permit) })).to.equal(
      undefined,
    );
    await recorded(used, 2_000n);
    const late = { signature: await sign(stale.message), permit: await sign(stale.permit) };
    expect(await handIn(stale, late)).to.equal("NonceAlreadySpent");
    const client = await world.as(Buyer);
    const params = { path: { id: stale.id } };
    ok(await client.POST("/v1/intents/{id}/withdrawal", { params }));
    const anew = await prepare("permit", "10.00");
    expect(anew.id).not.to.equal(stale.id);
    expect(anew.permit?.message["nonce"]).to.equal("2");
  });

  it("through Permit2 is refused once the payer has used its number there, and nothing is sent", async () => {
    const relayed = await prepare("permit2", "50.00");
    await world.stage.chain.wait(1);
    const nonce = BigInt(relayed.message?.message["nonce"] as string);
    await give(Buyer, 10n ** 20n);
    const wallet = walletOf(world.stage.chain.provider, Buyer);
    const call = { address: PERMIT2, abi: permit2Abi, functionName: "invalidateUnorderedNonces" } as const;
    await wallet.writeContract({ ...call, args: [nonce >> 8n, 1n << (nonce & 255n)], chain: null });
    expect(await handIn(relayed, { signature: await sign(relayed.message) })).to.equal("UnrecognisedRevert");
    expect((await read(relayed)).state).to.equal("prepared");
    await give(Buyer, 0n);
  });

  it("takes no permit of a currency that has none", async () => {
    const plain = await accepted("P-2", world.currency);
    const body = { verb: "pay", receivable: plain, maxCash: "1.00", through: "permit" } as const;
    const { code, status } = await problemOf((await world.as(Buyer)).POST("/v1/intents", { body }));
    expect([code, status]).to.deep.equal(["PermitUnsupported", 422]);
  });
});
