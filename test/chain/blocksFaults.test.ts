import { expect } from "chai";
import { createBlockReader } from "../../src/chain/blocks.ts";
import type { BlockReader, BlockReaderOptions } from "../../src/chain/blocks.ts";
import { verifyBlock } from "../../src/chain/integrity.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import type { ChainReadError } from "../../src/chain/rpcErrors.ts";
import {
  ChainBehind,
  ChainDishonest,
  RpcBusy,
  RpcMalformed,
  RpcRefused,
  RpcUnreachable,
  WrongChain,
} from "../../src/chain/rpcErrors.ts";
import { openFaultProxy, patienceWith } from "../support/faultProxy.ts";
import type { FaultName, FaultProxy } from "../support/faultProxy.ts";
import { readAll } from "../support/faultProxyReading.ts";
import { startNode } from "../support/faultProxyNode.ts";
import type { Node } from "../support/faultProxyNode.ts";
import { VENDORS } from "../support/faultProxyWords.ts";

type Kind = abstract new (...args: never[]) => ChainReadError;

/** What is known of the node's chain, read without the proxy. */
interface Truth {
  readonly from: number;
  readonly to: number;
  readonly answers: string;
}

const HASTE = { attempts: 2, pauseMilliseconds: 1, longestPauseMilliseconds: 50 };

/** Faults that last, and how reading through a single provider that has them ends. */
const LASTING: Readonly<Partial<Record<FaultName, readonly [Kind, string]>>> = {
  timeout: [RpcUnreachable, "eth_chainId"],
  hangAfterHeaders: [RpcUnreachable, "eth_chainId"],
  resetMidBody: [RpcUnreachable, "eth_chainId"],
  connectionRefused: [RpcUnreachable, "eth_chainId"],
  tooManyRequests: [RpcBusy, "eth_chainId"],
  tooManyRequestsRetryAfter: [RpcBusy, "eth_chainId"],
  tooManyRequestsJson: [RpcBusy, "eth_chainId"],
  serviceUnavailable: [RpcBusy, "eth_chainId"],
  badGateway: [RpcUnreachable, "eth_chainId"],
  notFound: [RpcRefused, "eth_chainId"],
  html: [RpcMalformed, "eth_chainId"],
  truncated: [RpcMalformed, "eth_chainId"],
  emptyBody: [RpcMalformed, "eth_chainId"],
  wrongId: [RpcMalformed, "eth_chainId"],
  neitherResultNorError: [RpcMalformed, "eth_chainId"],
  batch: [RpcMalformed, "eth_chainId"],
  oversized: [RpcMalformed, "eth_chainId"],
  internalError: [RpcRefused, "eth_chainId"],
  unknownMethod: [RpcRefused, "eth_chainId"],
  unknownTag: [RpcRefused, "eth_chainId"],
  headerNotFound: [ChainBehind, "eth_chainId"],
  wrongChainId: [WrongChain, "eth_chainId"],
  nullBlock: [ChainBehind, "eth_getBlockByNumber"],
  otherBlock: [RpcMalformed, "eth_getBlockByNumber"],
  flippedHeader: [ChainDishonest, "eth_getBlockByNumber"],
  wrongReceiptsRoot: [ChainBehind, "eth_getLogs"],
  otherFork: [ChainBehind, "eth_getLogs"],
  logsMissingOne: [ChainDishonest, "eth_getLogs"],
  logsMissingAll: [ChainDishonest, "eth_getLogs"],
  logsMissingLast: [ChainDishonest, "eth_getLogs"],
  logsDoubled: [RpcMalformed, "eth_getLogs"],
  logOfOtherBlock: [RpcMalformed, "eth_getLogs"],
  logOfOtherFork: [RpcMalformed, "eth_getLogs"],
  logOfStranger: [RpcMalformed, "eth_getLogs"],
  logRemoved: [RpcMalformed, "eth_getLogs"],
  logWithoutTopics: [RpcMalformed, "eth_getLogs"],
  logForged: [ChainDishonest, "eth_getLogs"],
  forgedReceipt: [ChainDishonest, "eth_getBlockReceipts"],
  nullReceipt: [ChainBehind, "eth_getTransactionReceipt"],
};

/** What a provider says of a fork of its own; one answer alone contradicts nothing. */
const FORKS: ReadonlySet<FaultName> = new Set(["otherFork", "wrongReceiptsRoot"]);

/** Faults that do no harm however long they last. */
const HARMLESS: readonly FaultName[] = ["logsUnordered", "logsWithoutTimestamp"];

