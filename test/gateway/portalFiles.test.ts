import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const PAGE = `<!doctype html><title>Countersign</title>${"<p>One line of many.</p>".repeat(20)}`;
const SCRIPT = "export const portal = 1;\n".repeat(100);
const FONT = Buffer.from("774f4632000100", "hex");

interface Answered {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describe("The portal's files", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-portal-"));
  let stage: Stage;

  before(async () => {
    mkdirSync(path.join(folder, "assets"));
    mkdirSync(path.join(folder, ".vite"));
    writeFileSync(path.join(folder, ".vite", "manifest.json"), "{}");
    writeText("index.html", PAGE);
    writeText("assets/index-B6FodP44.js", SCRIPT);
    writeFileSync(path.join(folder, "assets", "noto-sans-sc-4-wght-normal-CJfSBxFo.woff2"), FONT);
    stage = await openStage({ portal: folder });
  });

  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  function writeText(name: string, text: string): void {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    writeFileSync(`${file}.br`, brotliCompressSync(text));
    writeFileSync(`${file}.gz`, gzipSync(text));
  }

  /** As it comes over the wire: `fetch` opens what is compressed. */
  function ask(target: string, accepted?: string): Promise<Answered> {
    const headers = accepted === undefined ? {} : { "accept-encoding": accepted };
    return new Promise((resolve, reject) => {
      const asked = request(new URL(target, stage.url), { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
        });
      });
      asked.on("error", reject).end();
    });
  }

  it("go out in the smallest coding that the reader takes, and say so", async () => {
    const cases: readonly (readonly [accepted: string | undefined, coding: string | undefined])[] = [
      [undefined, undefined],
      ["", undefined],
      ["identity", undefined],
      ["deflate, zstd", undefined],
      ["gzip, deflate, br", "br"],
      ["GZIP", "gzip"],
      ["gzip;q=1, br;q=0.5", "gzip"],
      ["br;q=0, gzip;q=0.1", "gzip"],
      ["br;q=none", undefined],
      ["*", "br"],
      ["br;q=0, *;q=0.5", "gzip"],
    ];
    const opened = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const [accepted, coding] of cases) {
      for (const [target, text] of [
        ["/", PAGE],
        ["/join", PAGE],
        ["/assets/index-B6FodP44.js", SCRIPT],
      ] as const) {
        const { status, headers, body } = await ask(target, accepted);
        const told = `${target} for ${String(accepted)}`;
        expect([status, headers["content-encoding"], headers.vary], told).to.deep.equal([
          200,
          coding,
          "accept-encoding",
        ]);
        expect(Number(headers["content-length"]), told).to.equal(body.length);
        const content = coding === undefined ? body : opened[coding as keyof typeof opened](body);
        expect(content.toString(), told).to.equal(text);
      }
    }
  });

  it("are kept for ever by their hashed names, and the page is asked for again", async () => {
    const script = await ask("/assets/index-B6FodP44.js");
    const font = await ask("/assets/noto-sans-sc-4-wght-normal-CJfSBxFo.woff2", "br, gzip");
    for (const { headers } of [script, font]) {
      expect(headers["cache-control"]).to.equal("public, max-age=31536000, immutable");
    }
    expect((await ask("/")).headers["cache-control"]).to.equal("no-cache");
    expect(script.headers["content-type"]).to.equal("text/javascript; charset=utf-8");
    expect([font.headers["content-type"], font.headers["content-encoding"]]).to.deep.equal(["font/woff2", undefined]);
    expect(font.body.equals(FONT)).to.equal(true);
  });

  it("are those of the build, and nothing beside or below them", async () => {
    for (const target of [
      "/assets/index-B6FodP44.js.br",
      "/assets/index-AAAAAAAA.js",
      "/assets/index.html",
      "/assets/..%2findex.html",
      "/assets/..%2f.vite%2fmanifest.json",
      "/.vite/manifest.json",
      "/index.html",
    ]) {
      const { status, headers } = await ask(target, "br");
      expect([status === 404 || status === 400, headers["cache-control"]], target).to.deep.equal([true, "no-store"]);
    }
  });

  it("run in a page that takes scripts from here alone, and may ask a chain over https or here", async () => {
    for (const target of ["/", "/join", "/?invitation=1"]) {
      const policy = directivesOf((await ask(target)).headers);
      expect(policy.get("connect-src"), target).to.equal("'self' https: http://127.0.0.1:* http://localhost:*");
      expect(policy.get("script-src"), target).to.equal("'self' 'wasm-unsafe-eval'");
      for (const name of ["default-src", "style-src", "font-src", "form-action"]) {
        expect(policy.get(name), `${name} of ${target}`).to.equal("'self'");
      }
      for (const name of ["object-src", "base-uri", "frame-ancestors"]) {
        expect(policy.get(name), `${name} of ${target}`).to.equal("'none'");
      }
      expect([...policy.values()].join(" "), target).not.to.match(/'unsafe-|nonce|\*(?!$|[ ]http)/);
    }
    const worker = directivesOf((await ask("/assets/auditWorker-B6FodP44.js")).headers);
    expect(worker.get("connect-src")).to.equal("'self' https: http://127.0.0.1:* http://localhost:*");
    for (const target of ["/docs", "/v1/health", "/assets/index-B6FodP44.js", "/join/", "/v1/nothing"]) {
      const policy = directivesOf((await ask(target)).headers);
      expect([policy.get("connect-src"), policy.get("script-src")], target).to.deep.equal(["'self'", "'self'"]);
    }
  });

  it("come by the hundred to one visitor whose requests are counted strictly", async () => {
    const database = { ...stage.database, close: () => Promise.resolve() };
    const config = { strangerLimit: { requests: 5, seconds: 60 } };
    const strict = await openStage({ portal: folder, database, config });
    try {
      const file = new URL("/assets/index-B6FodP44.js", strict.url);
      const answers = await Promise.all(Array.from({ length: 100 }, () => fetch(file)));
      expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([200]));
      expect((await fetch(file)).status).to.equal(429);
      expect((await fetch(strict.url)).status).to.equal(200);
    } finally {
      await strict.close();
    }
  });
});

function directivesOf(headers: IncomingHttpHeaders): ReadonlyMap<string, string> {
  const policy = String(headers["content-security-policy"]);
  return new Map(
    policy.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(" ");
      return [name, sources.join(" ")];
    }),
  );
}
