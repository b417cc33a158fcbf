import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { createRpc } from "../../src/chain/rpc.ts";
import type { Rpc } from "../../src/chain/rpc.ts";
import type { ChainReadError } from "../../src/chain/rpcErrors.ts";
import {
  ChainBehind,
  RpcBusy,
  RpcMalformed,
  RpcRangeTooWide,
  RpcRefused,
  RpcUnreachable,
} from "../../src/chain/rpcErrors.ts";
import { openFaultProxy, patienceWith } from "../support/faultProxy.ts";
import type { FaultProxy } from "../support/faultProxy.ts";
import type { TransportFaultName } from "../support/faultProxyTransport.ts";

type Kind = abstract new (...args: never[]) => ChainReadError;

/** Each fault below JSON-RPC, and how one question that meets it ends. */
const ENDS: Readonly<Record<TransportFaultName, readonly [Kind, RegExp]>> = {
  timeout: [RpcUnreachable, /no whole answer within 300 ms/],
  hangAfterHeaders: [RpcUnreachable, /no whole answer within 300 ms/],
  resetMidBody: [RpcUnreachable, /the connection failed \(\w+\)/],
  connectionRefused: [RpcUnreachable, /the connection failed \(\w+\)/],
  tooManyRequests: [RpcBusy, /HTTP status 429/],
  tooManyRequestsRetryAfter: [RpcBusy, /HTTP status 429/],
  tooManyRequestsForAnHour: [RpcBusy, /HTTP status 429/],
  tooManyRequestsJson: [RpcBusy, /daily request count exceeded/],
  serviceUnavailable: [RpcBusy, /HTTP status 503/],
  badGateway: [RpcUnreachable, /HTTP status 502/],
  notFound: [RpcRefused, /HTTP status 404: check the path and the key/],
  html: [RpcMalformed, /no JSON object: <!doctype html>/],
  truncated: [RpcMalformed, /no JSON object/],
  emptyBody: [RpcMalformed, /no JSON object/],
  wrongId: [RpcMalformed, /answers question 987654, but was asked question 1/],
  neitherResultNorError: [RpcMalformed, /neither a result nor an error/],
  batch: [RpcMalformed, /no JSON object/],
  oversized: [RpcMalformed, /longer than 65536 bytes/],
  internalError: [RpcRefused, /refuses \(-32603\): Internal error/],
  unknownMethod: [RpcRefused, /does not exist/],
  unknownTag: [RpcRefused, /invalid argument/],
  headerNotFound: [ChainBehind, /header not found/],
};

interface Echo {
  readonly url: string;
  readonly headers: IncomingHttpHeaders[];
  answer: (id: unknown) => {
    readonly status?: number;
    readonly headers?: Record<string, string>;
    readonly body: unknown;
  };
  close(): Promise<void>;
}

async function openEcho(): Promise<Echo> {
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const { id } = JSON.parse(text) as { readonly id: unknown };
      const { status = 200, headers: own = {}, body } = echo.answer(id);
      response.writeHead(status, own).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const echo: Echo = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers,
    answer: (id) => ({ body: { jsonrpc: "2.0", id, result: "0x1" } }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return echo;
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => expect.fail(`it answers ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
}

describe("One JSON-RPC provider", () => {
  let echo: Echo;
  let proxy: FaultProxy;
  let rpc: Rpc;

  /** Patient with a busy machine, unless a fault lasts for ever. */
  function ask(timeoutMilliseconds?: number): Rpc {
    const patience = timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds };
    return createRpc({ url: `${proxy.url}/v2/secret-key`, maxBytes: 65_536, ...patience });
  }

  beforeEach(async () => {
    echo = await openEcho();
    proxy = await openFaultProxy(echo.url);
    rpc = ask();
  });

  afterEach(async () => {
    await proxy.close();
    await echo.close();
  });

  it("gives the result of a method", async () => {
    expect(await rpc.request("eth_chainId", [])).to.equal("0x1");
  });

  for (const [fault, [kind, words]] of Object.entries(ENDS) as [TransportFaultName, readonly [Kind, RegExp]][]) {
    it(`ends ${fault} in ${kind.name}, which names provider and method and hides the key`, async () => {
      proxy.schedule({ fault });
      const error = await failureOf(ask(patienceWith(fault)).request("eth_blockNumber", []));
      expect(error).to.be.instanceOf(kind);
      expect(error).to.include({ name: kind.name, provider: proxy.url, method: "eth_blockNumber" });
      expect(error).to.have.property("message").that.matches(words);
      expect(error).to.have.property("message").that.does.not.include("secret-key");
    });
  }

  it("is told by Retry-After how long to wait, in seconds or until an instant", async () => {
    const soon = new Date(Date.now() + 90_000).toUTCString();
    for (const [header, least, most] of [
      ["7", 7_000, 7_000],
      [soon, 80_000, 91_000],
    ] as const) {
      echo.answer = () => ({ status: 429, headers: { "retry-after": header }, body: {} });
      const error = await failureOf(createRpc({ url: echo.url }).request("eth_chainId", []));
      expect(error).to.be.instanceOf(RpcBusy).with.property("retryAfter").that.is.within(least, most);
    }
  });

  it("does not know how long to wait where Retry-After is absent or no time", async () => {
    for (const headers of [{}, { "retry-after": "soon" }]) {
      echo.answer = () => ({ status: 429, headers, body: {} });
      const error = await failureOf(createRpc({ url: echo.url }).request("eth_chainId", []));
      expect(error).to.be.instanceOf(RpcBusy).with.property("retryAfter", undefined);
    }
  });

  it("asks for fewer blocks where the logs of many make too long an answer", async () => {
    proxy.schedule({ fault: "oversized" });
    const error = await failureOf(rpc.request("eth_getLogs", [{}]));
    expect(error).to.be.instanceOf(RpcRangeTooWide).with.property("blocks", undefined);
  });

  it("takes an error without an id, as gateways send it before they read the question", async () => {
    echo.answer = () => ({
      body: { jsonrpc: "2.0", id: null, error: { code: -32_600, message: "bad key /v2/secret-key" } },
    });
    const error = await failureOf(createRpc({ url: `${echo.url}/v2/secret-key` }).request("eth_chainId", []));
    expect(error).to.be.instanceOf(RpcRefused).with.property("message").that.includes("bad key /…");
  });

  it("sends user and password of its address as basic authentication, and names neither", async () => {
    const guarded = createRpc({ url: echo.url.replace("//", "//user:p%40ss@") });
    await guarded.request("eth_chainId", []);
    expect(guarded.name).to.equal(echo.url);
    expect(echo.headers[0]?.authorization).to.equal(`Basic ${Buffer.from("user:p@ss").toString("base64")}`);
  });

  it("follows no redirection", async () => {
    echo.answer = () => ({ status: 307, headers: { location: proxy.url }, body: {} });
    expect(await failureOf(createRpc({ url: echo.url }).request("eth_chainId", []))).to.be.instanceOf(RpcUnreachable);
    expect(proxy.met).to.deep.equal([]);
  });

  it("stops when it is told to, and blames nobody", async () => {
    proxy.schedule({ fault: "timeout" });
    const stop = new AbortController();
    const asked = rpc.request("eth_chainId", [], stop.signal);
    stop.abort(new Error("enough"));
    expect(await failureOf(asked))
      .to.be.an("error")
      .with.property("message", "enough");
  });

  it("has an address of http or https", () => {
    for (const url of ["ws://node", "node:8545", ""]) expect(() => createRpc({ url })).to.throw(TypeError, /http/);
  });
});
