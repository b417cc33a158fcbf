import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { isRepeatable } from "../../src/wire/operation.ts";
import type { Operation } from "../../src/wire/operation.ts";
import { OPERATIONS } from "../../src/wire/operations.ts";
import { DAY } from "./book.ts";
import { openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe("Idempotency-Key over HTTP", () => {
  let stage: Stage;
  let token: string;

  before(async () => {
    stage = await openStage();
    token = await stage.signIn("supplier");
  });

  after(() => stage.close());

  function post(body: unknown, key: string, as = token): Promise<Response> {
    return fetch(`${stage.url}/v1/keys`, {
      method: "POST",
      headers: { authorization: `Bearer ${as}`, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(body),
    });
  }

  function newKey(): Record<string, unknown> {
    const expires = shownInstant(stage.now + DAY);
    return { id: randomUUID(), label: "ERP", scopes: ["receivables:read"], expires };
  }

  it("gives the stored answer again, status, body and kind, and says so", async () => {
    const body = newKey();
    const key = randomUUID();
    const first = await post(body, key);
    const again = await post(body, key);
    expect([first.status, again.status]).to.deep.equal([201, 201]);
    expect(first.headers.has("idempotent-replayed")).to.equal(false);
    expect(again.headers.get("idempotent-replayed")).to.equal("true");
    expect(again.headers.get("content-type")).to.equal(first.headers.get("content-type"));
    expect(await again.text()).to.equal(await first.text());
    const other = await post({ ...body, label: "another" }, key);
    expect([other.status, ((await other.json()) as { type: string }).type]).to.deep.equal([
      422,
      "/problems/IdempotencyKeyReused",
    ]);
  });

  it("makes one of a hundred that come at once", async () => {
    const body = newKey();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(body, key)));
    const bodies = new Set<string>();
    for (const answer of answers) {
      if (answer.status === 201) bodies.add(await answer.text());
      else {
        expect(answer.status).to.equal(409);
        expect(answer.headers.get("retry-after")).to.equal("1");
      }
    }
    expect(bodies.size).to.equal(1);
    const made = await stage.database.query("select from api_keys where id = $1", [String(body["id"])]);
    expect(made).to.have.length(1);
  });

  it("gives nobody an answer for which they are not let in, and tells other organisations nothing", async () => {
    const body = newKey();
    const key = randomUUID();
    expect((await post(body, key)).status).to.equal(201);
    expect((await post(body, key, "A".repeat(43))).status).to.equal(401);
    const other = await post(body, key, await stage.signIn("other"));
    expect([other.status, other.headers.has("idempotent-replayed")]).to.deep.equal([201, false]);
    const reader = (await (await post({ ...newKey(), scopes: ["receivables:read"] }, "x")).json()) as { key: string };
    expect((await post(body, key, reader.key)).status).to.equal(403);
  });

  it("gives nobody what another member was answered, who may have what they may not", async () => {
    const scopes = ["organisation:administer"];
    const narrow = ((await (await post({ ...newKey(), scopes }, "narrow")).json()) as { key: string }).key;
    const body = newKey();
    const key = randomUUID();
    expect((await post(body, key)).status).to.equal(201);
    const other = await post(body, key, narrow);
    expect([other.status, other.headers.has("idempotent-replayed")]).to.deep.equal([403, false]);
  });

  it("is documented at every POST of a member, and nowhere else", async () => {
    const document = (await (await fetch(`${stage.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { parameters: { in: string; name: string }[]; operationId: string }>>;
    };
    for (const methods of Object.values(document.paths)) {
      for (const { operationId, parameters } of Object.values(methods)) {
        const takes = parameters.some((one) => one.in === "header" && one.name === "Idempotency-Key");
        const operation: Operation = OPERATIONS[operationId as keyof typeof OPERATIONS];
        expect(takes, operationId).to.equal(isRepeatable(operation));
        expect(isRepeatable(operation), operationId).to.equal(
          operation.method === "post" && operation.caller === "member",
        );
      }
    }
  });
});
