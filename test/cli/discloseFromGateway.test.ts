import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { disclose, documentRoot } from "../../src/domain/document.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { countersign } from "./run.ts";

const ID = keccakOfText("a receivable");

describe("countersign disclose from a gateway", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-"));
  const write = (name: string, text: string): string => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const failed = async (...args: readonly string[]): Promise<{ status: number | null; code: string; said: string }> => {
    const { status, err } = await countersign([...args, "--json"]);
    const { code, message } = (JSON.parse(err) as { error: { code: string; message: string } }).error;
    return { status, code, said: message };
  };

  const served: { answer: (paths: unknown) => [status: number, body: unknown]; asked: string } = {
    answer: () => [500, {}],
    asked: "",
  };
  let server: Server;
  let gateway: string;
  let tokenFile: string;

  before(async () => {
    const listener: RequestListener = (request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        served.asked = `${request.method ?? ""} ${request.url ?? ""} ${request.headers.authorization ?? ""}`;
        const [status, answer] = served.answer((JSON.parse(body) as { paths: unknown }).paths);
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      });
    };
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    tokenFile = write("token", "a-token\n");
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = (...more: readonly string[]): readonly string[] => [
    ...["disclose", "--gateway", gateway, "--receivable", ID, "--token-file", tokenFile, "--field", "number", ...more],
  ];

  it("writes what the gateway proves, once it is proven", async () => {
    const fields = [
      { path: "number", value: "A-1" },
      { path: "currency", value: "EUR" },
    ];
    const secret = keccakOfText("secret");
    const { field, salt, proof } = disclose(fields, secret, "number");
    const root = documentRoot(fields, secret);
    const proven = [{ ...field, salt, proof }];
    const sound = { version: 1, chainId: 1, ledger: null, receivable: null, root, fields: proven };
    served.answer = () => [200, { ...sound, receivable: ID }];
    const run = await countersign(ask());
    expect(run.status, run.err).to.equal(0);
    expect(JSON.parse(run.out)).to.deep.equal({ ...sound, receivable: ID });
    expect(served.asked).to.equal(`POST /v1/receivables/${ID}/fields Bearer a-token`);
    for (const lie of [{ ...sound }, { ...sound, receivable: ID, root: keccakOfText("other") }, {}]) {
      served.answer = () => [200, lie];
      expect(await failed(...ask())).to.include({ status: 4, code: "GATEWAY_REFUSED" });
    }
  });

  it("repeats the gateway's own words where it refuses, and says so where none answers", async () => {
    const detail = "the gateway cannot open what this is about";
    const instance = "urn:uuid:0190f1de-3a55-7000-8000-000000000001";
    served.answer = () => [422, { type: "/problems/ContentSealed", title: "t", status: 422, detail, instance }];
    const refused = await failed(...ask());
    expect(refused).to.include({ status: 4, code: "GATEWAY_REFUSED" });
    expect(refused.said).to.include(detail);
    served.answer = () => [502, {}];
    expect((await failed(...ask())).said).to.include("HTTP status 502");
    const nowhere = ask().map((word) => (word === gateway ? "http://127.0.0.1:1" : word));
    expect(await failed(...nowhere)).to.include({ status: 4, code: "GATEWAY_UNREACHABLE" });
    expect(await failed(...ask().map((word) => (word === gateway ? "ftp://x" : word)))).to.include({ status: 2 });
    expect(await failed(...ask(), "invoice.xml")).to.include({ status: 2, code: "USAGE" });
  });
});
