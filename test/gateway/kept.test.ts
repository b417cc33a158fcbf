/** A gateway that keeps answers beside one that has none yet: whatever happens, they tell everybody the same. */
import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { cursorOf, moveCursor } from "../../src/store/chainTables.ts";
import { keepContent } from "../../src/store/contents.ts";
import type { Database } from "../../src/store/database.ts";
import { addGrant, revokeGrant } from "../../src/store/grants.ts";
import { putParties } from "../../src/store/parties.ts";
import { lendDatabase } from "../store/lending.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing, sealing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const [SUPPLIER, BUYER, FACTOR] = [addressOf("supplier"), addressOf("buyer"), addressOf("factor")];
const ASKING = ["supplier", "buyer", "factor", "auditor", "stranger"] as const;
const GRANT: Parameters<typeof addGrant>[1] = {
  ...{ id: "5d3cb1c8-7a54-4c3e-9d8f-0f1f6a1f3c11", grantor: SUPPLIER, grantee: addressOf("auditor") },
  ...{
    kind: "audit" as const,
    account: SUPPLIER,
    counterparty: null,
    receivables: null,
    issuedFrom: null,
    issuedTo: null,
  },
  ...{ since: 0, until: 2 ** 40 },
};

/** Nobody has to sign in again on another day. */
const CONFIG = { sessionSeconds: 30 * DAY };

/** Counts the statements outside transactions, by their texts. */
function counted(database: Database, texts: string[]): Database {
  return {
    ...database,
    query(text, values, planning) {
      texts.push(text);
      return database.query(text, values, planning);
    },
  };
}

describe("An answer about receivables that is kept", () => {
  const texts: string[] = [];
  let stage: Stage;
  let open: Receivable;
  let sealed: Receivable;
  const tokens = new Map<string, string>();

  before(async () => {
    stage = await openStage({ database: counted(await lendDatabase(), texts), config: CONFIG });
    const terms = termsOf(addressOf("token"), FIRST_INSTANT / DAY);
    open = receivableOf(headerOf(SUPPLIER, BUYER), terms);
    sealed = receivableOf({ ...open.header, line: 1 }, terms);
    await stage.book.write(...issuing(open), ...sealing(sealed, "0xabcdef"));
    for (const name of ASKING) tokens.set(name, await stage.signIn(name));
  });

  after(() => stage.close());

  const asked = (): readonly string[] => {
    const ids = [idOf(open.header), idOf(sealed.header)];
    return [...ids, "", "?role=auditor", "?sort=changed&order=desc", "?role=supplier&limit=1"].map((what) =>
      what.startsWith("0x") ? `/v1/receivables/${what}` : `/v1/receivables${what}`,
    );
  };

  async function answersOf(url: string): Promise<readonly unknown[]> {
    const all = ASKING.flatMap((name) => asked().map((path) => ({ name, path })));
    return Promise.all(
      all.map(async ({ name, path }) => {
        const response = await fetch(`${url}${path}`, {
          headers: { authorization: `Bearer ${tokens.get(name) ?? ""}` },
        });
        // Cursors are sealed anew each time, and problems the id of their request.
        const { next = null, instance, ...rest } = (await response.json()) as Record<string, unknown>;
        const answered = { code: response.status, hasNext: next !== null, isProblem: instance !== undefined };
        return { name, path, answered, ...rest };
      }),
    );
  }

  /** Asked twice, so that everything that can be kept is. */
  async function expectSame(what: string): Promise<void> {
    await answersOf(stage.url);
    const kept = await answersOf(stage.url);
    const fresh = await openStage({ database: { ...stage.database, close: () => Promise.resolve() }, config: CONFIG });
    fresh.now = stage.now;
    const anew = await answersOf(fresh.url);
    await fresh.close();
    expect(anew[0], what).to.deep.include({
      name: "supplier",
      answered: { code: 200, hasNext: false, isProblem: false },
    });
    for (const [index, answer] of anew.entries()) expect(kept[index], what).to.deep.equal(answer);
  }

  async function profile(name: string, legalName: string, audience: "nobody" | "everybody"): Promise<void> {
    const body = { legalName, identifiers: [], audience, contacts: [], contactsAudience: "nobody" as const };
    const { response } = await stage.client(tokens.get(name)).POST("/v1/profile", { body });
    expect(response.status).to.equal(204);
  }

  const contentOf = (receivable: Receivable): Parameters<typeof keepContent>[1] => ({
    ...{ commitment: commitmentOf(receivable), id: idOf(receivable.header), revision: 0, receivable, opened: 1 },
    ...{ documentSecret: null, original: null, invoice: null },
  });

  const transfer = (from: Address, to: Address, id: Hex): Promise<void> =>
    stage.book.write({ name: "Transfer", from, to, id });

  it("is what it would be if it were made anew, whatever happens meanwhile", async () => {
    const id = (): Hex => idOf(open.header);
    const happenings: readonly (readonly [string, () => Promise<unknown>])[] = [
      ["nothing", () => Promise.resolve()],
      ["an acceptance", () => stage.book.write(accepting(open))],
      ["a name for everybody", () => profile("supplier", "Supplier Holding", "everybody")],
      ["a name for nobody", () => profile("supplier", "Supplier Holding", "nobody")],
      ["a name of its own", () => putParties(stage.database, BUYER, [namedAs("Our good supplier")], 1)],
      ["another one", () => putParties(stage.database, BUYER, [namedAs("Our bad supplier")], 1)],
      ["a content", () => keepContent(stage.database, contentOf(sealed))],
      ["a grant", () => addGrant(stage.database, GRANT, 5)],
      ["its end", () => revokeGrant(stage.database, SUPPLIER, GRANT.id, stage.now)],
      ["a sale", () => transfer(SUPPLIER, FACTOR, id())],
      ["a resale", () => transfer(FACTOR, addressOf("stranger"), id())],
      ["another day", () => Promise.resolve((stage.now += DAY))],
      ["a block without events", () => stage.book.write()],
      ["finality", () => finalise()],
    ];
    for (const [what, happen] of happenings) {
      await happen();
      await expectSame(what);
    }
  });

  const namedAs = (name: string): Parameters<typeof putParties>[2][number] => ({
    ...{ party: "V-1", name, legalId: "", vatId: "", country: "", address: SUPPLIER },
  });

  async function finalise(): Promise<void> {
    await stage.database.transaction(async (tx) => {
      const cursor = await cursorOf(tx);
      if (cursor === undefined) throw new Error("nothing was written");
      await moveCursor(tx, cursor, { folded: cursor.folded, safe: cursor.folded, final: cursor.folded });
    });
  }

  it("costs one statement, which reads no receivable", async () => {
    const client = stage.client(tokens.get("buyer"));
    const ask = (): Promise<unknown> =>
      client.GET("/v1/receivables/{id}", { params: { path: { id: idOf(open.header) } } });
    await ask();
    texts.length = 0;
    await ask();
    const own = texts.filter((text) => !text.includes("sessions") && !text.includes("sign_ins"));
    expect(own).to.have.length(1);
    expect(own[0]).to.include("shown_changes").and.not.include("receivables");
  });

  it("is nobody else's", async () => {
    const path = `/v1/receivables/${idOf(sealed.header)}`;
    const ask = async (name: string): Promise<number> => {
      const headers = { authorization: `Bearer ${tokens.get(name) ?? ""}` };
      return (await fetch(`${stage.url}${path}`, { headers })).status;
    };
    expect([await ask("supplier"), await ask("factor"), await ask("supplier")]).to.deep.equal([200, 404, 200]);
  });
});
