import { expect } from "chai";
import { createFailover } from "../../src/chain/failover.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import type { Rpc } from "../../src/chain/rpc.ts";
import { RpcMalformed, RpcUnreachable, WrongChain } from "../../src/chain/rpcErrors.ts";
import { failureOf } from "../support/stage.ts";

const CHAIN = 31_337;

describe("Providers in reserve", () => {
  let asked: string[];
  beforeEach(() => {
    asked = [];
  });

  /** A provider that answers as it is told, or not at all. */
  function provider(name: string, answer: () => unknown): Rpc {
    const reply = (init: RequestInit | undefined): Response => {
      asked.push(name);
      const result = answer();
      if (result === undefined) throw new TypeError("fetch failed");
      const { id } = JSON.parse(typeof init?.body === "string" ? init.body : "{}") as { id: unknown };
      return new Response(JSON.stringify({ jsonrpc: "2.0", id, result }));
    };
    return createRpc({
      url: `http://${name}.invalid`,
      name,
      fetch: (_, init) => new Promise((resolve) => resolve(reply(init))),
    });
  }
  const height = (rpc: Rpc): Promise<unknown> => rpc.request("eth_blockNumber", []);
  const good = (name: string): Rpc => provider(name, () => "0x7a69");

  it("are asked where the one before does not answer, and stay in use while they do", async () => {
    const ask = createFailover([provider("dead", () => undefined), good("alive")], CHAIN);
    expect(await ask(height)).to.equal("0x7a69");
    asked = [];
    expect(await ask(height)).to.equal("0x7a69");
    expect(asked).to.deep.equal(["alive"]);
  });

  it("are not asked anything else where their chain is another, or none", async () => {
    for (const [answer, failure] of [
      ["0x1", WrongChain],
      ["one", RpcMalformed],
    ] as const) {
      const wrong = provider("wrong", () => answer);
      expect(await failureOf(createFailover([wrong], CHAIN)(height))).to.be.instanceOf(failure);
      expect(asked.splice(0)).to.deep.equal(["wrong"]);
      expect(await createFailover([wrong, good("right")], CHAIN)(height)).to.equal("0x7a69");
      asked = [];
    }
  });

  it("are asked for their chain again after a failure, since another node may stand there by then", async () => {
    let isUp = true;
    const one = provider("one", () => (isUp ? "0x7a69" : undefined));
    const ask = createFailover([one], CHAIN);
    await ask(height);
    isUp = false;
    expect(await failureOf(ask(height))).to.be.instanceOf(RpcUnreachable);
    isUp = true;
    asked = [];
    await ask(height);
    expect(asked).to.deep.equal(["one", "one"]);
  });

  it("do not hide a failure that is not theirs", async () => {
    const ask = createFailover([good("one"), good("two")], CHAIN);
    expect(await failureOf(ask(() => Promise.reject(new RangeError("a fault of ours"))))).to.be.instanceOf(RangeError);
    expect(asked).to.deep.equal(["one"]);
  });

  it("must be one at least", () => {
    expect(() => createFailover([], CHAIN)).to.throw(RangeError);
  });
});
