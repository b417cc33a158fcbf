import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import { listQuery } from "../../src/wire/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { askerOf } from "./asking.ts";
import type { Ask } from "./asking.ts";
import { addressOf, CONFIG, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const OWN = receivableOf(
  headerOf(addressOf("supplier"), addressOf("buyer")),
  termsOf(ZERO_ADDRESS, FIRST_INSTANT / DAY),
);
const SQL = [
  "'",
  "' or 1=1 --",
  '"; drop table receivables; --',
  "\\",
  "$1",
  "$$",
  "%",
  "_",
  "\\x00",
  "null",
  "1); --",
];

describe("Hostile requests", () => {
  let stage: Stage;
  let token: string;
  let url: URL;

  before(async () => {
    stage = await openStage();
    await stage.book.write(...issuing(OWN));
    token = await stage.signIn("supplier");
    url = new URL(stage.url);
  });

  after(() => stage.close());

  const ask: Ask = (...asked) => askerOf(url, token)(...asked);
  const post = (body: string | Buffer, type?: string): Promise<number> => ask("POST", "/v1/sessions", body, type);
  const list = (query: string): Promise<number> => ask("GET", `/v1/receivables?${query}`);

  it("reads a body of the limit and refuses one byte more, before the rest is sent", async () => {
    const filled = (bytes: number): string => {
      const frame = JSON.stringify({ message: "", signature: "0x00" });
      return JSON.stringify({ message: "m".repeat(bytes - frame.length), signature: "0x00" });
    };
    expect(await post(filled(CONFIG.bodyBytes))).to.equal(400);
    expect(await post(filled(CONFIG.bodyBytes + 1))).to.equal(413);
  });

  it("reads no large body of strangers, however much members may send", async () => {
    const generous = await openStage({ config: { bodyBytes: 2 ** 20 } });
    try {
      const large = JSON.stringify({ message: "m".repeat(2 ** 16), signature: "0x00" });
      const member = await generous.signIn("supplier");
      const post = (path: string, more: Readonly<Record<string, string>>): Promise<Response> =>
        fetch(generous.url + path, {
          ...{ method: "POST", body: large },
          headers: { "content-type": "application/json", ...more },
        });
      expect((await post("/v1/sessions", {})).status).to.equal(413);
      expect((await post("/v1/holds", { authorization: `Bearer ${member}` })).status).to.equal(400);
    } finally {
      await generous.close();
    }
  });

  it("refuses a body of 50 MB from its length alone", async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": 50 << 20 };
      const request = httpRequest({
        host: url.hostname,
        port: url.port,
        method: "POST",
        path: "/v1/sessions",
        headers,
      });
      request.on("response", (answer) => resolve(answer.statusCode ?? 0)).on("error", reject);
      request.write("{");
    });
    expect(status).to.equal(413);
  });

  it("refuses bodies that are no JSON as it is read here", async () => {
    const bodies: readonly (string | Buffer)[] = [
      "",
      "{",
      "null x",
      `${"[".repeat(10_000)}${"]".repeat(10_000)}`,
      `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
      '{"message":"a","message":"b","signature":"0x00"}',
      '{"__proto__":{"admin":true},"message":"a","signature":"0x00"}',
      '{"message":"\\u0000","signature":"0x00"}',
      '{"message":"\\ud800","signature":"0x00"}',
      '{"message":"a","\\ud800":1,"signature":"0x00"}',
      Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]),
      Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
      `{${Array.from({ length: 4000 }, (_, index) => `"k${index}":1`).join()}}`,
    ];
    for (const body of bodies) expect(await post(body), body.toString("utf8").slice(0, 60)).to.equal(400);
  });

  it("refuses values of another kind than is documented", async () => {
    const values = [
      "1e400",
      "-0",
      "9007199254740993",
      "007",
      "true",
      "null",
      "[]",
      '{"toString":1}',
      '{"constructor":{"prototype":{}}}',
    ];
    for (const value of values) {
      expect(await post(`{"message":${value},"signature":"0x00"}`), value).to.equal(400);
      expect(await post(`{"message":"a","signature":"0x00","amount":${value}}`), value).to.equal(400);
    }
    for (const value of ['""', '"0X00"', '"0x0"', '"0xgg"', '"０x00"', `"0x${"00".repeat(8193)}"`]) {
      expect(await post(`{"message":"a","signature":${value}}`), value).to.equal(400);
    }
  });

  it("reads JSON and nothing else, uncompressed", async () => {
    for (const type of [
      "text/plain",
      "application/xml",
      "application/json; charset=utf-16",
      "multipart/form-data; boundary=x",
    ]) {
      expect(await post("{}", type), type).to.equal(415);
    }
    const compressed = await fetch(`${stage.url}/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body: "{}",
    });
    expect(compressed.status).to.equal(415);
  });

  it("answers a flood of headers, and what is no HTTP, with a problem, and closes", async () => {
    const answerTo = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let said = "";
        const socket = connect(Number(url.port), url.hostname, () => socket.write(text));
        socket.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
        socket.on("close", () => resolve(said));
        socket.on("error", reject);
      });
    const flood = await answerTo(
      `GET /v1/health HTTP/1.1\r\nHost: x\r\n${`X-Flood: ${"a".repeat(1000)}\r\n`.repeat(40)}\r\n`,
    );
    expect(flood)
      .to.match(/^HTTP\/1\.1 431 /)
      .and.contain("/problems/HeadersTooLarge");
    const nonsense = await answerTo("EHLO mail.example\r\n\r\n");
    expect(nonsense)
      .to.match(/^HTTP\/1\.1 400 /)
      .and.contain("/problems/RequestInvalid");
    const smuggled = await answerTo(
      "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    );
    expect(smuggled).to.match(/^HTTP\/1\.1 400 /);
  });

  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.tuple(fc.constantFrom(...SQL), fc.string({ maxLength: 10 })).map(([sql, rest]) => sql + rest),
  );

  it("never fails over any text in any place of a request", async () => {
    const names = Object.keys(listQuery.shape);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), anyText, async (name, text) => {
        const encoded = [...Buffer.from(text, "utf8")].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
        // A currency that nobody knows is well written all the same.
        expect(await list(`${name}=${encoded}`)).to.be.oneOf(name === "currency" ? [200, 400, 422] : [200, 400]);
        const path = encoded === "" ? "/v1/receivables" : `/v1/receivables/${encoded}`;
        expect(await ask("GET", path)).to.be.oneOf([200, 400]);
        expect(await post(JSON.stringify({ message: text, signature: text, organisation: text }))).to.equal(400);
      }),
      { numRuns: runs(200) },
    );
    expect((await stage.client(token).GET("/v1/receivables")).data?.items).to.have.length(1);
  });

  it("takes no cursor of which a single character was changed", async () => {
    const another = receivableOf(headerOf(addressOf("supplier"), addressOf("buyer")), OWN.terms);
    await stage.book.write(...issuing(another));
    const { data } = await stage.client(token).GET("/v1/receivables", { params: { query: { limit: "1" } } });
    const cursor = data?.next ?? "";
    expect(await list(`limit=1&cursor=${cursor}`)).to.equal(200);
    for (let index = 0; index < cursor.length; index++) {
      const letter = cursor[index] === "A" ? "B" : "A";
      const changed = cursor.slice(0, index) + letter + cursor.slice(index + 1);
      expect(await list(`limit=1&cursor=${changed}`), `character ${index}`).to.equal(400);
    }
    expect(await list(`limit=1&cursor=${cursor}A`)).to.equal(400);
  });
});
