import { expect } from "chai";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { documentRoot, fieldsOf } from "../../src/domain/document.ts";
import type { Invoice } from "../../src/domain/invoice.ts";
import type { Receivable } from "../../src/domain/receivable.ts";
import { contentOf, keepContent } from "../../src/store/contents.ts";
import type { Database } from "../../src/store/database.ts";
import { listReceivables } from "../../src/store/listing.ts";
import type { ReceivableFilter, ReceivableSummary } from "../../src/store/listing.ts";
import { keepUnopened, openingOf, pendingOpenings, retryUnopened } from "../../src/store/openings.ts";
import { removeStates, upsertStates } from "../../src/store/readModel.ts";
import type { StoredState } from "../../src/store/stateRow.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { hash } from "./rows.ts";
import { contentWith, DAY, FACTOR, receivableOf, rowOf, SUPPLIER } from "./sealedRows.ts";

for (const engine of ENGINES) {
  describe(`Contents of sealed receivables in ${engine}`, () => {
    let database: Database;

    before(async () => {
      database = await freshDatabase(engine);
    });

    beforeEach(async () => {
      for (const table of ["receivables", "contents", "unopened"]) await database.query(`delete from ${table}`);
    });

    const index = (...states: readonly StoredState[]): Promise<void> =>
      database.transaction((tx) => upsertStates(tx, states));
    const list = async (filter: Partial<ReceivableFilter> = {}): Promise<readonly ReceivableSummary[]> => {
      const order = { order: "due", isDescending: false, limit: 100 } as const;
      return (await listReceivables(database, { party: SUPPLIER, ...filter }, order)).rows;
    };
    const shown = async (): Promise<ReceivableSummary> => (await list())[0] ?? expect.fail("nothing is listed");

    it("are kept once, and come back as they were", async () => {
      const content = contentWith(receivableOf(1, DAY), { documentSecret: hash(7), original: hash(8) });
      await keepContent(database, content);
      await keepContent(database, content);
      expect(await contentOf(database, content.commitment)).to.deep.equal(content);
      expect(await contentOf(database, hash(9))).to.equal(undefined);
    });

    it("gain what was missing, and lose nothing that is known", async () => {
      const opened = contentWith(receivableOf(1, DAY), { documentSecret: hash(7) });
      await keepContent(database, opened);
      await keepContent(database, { ...opened, documentSecret: null, original: hash(8), opened: 5 });
      await keepContent(database, { ...opened, documentSecret: hash(6), original: null });
      const known = await contentOf(database, opened.commitment);
      expect(known).to.include({ documentSecret: hash(7), original: hash(8), opened: 1 });
    });

    it("are not kept with a commitment that is not theirs", async () => {
      const content = contentWith(receivableOf(1, DAY), { commitment: hash(5) });
      const error = await keepContent(database, content).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(RangeError).and.have.property("message").that.includes(hash(5));
      expect(await contentOf(database, hash(5))).to.equal(undefined);
    });

    it("keep an e-invoice whose fields come to the same document root", async () => {
      const decimal = { units: -11_900n, scale: 2 };
      const invoice = { number: "A-1", notes: ["b", "a"], totals: { payable: decimal }, dueDate: undefined };
      const root = documentRoot(fieldsOf(invoice as unknown as Invoice), hash(7));
      const content = contentWith(receivableOf(1, DAY), { invoice });
      await keepContent(database, content);
      const known = await contentOf(database, content.commitment);
      expect(known?.invoice).to.deep.equal({ number: "A-1", notes: ["b", "a"], totals: { payable: "-119.00" } });
      expect(documentRoot(fieldsOf(known?.invoice as Invoice), hash(7))).to.equal(root);
    });

    it("show in the list whichever comes first, the content or the receivable", async () => {
      const [first, second] = [receivableOf(1, DAY + 2), receivableOf(2, DAY + 1)];
      await keepContent(database, contentWith(first));
      await index(rowOf(first), rowOf(second));
      expect((await list()).map(({ content, dueDay }) => [content, dueDay])).to.deep.equal([
        ["opened", DAY + 2],
        ["sealed", null],
      ]);
      await keepContent(database, contentWith(second));
      expect((await list()).map(({ content, amount }) => [content, amount])).to.deep.equal([
        ["opened", 102n],
        ["opened", 101n],
      ]);
      expect(await openingOf(database, idOf(first.header), commitmentOf(first))).to.have.property("state", "opened");
    });

    it("stay shown when the receivable changes hands, and stand in the new holder's list", async () => {
      const receivable = receivableOf(1, DAY);
      await keepContent(database, contentWith(receivable));
      await index(rowOf(receivable));
      await index(rowOf(receivable, { holder: FACTOR }));
      expect(await list({ party: FACTOR, role: "holder" })).to.have.length(1);
      expect(await list({ role: "holder" })).to.have.length(0);
      expect(await shown()).to.include({ content: "opened", dueDay: DAY });
    });

    it(
      "are no longer shown once the receivable has another commitment, and are again when that is taken " + "back",
      async () => {
        const receivable = receivableOf(1, DAY);
        await keepContent(database, contentWith(receivable));
        await index(rowOf(receivable));
        await index(rowOf(receivable, { commitment: hash(77) }));
        expect(await shown()).to.include({ content: "sealed", amount: null, dueDay: null });
        expect(await pendingOpenings(database, 10)).to.deep.equal([
          { id: idOf(receivable.header), commitment: hash(77) },
        ]);
        await index(rowOf(receivable));
        expect(await shown()).to.include({ content: "opened", dueDay: DAY });
        expect(await pendingOpenings(database, 10)).to.deep.equal([]);
      },
    );

    it("give way to terms in the open, and to a block that is dropped", async () => {
      const receivable = receivableOf(1, DAY);
      await keepContent(database, contentWith(receivable));
      await index(rowOf(receivable));
      await index(rowOf(receivable, {}, true));
      expect(await shown()).to.include({ content: "open", dueDay: DAY });
      expect(await database.query("select * from openings")).to.have.length(0);
      await index(rowOf(receivable));
      await database.transaction((tx) => removeStates(tx, [idOf(receivable.header)]));
      expect(await list()).to.have.length(0);
      expect(await database.query("select * from openings")).to.have.length(0);
    });

    it("are followed however the receivables are written", async () => {
      const receivable = receivableOf(1, DAY);
      await keepContent(database, contentWith(receivable));
      await index(rowOf(receivable));
      await database.query("update receivables set commitment = $1", [`\\x${"07".repeat(32)}`]);
      expect(await shown()).to.include({ content: "sealed" });
      await database.query("update receivables set holder = $1", [`\\x${FACTOR.slice(2)}`]);
      expect(await list({ party: FACTOR })).to.have.length(1);
      await database.query("truncate receivables");
      expect(await database.query("select * from openings")).to.have.length(0);
    });

    it("that do not open are tried once with a key, and once more with another", async () => {
      const [sealed, wrong] = [receivableOf(1, DAY), receivableOf(2, DAY)];
      await index(rowOf(sealed), rowOf(wrong));
      const note = (one: Receivable, outcome: "sealed" | "false"): Promise<void> => {
        const { id, commitment } = contentWith(one);
        const tried = { fault: "because", viewingKey: hash(1), tried: 5 };
        return keepUnopened(database, { id, commitment, outcome, ...tried });
      };
      await note(sealed, "sealed");
      await note(wrong, "false");
      expect(await pendingOpenings(database, 10)).to.deep.equal([]);
      // Another event of the receivable changes nothing about that.
      await index(rowOf(sealed, { holder: FACTOR }), rowOf(wrong));
      expect(await pendingOpenings(database, 10)).to.deep.equal([]);
      expect((await list()).map(({ content }) => content)).to.have.members(["sealed", "false"]);
      expect(await openingOf(database, idOf(wrong.header), commitmentOf(wrong))).to.have.property("state", "false");
      await retryUnopened(database, hash(1));
      expect(await pendingOpenings(database, 10)).to.deep.equal([]);
      await retryUnopened(database, hash(2));
      expect(await pendingOpenings(database, 10)).to.have.length(2);
    });

    it("that were replaced are tried anew, although the commitment is the same", async () => {
      const receivable = receivableOf(1, DAY);
      const row = rowOf(receivable);
      await index(row);
      const tried = { fault: "because", viewingKey: hash(1), tried: 5, outcome: "sealed" } as const;
      await keepUnopened(database, { id: row.id, commitment: commitmentOf(receivable), ...tried });
      const { agreed } = row.state;
      await index(rowOf(receivable, { agreed: agreed && { ...agreed, content: "0xbeef" } }));
      expect(await pendingOpenings(database, 10)).to.have.length(1);
    });
  });
}
