import { expect } from "chai";
import { moveCursor } from "../../src/store/chainTables.ts";
import { keepContent } from "../../src/store/contents.ts";
import type { Database, Sql } from "../../src/store/database.ts";
import { keepUnopened, retryUnopened } from "../../src/store/openings.ts";
import { noteJoined, putProfile } from "../../src/store/organisations.ts";
import { putParties } from "../../src/store/parties.ts";
import { upsertStates } from "../../src/store/readModel.ts";
import { cursorIn, standingOf } from "../../src/store/standing.ts";
import { clearCaretaker, nameCaretaker } from "../../src/store/threads.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { hash } from "./rows.ts";
import { contentWith, FACTOR, receivableOf, rowOf, SUPPLIER } from "./sealedRows.ts";

const RECEIVABLE = receivableOf(1, 20_000);
const CONTENT = contentWith(RECEIVABLE);
const { id, commitment } = CONTENT;
const PROFILE = { legalName: "Anna", identifiers: [], audience: "nobody", contacts: [] } as const;
const TRIED = { outcome: "sealed", fault: "", viewingKey: hash(1), tried: 1 } as const;
const PARTY = { party: "V-1", name: "Anna", legalId: "", vatId: "", country: "", address: SUPPLIER };

/** What changes how a receivable is shown, in an order in which each finds something to change. */
const CHANGES: readonly (readonly [string, (sql: Sql) => Promise<unknown>])[] = [
  ["a content that does not open", (sql) => keepUnopened(sql, { id, commitment, ...TRIED })],
  ["another key that may open it", (sql) => retryUnopened(sql, hash(2))],
  ["a content", (sql) => keepContent(sql, CONTENT)],
  ["an erased invoice", (sql) => sql.query("update contents set invoice = null")],
  ["who joined", (sql) => noteJoined(sql, SUPPLIER, 1)],
  ["a profile", (sql) => putProfile(sql, SUPPLIER, { ...PROFILE, contactsAudience: "nobody" }, 1)],
  ["what a party is called", (sql) => putParties(sql, FACTOR, [PARTY], 1)],
  [
    "who looks after it",
    (sql) => nameCaretaker(sql, FACTOR, { receivable: id, account: FACTOR, namedBy: FACTOR, at: 1 }),
  ],
  ["that nobody does", (sql) => clearCaretaker(sql, FACTOR, id)],
  ["that all are forgotten", (sql) => sql.query("truncate contents")],
];

for (const engine of ENGINES) {
  describe(`The standing of the tables in ${engine}`, () => {
    let database: Database;
    const folded = { number: 1, hash: hash(11) };

    before(async () => {
      database = await freshDatabase(engine);
    });

    it("is unknown before the first block", async () => {
      expect(await standingOf(database)).to.equal(undefined);
      expect(cursorIn(undefined)).to.equal(undefined);
    });

    it("has the cursor in it, and moves with all of it", async () => {
      await database.transaction((tx) => moveCursor(tx, undefined, { folded, final: folded }));
      const first = await standingOf(database);
      expect(cursorIn(first)).to.deep.include({ folded, safe: folded, final: folded });
      const fork = { ...folded, hash: hash(12) };
      await database.transaction((tx) => moveCursor(tx, cursorIn(first), { folded: fork, final: folded }));
      expect(await standingOf(database)).not.to.equal(first);
    });

    it("moves with whatever the gateway shows beside the chain, when it is stored and not before", async () => {
      await database.transaction((tx) => upsertStates(tx, [rowOf(RECEIVABLE)]));
      for (const [what, change] of CHANGES) {
        const before = await standingOf(database);
        await database.transaction(async (tx) => {
          await change(tx);
          expect(await standingOf(tx), what).not.to.equal(before);
          if (engine === "PostgreSQL") expect(await standingOf(database), what).to.equal(before);
        });
        expect(await standingOf(database), what).not.to.equal(before);
      }
    });

    it("stays where nothing changes", async () => {
      const before = await standingOf(database);
      await noteJoined(database, SUPPLIER, 2);
      await retryUnopened(database, hash(9));
      await clearCaretaker(database, FACTOR, id);
      const failing = database.transaction(async (tx) => {
        await putParties(tx, FACTOR, [{ ...PARTY, name: "Berta" }], 1);
        throw new Error("undone");
      });
      expect(await failing.catch((error: unknown) => (error as Error).message)).to.equal("undone");
      expect(await standingOf(database)).to.equal(before);
    });
  });
}
