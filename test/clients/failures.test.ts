import { expect } from "chai";
import { BlockNotFoundError, HttpRequestError, RpcRequestError, UserRejectedRequestError } from "viem";
import type { Call, Connection, MinedTransaction } from "../../src/clients/connection.ts";
import { LedgerError, OutcomeUnknownError, RefusedError, RetryError } from "../../src/clients/errors.ts";
import type { ErrorCode } from "../../src/clients/errors.ts";
import { failureOf as meaningOf } from "../../src/clients/failures.ts";
import type { Stage as Progress } from "../../src/clients/failures.ts";
import { sendAndWait, submit } from "../../src/clients/submit.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Status, Verb, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { address, CLIENTS, failureOf, setStage } from "../support/stage.ts";
import type { Stage } from "../support/stage.ts";

const ID = keccakOfText("a receivable");
const HASH = keccakOfText("a transaction");
const REVERT: Hex = `${keccakOfText("AlreadyClosed(bytes32)").slice(0, 10) as Hex}${ID.slice(2)}`;
const CALL: Call = { to: address.stranger, data: "0x" };
const IMPATIENT = { interval: 1, limit: 20 };
const MINED: MinedTransaction = {
  succeeded: true,
  blockNumber: 7,
  blockHash: ZERO_HASH,
  contractAddress: undefined,
  logs: [],
};

class Coded extends Error {
  readonly code: number | string;
  readonly data: unknown;

