/** What a payment for those without gas asks of the currency, and what it leaves behind; without a chain. */
import { expect } from "chai";
import { decodeFunctionData, domainSeparator, encodeFunctionResult, parseAbi } from "viem";
import { ledgerAbi } from "../../../generated/abi.ts";
import { permit2Abi } from "../../../src/chain/permit2.ts";
import { RpcRefused, RpcUnreachable } from "../../../src/chain/rpcErrors.ts";
import { RetryError } from "../../../src/clients/errors.ts";
import { readPermit } from "../../../src/clients/permits.ts";
import type { PermitFacts } from "../../../src/clients/permits.ts";
import { idOf } from "../../../src/domain/commitment.ts";
import { PERMIT2 } from "../../../src/domain/permit2.ts";
import type { Address, Hex } from "../../../src/domain/receivable.ts";
import { relayOf } from "../../../src/store/relays.ts";
import { headerOf, receivableOf, termsOf } from "../../support/receivables.ts";
import { accepting, issuing } from "../book.ts";
import { addressOf, CHAIN_ID, KNOWN_TOKEN } from "../stage.ts";
import { codeOf, openScene, problemOf, signatureOf } from "./scene.ts";
import type { Intent, Scene } from "./scene.ts";

const ABI = parseAbi([
  "function DOMAIN_SEPARATOR() view returns (bytes32)",
  "function name() view returns (string)",
  "function version() view returns (string)",
  "function nonces(address) view returns (uint256)",
]);
type Told = Readonly<Record<string, string | bigint>>;
const WHO = { chainId: CHAIN_ID, currency: KNOWN_TOKEN, owner: addressOf("buyer") };

function separatorOf(version: string, over: Record<string, unknown> = {}): Hex {
  const domain = { name: "Token", version, chainId: CHAIN_ID, verifyingContract: KNOWN_TOKEN, ...over };
  return domainSeparator({ domain });
}

/** A currency that answers so, and refuses everything else. */
function currency(told: Told): Parameters<typeof readPermit>[0] {
  return {
    request: (method, [call]) => {
      const { functionName } = decodeFunctionData({ abi: ABI, data: (call as { data: Hex }).data });
      const result = told[functionName];
      if (result === undefined) return Promise.reject(new RpcRefused("node", method, "reverted", 3));
      return Promise.resolve(encodeFunctionResult({ abi: ABI, functionName, result }));
    },
  };
}

describe("The domain of a permit", () => {
  it("is the currency's own: what it tells must make its separator", async () => {
    const told = { DOMAIN_SEPARATOR: separatorOf("3"), name: "Token", version: "3", nonces: 7n };
    const facts = await readPermit(currency(told), WHO);
    expect(facts?.nonce).to.equal(7n);
    expect(facts?.domain).to.deep.include({ name: "Token", version: "3", chainId: BigInt(CHAIN_ID) });
  });

  it("has a usual version where the currency tells none", async () => {
    for (const version of ["1", "2"]) {
      const facts = await readPermit(
        currency({ DOMAIN_SEPARATOR: separatorOf(version), name: "Token", nonces: 0n }),
        WHO,
      );
      expect(facts?.domain.version).to.equal(version);
    }
  });

  it("is none where there are no permits, or where nothing that can be signed makes the separator", async () => {
    const good = { DOMAIN_SEPARATOR: separatorOf("1"), name: "Token", nonces: 0n };
    const others: readonly Told[] = [
      {},
      { name: "Token", nonces: 0n },
      { DOMAIN_SEPARATOR: good.DOMAIN_SEPARATOR, name: "Token" },
      { ...good, version: "5" },
      { ...good, name: "Tokens" },
      { ...good, DOMAIN_SEPARATOR: separatorOf("1", { chainId: 1 }) },
    ];
    for (const told of others) expect(await readPermit(currency(told), WHO)).to.equal(undefined);
    expect(await readPermit({ request: () => Promise.resolve("0x") }, WHO)).to.equal(undefined);
  });

  it("cannot be told while the node is silent", async () => {
    const silent = { request: (method: string) => Promise.reject(new RpcUnreachable("node", method, "no answer")) };
    expect(await readPermit(silent, WHO).catch((error: unknown) => error)).to.be.instanceOf(RetryError);
  });
});

