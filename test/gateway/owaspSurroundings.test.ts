/** OWASP's list of 2023, API7 to API10: what the gateway asks, shows and is surrounded by; see `owasp.test.ts`. */
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { expect } from "chai";
import { isSignedByContract } from "../../src/chain/erc1271.ts";
import type { Rpc } from "../../src/chain/rpc.ts";
import { RpcUnreachable } from "../../src/chain/rpcErrors.ts";
import type { Operation } from "../../src/wire/operation.ts";
import { OPERATIONS } from "../../src/wire/operations.ts";
import { addressOf as reachable, PUBLIC_TARGETS, targetOf } from "../../src/wire/targets.ts";
import { openByHand, rawTo } from "./byHand.ts";
import type { Raw } from "./byHand.ts";
import { messageFor, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("OWASP API Security Top 10 of 2023, outwards", () => {
  let stage: Stage;
  let token: string;
  let raw: Raw;

  before(async () => {
    ({ stage, token, raw } = await openByHand());
  });

  after(() => stage.close());

  it("API7, server side request forgery: nobody sends this service to its own neighbours", async () => {
    const inside = [
      ...["http://hooks.example.com/", "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/"],
      ...["https://169.254.169.254/latest/meta-data/", "https://0x7f.1/", "https://2130706433/", "https://localhost/"],
      ...[
        "https://gateway.internal/",
        "https://a:b@hooks.example.com/",
        "https://hooks.example.com:22/",
        "file:///etc",
      ],
      ...[
        "gopher://hooks.example.com/",
        "https://192.168.0.1/",
        "https://[fd00::1]/",
        "https://hooks.example.com\\@10.0.0.1/",
      ],
    ];
    for (const url of inside) {
      expect(targetOf(url, PUBLIC_TARGETS), url).to.equal(undefined);
      const response = await raw("POST", "/v1/webhooks", token, { id: randomUUID(), url, kinds: [] });
      expect(response.status, url).to.equal(422);
    }
    // A name may lead anywhere, and one bad address among good ones is enough.
    const url = new URL("https://rebinding.example.com/");
    const leads = (...addresses: string[]) => reachable(url, PUBLIC_TARGETS, () => Promise.resolve(addresses));
    expect(await leads("93.184.216.34")).to.equal("93.184.216.34");
    for (const address of ["10.0.0.1", "127.0.0.1", "::1", "::ffff:169.254.169.254", "64:ff9b::a00:1"]) {
      expect(await leads("93.184.216.34", address), address).to.equal(undefined);
    }
  });

  it("API8, security misconfiguration: strict headers, no foreign origin, no trace of what failed", async () => {
    const response = await fetch(`${stage.url}/v1/me`, { headers: { origin: "https://evil.example" } });
    const { headers } = response;
    expect(headers.get("content-security-policy")).to.contain("default-src 'self'");
    expect(headers.get("strict-transport-security")).to.contain("max-age=");
    expect(headers.get("x-content-type-options")).to.equal("nosniff");
    expect(headers.get("cache-control")).to.equal("no-store");
    for (const name of ["access-control-allow-origin", "x-powered-by", "server", "etag"]) {
      expect(headers.has(name), name).to.equal(false);
    }
    const failing = await openStage({
      signedByContract: () => Promise.reject(new Error("secret-host.internal refused: password=hunter2")),
    });
    try {
      const message = await messageFor(failing.client(), "supplier", failing.now);
      const failed = await rawTo(failing)("POST", "/v1/sessions", undefined, {
        message,
        signature: `0x${"11".repeat(65)}`,
      });
      const text = await failed.text();
      expect(failed.status).to.equal(500);
      for (const word of ["hunter2", "secret-host", "node_modules", ".ts:", "at "]) {
        expect(text.replaceAll(/"(?:title|detail|instance)":"[^"]*"/g, ""), word).not.to.contain(word);
        if (word !== "at ") expect(text).not.to.contain(word);
      }
    } finally {
      await failing.close();
    }
    for (const method of ["TRACE", "CONNECT", "TRACK"]) {
      expect(await statusLine(method, "/v1/health"), method).not.to.contain(" 200 ");
    }
  });

  it("API9, improper inventory management: what is served is what is documented, in one version", async () => {
    const document = (await (await raw("GET", "/openapi.json", undefined)).json()) as {
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    };
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
    const served = Object.entries(OPERATIONS).map(
      ([name, { method, path }]: [string, Operation]) => `${name} ${method} ${path}`,
    );
    expect(documented).to.have.members(served);
    const probes = [
      "/v0/receivables",
      "/v2/receivables",
      "/api/v1/receivables",
      "/admin",
      "/debug",
      "/.env",
      "/graphql",
    ];
    for (const path of [...probes, "/actuator/health", "/swagger.json", "/v1", "/v1/receivables.json"]) {
      expect((await raw("GET", path, token)).status, path).to.equal(404);
    }
  });

  it("API10, unsafe consumption of APIs: a node that lies, fails or says too much lets nobody in", async () => {
    const yes = `0x${"1626ba7e".padEnd(64, "0")}`;
    let answer: unknown;
    const rpc = {
      request: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
    } as unknown as Rpc;
    const hostile = await openStage({
      signedByContract: (account, hash, signature) => isSignedByContract(rpc, account, hash, signature),
    });
    const signIn = async (): Promise<Response> => {
      const message = await messageFor(hostile.client(), "contract", hostile.now);
      const body = { message, signature: `0x${"11".repeat(65)}` };
      return rawTo(hostile)("POST", "/v1/sessions", undefined, body);
    };
    try {
      const lies: readonly unknown[] = [
        ...[undefined, null, true, 1, "", "0x", "0x1", "0x1626ba7e", [yes], { result: yes }, `${yes}00`, ` ${yes}`],
        ...[`0x${"1626ba7e".padStart(64, "0")}`, yes.replace(/0$/, "1"), "x".repeat(1_000_000)],
        new RpcUnreachable("https://user:hunter2@node.internal", "eth_call", "it broke off"),
        new Error("https://user:hunter2@node.internal refused"),
      ];
      const statusOf = (lie: unknown): number => {
        if (lie instanceof RpcUnreachable) return 503;
        return lie instanceof Error ? 500 : 401;
      };
      for (answer of lies) {
        const response = await signIn();
        const text = await response.text();
        const said = `${String(answer).slice(0, 80)}: ${text}`;
        expect(response.status, said).to.equal(statusOf(answer));
        expect(text).not.to.match(/hunter2|node\.internal/);
      }
      expect(await hostile.database.query("select from sign_ins")).to.deep.equal([]);
      answer = yes;
      expect((await signIn()).status).to.equal(201);
    } finally {
      await hostile.close();
    }
  });

  /** What Node's own client would not send. */
  function statusLine(method: string, path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(stage.url);
      const socket = connect(Number(port), hostname, () =>
        socket.write(`${method} ${path} HTTP/1.1\r\nhost: x\r\n\r\n`),
      );
      socket.setTimeout(5_000, () => socket.destroy());
      socket.once("data", (data) => {
        resolve(data.toString("latin1").split("\r\n")[0] ?? "");
        socket.destroy();
      });
      socket.once("error", reject);
      socket.once("close", () => resolve(""));
    });
  }
});
