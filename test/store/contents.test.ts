import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { commitmentOf, idOf, termsHash } from "../../src/domain/commitment.ts";
import { documentRoot, fieldsOf } from "../../src/domain/document.ts";
import type { Invoice } from "../../src/domain/invoice.ts";
import type { Hex, Receivable } from "../../src/domain/receivable.ts";
import type { ReceivableState } from "../../src/domain/receivableState.ts";
import { contentOf, keepContent } from "../../src/store/contents.ts";
import type { Content } from "../../src/store/contents.ts";
import type { Database, Sql } from "../../src/store/database.ts";
import { listReceivables } from "../../src/store/listing.ts";
import type { ReceivableFilter, ReceivableSummary } from "../../src/store/listing.ts";
import { keepUnopened, openingOf, pendingOpenings, retryUnopened } from "../../src/store/openings.ts";
import { removeStates, upsertStates } from "../../src/store/readModel.ts";
import type { StoredState } from "../../src/store/stateRow.ts";
import { termsDue } from "../domain/histories.ts";
import { ENGINES, freshDatabase } from "./engines.ts";
import { address, agreedBetween, hash, stored } from "./rows.ts";

const [SUPPLIER, BUYER, FACTOR] = [address(0x51), address(0x52), address(0x53)];
const DAY = 20_000;

function receivableOf(number: number, dueDay: number): Receivable {
  const header = { supplier: SUPPLIER, buyer: BUYER, invoice: hash(number), line: 0, policy: 0, revision: 0 };
  return { header, terms: termsDue("2026-01-01", 100n + BigInt(number), { dueDay }), document: hash(3) };
}

function contentWith(receivable: Receivable, over: Partial<Content> = {}): Content {
  const id = idOf(receivable.header);
  const commitment = commitmentOf(receivable);
  const nothing = { documentSecret: null, invoice: null, original: null, opened: 1 };
  return { commitment, id, revision: receivable.header.revision, receivable, ...nothing, ...over };
}

/** The receivable as the index has it while its terms are sealed, or in the open. */
function rowOf(receivable: Receivable, over: Partial<ReceivableState> = {}, isOpen = false): StoredState {
  const { header, terms, document } = receivable;
  const openTerms = isOpen ? terms : undefined;
  const agreed = { header, terms: termsHash(terms), document, openTerms, content: isOpen ? "0x" : "0xc0de" } as const;
  const state = { ...agreedBetween(SUPPLIER, BUYER), agreed, commitment: commitmentOf(receivable), ...over };
  return stored(idOf(header), state);
}

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

    it("are no longer shown once the receivable has another commitment, and are again when that is taken back", async () => {
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
    });

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

    const anyMix = fc.array(
      fc.record({
        due: fc.integer({ min: DAY, max: DAY + 3 }),
        kind: fc.constantFrom("open", "opened before", "opened after", "sealed", "false"),
        holder: fc.constantFrom(SUPPLIER, FACTOR),
      }),
      { maxLength: 25 },
    );

    it("stand in a list by due date among those in the open, page by page and each once", async () => {
      const anyRange = fc.record(
        { dueFrom: fc.integer({ min: DAY, max: DAY + 3 }), dueTo: fc.integer({ min: DAY, max: DAY + 3 }) },
        { requiredKeys: [] },
      );
      const anyOrder = fc.constantFrom("due" as const, "changed" as const);
      const property = fc.asyncProperty(
        ...[anyMix, anyRange, fc.boolean(), fc.integer({ min: 1, max: 6 }), anyOrder],
        async (mix, range, isDescending, limit, order) => {
          for (const table of ["receivables", "contents", "unopened"]) await database.query(`delete from ${table}`);
          const rows = mix.map((one, number) => ({ ...one, receivable: receivableOf(number, one.due) }));
          for (const { kind, receivable } of rows) {
            if (kind === "opened before") await keepContent(database, contentWith(receivable));
          }
          await index(...rows.map(({ kind, receivable, holder }) => rowOf(receivable, { holder }, kind === "open")));
          for (const { kind, receivable } of rows) {
            const { id, commitment } = contentWith(receivable);
            const tried = { fault: "", viewingKey: hash(1), tried: 1, outcome: "false" } as const;
            if (kind === "opened after") await keepContent(database, contentWith(receivable));
            if (kind === "false") await keepUnopened(database, { id, commitment, ...tried });
          }
          const place = ({ kind, due }: (typeof rows)[number]): number =>
            kind === "sealed" || kind === "false" ? 2 ** 32 : due;
          const { dueFrom = 0, dueTo } = range;
          const isAsked = Object.keys(range).length > 0;
          const expected = rows
            .filter((row) => row.holder === FACTOR)
            .filter((row) => !isAsked || (place(row) >= dueFrom && place(row) <= (dueTo ?? 2 ** 32 - 1)))
            .map((row) => [order === "due" ? place(row) : 1, idOf(row.receivable.header)] as const)
            .sort(([a, one], [b, other]) => a - b || (one < other ? -1 : 1))
            .map(([, id]) => id);
          expect(await allPages(database, { party: FACTOR, ...range }, { order, isDescending, limit })).to.deep.equal(
            isDescending ? expected.reverse() : expected,
          );
        },
      );
      await fc.assert(property, { numRuns: runs(30) });
    });

    it("are a stretch of an index for every role, in either direction", async () => {
      const many = Array.from({ length: 3_000 }, (_, number) => ({
        ...rowOf(receivableOf(number, DAY), { holder: address(number % 20) }),
        id: hash(number),
      }));
      await index(...many);
      await database.query("update openings set outcome = 'opened', due_day = $1 + get_byte(id, 31)", [DAY]);
      await database.query("analyze openings");
      await database.query("analyze receivables");
      let plan = "";
      const explaining: Sql = {
        async query(text, values) {
          const steps = await database.query<{ "QUERY PLAN": string }>(`explain ${text}`, values);
          plan = steps.map((step) => step["QUERY PLAN"]).join("\n");
          return [];
        },
      };
      const after = { value: DAY + 45, id: hash(1) };
      for (const isDescending of [false, true]) {
        await listReceivables(explaining, { party: SUPPLIER }, { order: "due", isDescending, limit: 5, after });
        for (const role of ["supplier", "buyer", "holder"]) {
          const scan = isDescending ? "Index (Only )?Scan Backward" : "Index (Only )?Scan";
          expect(plan).to.match(new RegExp(`${scan} using opening_${role}_due `));
        }
        expect(plan).not.to.include("Seq Scan");
      }
    });
  });
}

async function allPages(
  database: Database,
  filter: ReceivableFilter,
  request: { readonly order: "due" | "changed"; readonly isDescending: boolean; readonly limit: number },
): Promise<readonly Hex[]> {
  const ids: Hex[] = [];
  let after: { readonly value: number; readonly id: Hex } | undefined;
  do {
    const page = await listReceivables(database, filter, { ...request, ...(after !== undefined && { after }) });
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return ids;
}