describe("A payment for those without gas", () => {
  const receivable = receivableOf(headerOf(addressOf("supplier"), addressOf("buyer")), termsOf(KNOWN_TOKEN, 20_780));
  const id = idOf(receivable.header);
  let scene: Scene;
  let buyer: string;
  let facts: PermitFacts | undefined;
  let asked: (readonly [Address, Address])[];

  before(async () => {
    scene = await openScene({
      permitOf: (...of) => {
        asked.push(of);
        return Promise.resolve(facts);
      },
    });
    await scene.book.write(...issuing(receivable), accepting(receivable));
    buyer = await scene.signIn("buyer");
  });

  beforeEach(() => {
    asked = [];
    const domain = { name: "Token", version: "1", chainId: BigInt(CHAIN_ID), verifyingContract: KNOWN_TOKEN };
    facts = { domain, nonce: 4n };
  });

  after(() => scene.close());

  const pay = (through: "permit" | "permit2", maxCash: string): Promise<Intent> =>
    scene.act(buyer, { verb: "pay", receivable: id, maxCash, through });
  const params = ({ id: of }: Intent): { params: { path: { id: string } } } => ({ params: { path: { id: of } } });

  it("is one call of permit and payment, with the payer's two signatures in it", async () => {
    const intent = await pay("permit", "1.00");
    expect(asked).to.deep.equal([[KNOWN_TOKEN, addressOf("buyer")]]);
    expect(intent.permit?.message).to.include({ nonce: "4", value: `1${"0".repeat(18)}` });
    const body = {
      signature: await signatureOf("buyer", intent.message),
      permit: await signatureOf("buyer", intent.permit),
    };
    const { data } = await scene.client(buyer).POST("/v1/intents/{id}/signature", { ...params(intent), body });
    expect(data?.state).to.equal("signed");
    const relay = await relayOf(scene.database, intent.id);
    const { functionName, args } = decodeFunctionData({ abi: ledgerAbi, data: relay?.data ?? "0x" });
    expect(functionName).to.equal("multicall");
    const calls = (args as [readonly Hex[]])[0].map((call) => decodeFunctionData({ abi: ledgerAbi, data: call }));
    expect(calls.map((call) => call.functionName)).to.deep.equal(["permit", "pay"]);
  });

  it("is refused without the permit, with a permit of too few bytes, and with one where none is wanted", async () => {
    const [permitted, through2] = [await pay("permit", "2.00"), await pay("permit2", "2.00")];
    const signature = await signatureOf("buyer", permitted.message);
    const bodies = [
      [permitted, { signature }],
      [permitted, { signature, permit: "0x1234" as Hex }],
      [through2, { signature: await signatureOf("buyer", through2.message), permit: signature }],
    ] as const;
    for (const [intent, body] of bodies) {
      const sent = scene.client(buyer).POST("/v1/intents/{id}/signature", { ...params(intent), body });
      expect((await problemOf(sent)).code).to.equal("RequestInvalid");
      expect((await scene.read(buyer, intent.id)).state).to.equal("prepared");
    }
  });

  it("is no agent's to sign, whose own money it would be", async () => {
    await scene.mandate("buyer", "agent");
    const intent = await pay("permit2", "3.00");
    expect(await scene.sign(buyer, intent, "agent")).to.deep.equal({ status: 403, code: "NotAuthorised" });
  });

  it("through Permit2 leaves, once withdrawn, the call that voids its number there", async () => {
    const intent = await pay("permit2", "4.00");
    expect(await scene.sign(buyer, intent, "buyer")).to.include({ status: 200 });
    const { data } = await scene.client(buyer).POST("/v1/intents/{id}/withdrawal", params(intent));
    expect(data?.revocation?.to).to.equal(PERMIT2);
    const call = decodeFunctionData({ abi: permit2Abi, data: data?.revocation?.data as Hex });
    const nonce = BigInt(intent.message?.message["nonce"] as string);
    expect(call.args).to.deep.equal([nonce / 256n, 2n ** (nonce % 256n)]);
  });

  it("is refused where the currency takes no permits", async () => {
    facts = undefined;
    const body = { verb: "pay", receivable: id, maxCash: "5.00", through: "permit" } as const;
    const { error } = await scene.client(buyer).POST("/v1/intents", { body });
    expect(error && codeOf(error.type)).to.equal("PermitUnsupported");
  });
});