describe("Reading a chain through a provider that goes wrong", () => {
  let node: Node;
  let proxy: FaultProxy;
  let truth: Truth;

  before(async () => {
    node = await startNode();
    const { accounts, approveAll, setKey, transfer, addresses } = node;
    const [one, two] = [accounts[0] ?? "0x", accounts[1] ?? "0x"];
    const from = addresses.block;
    await node.mine(approveAll(one, 1), setKey(two, 1), approveAll(two, 2), transfer(one, 1));
    await node.mine();
    await node.mine(approveAll(one, 3), approveAll(one, 4), setKey(one, 2));
    await node.mine(transfer(two, 5));
    await node.mine(setKey(two, 3), approveAll(two, 5), approveAll(two, 6));
    const to = Number(await node.request("eth_blockNumber"));
    truth = { from, to, answers: await readAll(readerOf(node.url), from, to) };
  });

  after(() => node.close());

  beforeEach(async () => {
    proxy = await openFaultProxy(node.url);
  });

  afterEach(() => proxy.close());

  function readerOf(url: string, more: Partial<BlockReaderOptions> = {}, timeoutMilliseconds = 5_000): BlockReader {
    const { chainId, ledger, directory } = node.addresses;
    const rpcs = [createRpc({ url, name: "the provider", timeoutMilliseconds, maxBytes: 2 ** 18 })];
    return createBlockReader({ rpcs, chainId, addresses: [ledger, directory], ...HASTE, ...more });
  }

  it("has something to read", () => {
    expect(truth.answers).to.include(node.addresses.ledger.toLowerCase());
    expect(truth.answers).to.include(node.addresses.directory.toLowerCase());
  });

  for (const [fault, [kind, method]] of Object.entries(LASTING) as [FaultName, readonly [Kind, string]][]) {
    it(`ends in ${kind.name} of ${method} while ${fault} lasts, and never in a wrong answer`, async () => {
      proxy.schedule({ fault });
      const error = await readAll(readerOf(proxy.url, {}, patienceWith(fault)), truth.from, truth.to).then(
        (answers) => expect.fail(`it answers ${answers}`),
        (failure: unknown) => failure,
      );
      expect(error).to.be.instanceOf(kind);
      expect(error).to.include({ provider: "the provider", method });
      expect(error).to.have.property("message").that.has.length.above(`${method} at the provider: `.length);
    });

    if (
      kind === WrongChain ||
      fault === "notFound" ||
      fault === "unknownMethod" ||
      fault === "unknownTag" ||
      FORKS.has(fault)
    )
      continue;
    it(`tells the truth in spite of ${fault} once in each kind of question`, async () => {
      const methods = ["eth_chainId", "eth_getBlockByNumber", "eth_getLogs", "eth_getTransactionReceipt"];
      // What was withheld is found, but who asked must decide whether to ask again.
      proxy.schedule(...methods.map((name) => ({ fault, method: name, times: 1 })));
      const reader = readerOf(proxy.url, { attempts: 6 }, patienceWith(fault));
      const answers = await readAll(reader, truth.from, truth.to).catch(async (error: unknown) => {
        expect(error).to.be.instanceOf(ChainDishonest).with.property("part", "logs");
        return readAll(reader, truth.from, truth.to);
      });
      expect(answers).to.equal(truth.answers);
    });
  }

  for (const fault of FORKS) {
    it(`finds out a head with ${fault} as soon as it verifies the block`, async () => {
      proxy.schedule({ fault, when: ({ params }) => params[0] === "latest" });
      const reader = readerOf(proxy.url);
      const { latest } = await reader.heads();
      const error: unknown = await verifyBlock(reader, latest).catch((failure: unknown) => failure);
      expect(error)
        .to.be.instanceOf(ChainBehind)
        .with.property("message")
        .that.matches(/is 0x\w+ now and was 0x\w+/);
    });
  }

  for (const fault of HARMLESS) {
    it(`tells the truth in spite of ${fault}`, async () => {
      proxy.schedule({ fault });
      expect(await readAll(readerOf(proxy.url), truth.from, truth.to)).to.equal(truth.answers);
    });
  }

  for (const vendor of VENDORS) {
    it(`reads on in narrower ranges when ${vendor} finds a range too wide`, async () => {
      proxy.limitRange(vendor, 2);
      const reader = readerOf(proxy.url);
      expect(await readAll(reader, truth.from, truth.to)).to.equal(truth.answers);
      const refused = proxy.met.filter((question) => question.fault === vendor);
      expect(refused).to.have.length.within(1, 4);
    });
  }

  it("ends in RpcRefused when a provider takes not even one block", async () => {
    proxy.limitRange("ankr", 0);
    const error: unknown = await readerOf(proxy.url)
      .logs(truth.from, truth.to)
      .catch((failure: unknown) => failure);
    expect(error)
      .to.be.instanceOf(RpcRefused)
      .with.property("message")
      .that.includes("it does not take even one block");
  });

  it("does not ask a provider again that serves another chain", async () => {
    proxy.schedule({ fault: "wrongChainId" });
    const reader = readerOf(proxy.url);
    for (const read of [() => reader.heads(), () => reader.block(0)]) {
      const error: unknown = await read().catch((failure: unknown) => failure);
      expect(error).to.be.instanceOf(WrongChain).and.include({ wanted: 31_337, found: 42 });
    }
    expect(proxy.met).to.have.lengthOf(1);
  });
});