  constructor(message: string, code: number | string, data?: unknown) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** A node that does as it is told, and otherwise mines whatever it gets. */
function connectionOf(told: Partial<Connection>): Connection {
  return {
    account: address.buyer,
    chainId: () => Promise.resolve(1),
    blockHash: () => Promise.resolve(ZERO_HASH),
    call: () => Promise.resolve("0x"),
    estimateGas: () => Promise.resolve(100_000n),
    send: () => Promise.resolve(HASH),
    mined: () => Promise.resolve(MINED),
    logs: () => Promise.resolve([]),
    sign: () => Promise.resolve("0x"),
    ...told,
  };
}

function send(told: Partial<Connection>): Promise<unknown> {
  return failureOf(sendAndWait(connectionOf(told), CALL, IMPATIENT));
}

describe("What an error of a node or a library means", () => {
  const request = { body: {}, url: "http://node.example" };
  const cases: readonly [string, Progress, unknown, ErrorCode, typeof RefusedError | typeof RetryError][] = [
    ["data of geth", "asking", new Coded("execution reverted", 3, REVERT), "AlreadyClosed", RefusedError],
    ["data in data", "asking", new Coded("VM Exception", -32603, { data: REVERT }), "AlreadyClosed", RefusedError],
    [
      "viem's wrapping",
      "sending",
      new RpcRequestError({ ...request, error: { code: 3, message: "execution reverted", data: REVERT } }),
      "AlreadyClosed",
      RefusedError,
    ],
    [
      "ethers' wrapping",
      "sending",
      Object.assign(new Error("could not coalesce"), {
        code: "UNKNOWN_ERROR",
        info: { error: new Coded("execution reverted", 3, REVERT) },
        transaction: { data: "0xdeadbeef" },
      }),
      "AlreadyClosed",
      RefusedError,
    ],
    ["a revert without data", "asking", new Coded("execution reverted", 3), "RevertedWithoutReason", RefusedError],
    ["a declined request", "signing", new UserRejectedRequestError(new Error("no")), "SignatureDeclined", RefusedError],
    ["ethers' declined request", "sending", new Coded("no", "ACTION_REJECTED"), "SignatureDeclined", RefusedError],
    ["an empty purse", "sending", new Coded("insufficient funds for gas", -32000), "GasNotCovered", RefusedError],
    ["a used nonce", "sending", new Coded("nonce too low: next 5, tx 4", -32000), "NonceTaken", RetryError],
    ["a dearer rival", "sending", new Coded("replacement transaction underpriced", -32000), "NonceTaken", RetryError],
    ["a limit", "asking", new Coded("rate limit exceeded", -32005), "NodeRefused", RetryError],
    [
      "a closed door",
      "asking",
      new HttpRequestError({ ...request, details: "fetch failed" }),
      "NodeUnreachable",
      RetryError,
    ],
    ["a missing block", "asking", new BlockNotFoundError({ blockNumber: 9n }), "NodeUnreachable", RetryError],
    ["a value that does not fit", "encoding", new TypeError("out of bounds"), "ArgumentInvalid", RefusedError],
  ];
  for (const [name, stage, error, code, kind] of cases) {
    it(`is clear of ${name}`, () => {
      const meaning = meaningOf(stage, error);
      expect(meaning).to.be.instanceOf(kind).and.instanceOf(LedgerError).with.property("code", code);
      expect(meaning.cause).to.equal(error);
    });
  }

  it("is unknown if the node falls silent while a transaction is sent", () => {
    const meaning = meaningOf("sending", new HttpRequestError({ ...request, details: "socket hang up" }));
    expect(meaning).to.be.instanceOf(OutcomeUnknownError).with.property("code", "SendingInterrupted");
  });

  it("is not taken for something else when it is understood already", () => {
    const known = new RetryError("NonceTaken", {}, "again: try again");
    expect(meaningOf("sending", known)).to.equal(known);
  });
});

describe("Sending a transaction", () => {
  it("gives a quarter more gas than the estimate, up to the cap of a transaction", async () => {
    const given: bigint[] = [];
    const spy = (_: Call, gas: bigint): Promise<Hex> => {
      given.push(gas);
      return Promise.resolve(HASH);
    };
    for (const estimate of [100_000n, 16_000_000n, 20_000_000n]) {
      await sendAndWait(connectionOf({ estimateGas: () => Promise.resolve(estimate), send: spy }), CALL, IMPATIENT);
    }
    expect(given).to.deep.equal([125_000n, 2n ** 24n, 25_000_000n]);
  });

  it("refuses what the estimate refuses, and sends nothing", async () => {
    const sent: Call[] = [];
    const failure = await send({
      estimateGas: () => Promise.reject(new Coded("execution reverted", 3, REVERT)),
      send: (call) => {
        sent.push(call);
        return Promise.resolve(HASH);
      },
    });
    expect(failure).to.be.instanceOf(RefusedError).with.deep.property("values", { id: ID });
    expect(sent).to.be.empty;
  });

  it("asks for the reason by a call where the estimate gives none", async () => {
    const failure = await send({
      estimateGas: () => Promise.reject(new Coded("execution reverted", 3)),
      call: () => Promise.reject(new Coded("execution reverted", 3, REVERT)),
    });
    expect(failure).to.have.property("code", "AlreadyClosed");
    const silent = await send({ estimateGas: () => Promise.reject(new Coded("execution reverted", 3)) });
    expect(silent).to.have.property("code", "RevertedWithoutReason");
  });

  it("waits through silence until a block holds the transaction", async () => {
    const answers = [undefined, new Error("socket hang up"), undefined, MINED];
    const mined = (): Promise<MinedTransaction | undefined> => {
      const next = answers.shift();
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    };
    const emitters = { ledger: address.supplier, directory: address.registrar };
    const recorded = await submit(connectionOf({ mined }), emitters, CALL, { interval: 1, limit: 5_000 });
    expect(recorded).to.deep.equal({ hash: HASH, blockNumber: 7, events: [] });
  });

  it("does not know the outcome of a transaction that no block holds in time", async () => {
    const failure = await send({ mined: () => Promise.resolve(undefined) });
    expect(failure).to.be.instanceOf(OutcomeUnknownError).and.to.include({ code: "NotMined", hash: HASH });
  });

  it("asks the block that reverted a transaction for the reason", async () => {
    const asked: unknown[] = [];
    const failure = await send({
      mined: () => Promise.resolve({ ...MINED, succeeded: false }),
      call: (_, blockNumber) => {
        asked.push(blockNumber);
        return Promise.reject(new Coded("execution reverted", 3, REVERT));
      },
    });
    expect(failure).to.have.property("code", "AlreadyClosed");
    expect(asked).to.deep.equal([7]);
    const silent = await send({ mined: () => Promise.resolve({ ...MINED, succeeded: false }) });
    expect(silent).to.be.instanceOf(RefusedError).with.property("code", "RevertedWithoutReason");
  });
});

for (const [library, connect] of Object.entries(CLIENTS)) {
  describe(`A transaction over ${library} that a block reverts`, () => {
    let stage: Stage;
    before(async () => {
      stage = await setStage(connect);
    });
    after(() => stage.chain.close());

    it("is refused with the reason", async () => {
      const { id, header, receivable } = await stage.issued();
      const consent = await stage.buyer.sign.acceptance(receivable, { nonce: 1n, deadline: 4_000_000_000n });
      const { provider } = stage.chain;
      await provider.request({ method: "evm_setAutomine", params: [false] });
      const outcomes = Promise.allSettled([
        stage.buyer.accept(receivable),
        stage.relayer.carryAcceptance(header, consent),
      ]);
      for (let pending = 0; pending < 2;) {
        const block = (await provider.request({ method: "eth_getBlockByNumber", params: ["pending", false] })) as {
          readonly transactions: readonly Hex[];
        };
        pending = block.transactions.length;
      }
      await provider.request({ method: "evm_mine" });
      await provider.request({ method: "evm_setAutomine", params: [true] });
      const refused = (await outcomes).filter((outcome) => outcome.status === "rejected");
      expect(refused).to.have.lengthOf(1);
      expect(refused[0]?.reason).to.be.instanceOf(RefusedError).with.property("code", "StatusForbids");
      expect(refused[0]?.reason).to.have.deep.property("values", { id, status: Status.Accepted, verb: Verb.Accept });
    });
  });
}
