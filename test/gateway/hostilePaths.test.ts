import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { askerOf } from "./asking.ts";
import type { Ask } from "./asking.ts";
import { DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const OWN = receivableOf(
  headerOf(addressOf("supplier"), addressOf("buyer")),
  termsOf(ZERO_ADDRESS, FIRST_INSTANT / DAY),
);

describe("Hostile paths and queries", () => {
  let stage: Stage;
  let ask: Ask;
  const list = (query: string): Promise<number> => ask("GET", `/v1/receivables?${query}`);

  before(async () => {
    stage = await openStage();
    await stage.book.write(...issuing(OWN));
    ask = askerOf(new URL(stage.url), await stage.signIn("supplier"));
  });

  after(() => stage.close());

  it("refuses queries that are not documented, and reads none of them as SQL", async () => {
    const queries = [
      "limit=0",
      "limit=201",
      "limit=1e2",
      "limit=1e400",
      "limit=-0",
      "limit=9007199254740993",
      "limit=%31%00",
      "limit=%EF%BC%90",
      "limit=1&limit=2",
      "limit[]=1",
      "sort=id",
      "sort=due;drop%20table%20receivables",
      "sort=__proto__",
      "order=desc,id",
      "__proto__=1",
      "__proto__[a]=1",
      "constructor=1",
      "unknown=1",
      "role=admin",
      "status=None",
      "status=1",
      "closed=1",
      "dueFrom=2026-02-30",
      "dueFrom=2026-2-3",
      "dueFrom=%00",
      "dueFrom=+99999-01-01",
      "dueTo=infinity",
      "cursor=",
      "cursor=AAAA",
      "cursor=..%2f..%2f",
      "cursor=%00",
      "party=0x00",
      "role=supplier%00",
      "limit=%F0%28%8C%28",
    ];
    for (const query of queries) expect(await list(query), query).to.equal(400);
  });

  it("answers paths that are none with a problem", async () => {
    const id = idOf(OWN.header);
    for (const path of [
      "/",
      "/v1",
      "/v1/receivables/",
      "/V1/receivables",
      `/v1/receivables/${id}/`,
      "/docs/",
      "/%2e%2e/%2e%2e/etc/passwd",
      "/docs/../gateway.ts",
      "/docs/..%2f..%2fpackage.json/x",
      "//v1/receivables",
      "/v1//receivables",
      "/.env",
      "/*",
      "/v1/receivables%00",
    ]) {
      expect(await ask("GET", path), path).to.equal(404);
    }
    for (const path of [
      "/v1/receivables/%00",
      `/v1/receivables/${id}%00`,
      "/v1/receivables/..%2f..",
      "/v1/receivables/%zz",
      "/v1/receivables/%C0%AF",
      `/v1/receivables/${id.slice(0, -1)}`,
      `/v1/receivables/${id}?at=2026-02-30`,
      `/v1/receivables/${id}?at=x`,
      `/v1/receivables/${id}?at=0000-01-01`,
      "/docs/package.json",
      "/docs/..%2fpackage.json",
      "/problems/__proto__",
      "/problems/toString",
    ]) {
      expect(await ask("GET", path), path).to.equal(400);
    }
  });

  it("takes days far from any calendar of business", async () => {
    for (const at of ["0001-01-01", "1969-12-31", "9999-12-31"]) {
      expect(await ask("GET", `/v1/receivables/${idOf(OWN.header)}?at=${at}`), at).to.equal(200);
      expect(await list(`dueFrom=${at}`), at).to.equal(200);
    }
  });

  it("refuses methods that a path does not take", async () => {
    for (const method of ["PUT", "PATCH", "OPTIONS", "DELETE", "PROPFIND"]) {
      expect(await ask(method, "/v1/receivables"), method).to.equal(405);
    }
  });
});
