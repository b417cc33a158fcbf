import { randomUUID } from "node:crypto";
import { expect } from "chai";
import type { paths } from "../../generated/openapi.d.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { takesPart } from "../../src/store/participation.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing, sealing } from "./book.ts";

import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

type NewGrant = paths["/v1/grants"]["post"]["requestBody"]["content"]["application/json"];

const EUR: Address = "0x00000000000000000000000000000000000003d2";
const TODAY = FIRST_INSTANT / DAY;
interface Cast {
  readonly supplier: Address;
  readonly buyer: Address;
  readonly other: Address;
  readonly auditor: Address;
  readonly factor: Address;
  readonly stranger: Address;
}
const NAMES = ["supplier", "buyer", "other", "auditor", "factor", "stranger"] as const;

describe("Grants", () => {
  let stage: Stage;
  let cast: Cast;
  let first: Hex;
  let second: Hex;
  let third: Hex;
  let blocks = 0;
  let tests = 0;
  const tokens = new Map<string, string>();

  before(async () => {
    stage = await openStage();
  });

  beforeEach(async () => {
    tests += 1;
    for (const name of NAMES) tokens.set(name, await stage.signIn(own(name)));
    cast = Object.fromEntries(NAMES.map((name) => [name, addressOf(own(name))])) as unknown as Cast;
    const [one, two, three] = [receivable(cast.buyer), receivable(cast.other), receivable(cast.buyer)];
    // One a day.
    await write(...issuing(one));
    await write(...issuing(two));
    await write(...sealing(three, "0xab"));
    [first, second, third] = [one, two, three].map(({ header }) => idOf(header)) as [Hex, Hex, Hex];
  });

  after(() => stage.close());

  /** Everybody is somebody else in every test. */
  function own(name: string): string {
    return `${name}-${tests}`;
  }

  function receivable(buyer: Address): Receivable {
    return receivableOf(headerOf(cast.supplier, buyer), termsOf(EUR, TODAY));
  }

  async function write(...events: readonly LedgerEvent[]): Promise<void> {
    await stage.book.write(...events);
    blocks += 1;
  }

  async function give(by: string, grant: Partial<NewGrant> & Pick<NewGrant, "kind">): Promise<number> {
    const until = shownInstant(stage.now + DAY);
    const body = { id: randomUUID(), until, ...grant } as NewGrant;
    return (await stage.client(tokens.get(by)).POST("/v1/grants", { body })).response.status;
  }

  async function listed(name: string, role: "auditor" | "offeree" | undefined): Promise<readonly Hex[]> {
    const query = { sort: "changed", order: "asc", ...(role === undefined ? {} : { role }) } as const;
    const { data } = await stage.client(tokens.get(name)).GET("/v1/receivables", { params: { query } });
    for (const row of data?.items ?? []) if (role !== undefined) expect(row.roles).to.deep.equal([role]);
    return data?.items.map(({ id }) => id as Hex) ?? [];
  }

  /** Which of all receivables somebody can read, one by one. */
  async function readable(name: string): Promise<readonly Hex[]> {
    const found: Hex[] = [];
    for (const id of [first, second, third]) {
      const { response } = await stage
        .client(tokens.get(name))
        .GET("/v1/receivables/{id}", { params: { path: { id } } });
      if (response.status === 200) found.push(id);
      else expect(response.status).to.equal(404);
    }
    return found;
  }

  it("show an auditor everything that the grantor takes part in, and mark it as such", async () => {
    expect(await readable("auditor")).to.deep.equal([]);
    const status = await give("supplier", { kind: "audit", grantee: cast.auditor, scope: { of: "everything" } });
    expect(status).to.equal(201);
    expect(await listed("auditor", "auditor")).to.deep.equal([first, second, third]);
    expect(await readable("auditor")).to.deep.equal([first, second, third]);
    const { data } = await stage
      .client(tokens.get("auditor"))
      .GET("/v1/receivables/{id}", { params: { path: { id: first } } });
    expect(data?.roles).to.deep.equal(["auditor"]);
    expect(data?.timeline).to.have.length(2);
  });

  it("leave the list of what somebody takes part in as it is", async () => {
    await give("supplier", { kind: "audit", grantee: cast.buyer, scope: { of: "everything" } });
    expect(await listed("buyer", undefined)).to.deep.equal([first, third]);
    const { data } = await stage
      .client(tokens.get("buyer"))
      .GET("/v1/receivables/{id}", { params: { path: { id: first } } });
    expect(data?.roles).to.deep.equal(["buyer"]);
    expect(await readable("buyer")).to.deep.equal([first, second, third]);
  });

  it("keep to one counterparty, to what they list, and to days of issue, sealed or not", async () => {
    const lastDay = TODAY + blocks - 1;
    const grants: readonly [Partial<NewGrant>, readonly Hex[]][] = [
      [{ scope: { of: "counterparty", counterparty: cast.buyer } }, [first, third]],
      [{ scope: { of: "receivables", receivables: [second, third] } }, [second, third]],
      [
        {
          scope: { of: "everything" },
          issuedFrom: dateOfDay(lastDay - 1),
          issuedTo: dateOfDay(lastDay - 1),
        },
        [second],
      ],
      [{ scope: { of: "everything" }, issuedFrom: dateOfDay(lastDay) }, [third]],
      [{ scope: { of: "everything" }, issuedTo: dateOfDay(lastDay - 2) }, [first]],
    ];
    for (const [index, [grant, seen]] of grants.entries()) {
      const name = `auditor ${index}`;
      tokens.set(name, await stage.signIn(own(name)));
      expect(await give("supplier", { kind: "audit", grantee: addressOf(own(name)), ...grant } as never)).to.equal(201);
      expect(await listed(name, "auditor")).to.deep.equal(seen);
      expect(await readable(name)).to.deep.equal(seen);
    }
  });

  it("end at their instant, and when they are taken back", async () => {
    const id = randomUUID();
    await give("supplier", { kind: "audit", id, grantee: cast.auditor, scope: { of: "everything" } });
    await give("supplier", { kind: "offer", grantee: cast.factor, receivables: [first] });
    expect(await readable("auditor")).to.have.length(3);
    const path = { id };
    const revoke = (by: string): Promise<{ response: Response }> =>
      stage.client(tokens.get(by)).DELETE("/v1/grants/{id}", { params: { path } });
    for (const by of ["auditor", "buyer"]) expect((await revoke(by)).response.status).to.equal(404);
    expect((await revoke("supplier")).response.status).to.equal(204);
    expect(await readable("auditor")).to.deep.equal([]);
    expect(await listed("auditor", "auditor")).to.deep.equal([]);
    expect(await readable("factor")).to.deep.equal([first]);
    stage.now += DAY;
    tokens.set("factor", await stage.signIn(own("factor")));
    expect(await readable("factor")).to.deep.equal([first]);
    stage.now += 1;
    expect(await readable("factor")).to.deep.equal([]);
    expect(await listed("factor", "offeree")).to.deep.equal([]);
  });

  it("offer what the grantor holds, for as long as it does", async () => {
    expect(await give("buyer", { kind: "offer", grantee: cast.factor, receivables: [first] })).to.equal(404);
    expect(await give("supplier", { kind: "offer", grantee: cast.factor, receivables: [first, second] })).to.equal(201);
    expect(await listed("factor", "offeree")).to.deep.equal([first, second]);
    expect(await listed("factor", "auditor")).to.deep.equal([]);
    await write({ name: "Transfer", from: cast.supplier, to: cast.other, id: first });
    expect(await listed("factor", "offeree")).to.deep.equal([second]);
    expect(await readable("factor")).to.deep.equal([second]);
    expect(await give("supplier", { kind: "offer", grantee: cast.factor, receivables: [first] })).to.equal(404);
  });

  it("show nothing of others, and no id that is not the grantor's can be listed", async () => {
    const unknown = keccakOfText("nobody has issued this");
    for (const receivables of [[second], [unknown], [first, second]]) {
      const scope = { of: "receivables" as const, receivables };
      expect(await give("buyer", { kind: "audit", grantee: cast.auditor, scope })).to.equal(404);
    }
    expect(await give("buyer", { kind: "audit", grantee: cast.auditor, scope: { of: "everything" } })).to.equal(201);
    expect(await readable("auditor")).to.deep.equal([first, third]);
    // The grantee sees; it can let nobody else see, and takes no part.
    expect(await give("auditor", { kind: "audit", grantee: cast.factor, scope: { of: "everything" } })).to.equal(201);
    const scope = { of: "receivables" as const, receivables: [first] };
    expect(await give("auditor", { kind: "audit", grantee: cast.factor, scope })).to.equal(404);
    expect(await readable("factor")).to.deep.equal([]);
    expect(await takesPart(stage.database, cast.auditor, first)).to.equal(false);
  });

  it("are known to grantor and grantee alone", async () => {
    await give("supplier", {
      kind: "audit",
      grantee: cast.auditor,
      scope: { of: "counterparty", counterparty: cast.buyer },
    });
    const seen = async (name: string, side: "given" | "received"): Promise<number | undefined> =>
      (await stage.client(tokens.get(name)).GET("/v1/grants", { params: { query: { side } } })).data?.items.length;
    expect(await seen("supplier", "given")).to.equal(1);
    expect(await seen("auditor", "received")).to.equal(1);
    expect(await seen("auditor", "given")).to.equal(0);
    for (const name of ["buyer", "stranger"]) {
      for (const side of ["given", "received"] as const) expect(await seen(name, side)).to.equal(0);
    }
  });

  it("are refused where they make no sense", async () => {
    const audit = { kind: "audit" as const, grantee: cast.auditor, scope: { of: "everything" as const } };
    const wrong: readonly Partial<NewGrant>[] = [
      { until: shownInstant(stage.now) },
      { until: "2027-02-30T00:00:00Z" },
      { grantee: cast.supplier },
      { scope: { of: "counterparty", counterparty: cast.supplier } },
      { issuedFrom: "2026-02-02", issuedTo: "2026-02-01" },
    ] as never;
    for (const over of wrong) expect(await give("supplier", { ...audit, ...over })).to.equal(400);
    const id = randomUUID();
    expect(await give("supplier", { ...audit, id })).to.equal(201);
    expect(await give("supplier", { ...audit, id })).to.equal(409);
    // Another's ids are its own: they tell nothing.
    expect(await give("buyer", { ...audit, id })).to.equal(201);
  });
});
