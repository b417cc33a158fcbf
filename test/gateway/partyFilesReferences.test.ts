import { expect } from "chai";
import { issuedAs } from "../../src/domain/account/ledgerPosition.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { parts } from "../../src/domain/derived.ts";
import { currencyFrom } from "../../src/gateway/accountStatements/currency.ts";
import { trackOfBuyer } from "../../src/gateway/partyFiles/trackReading.ts";
import { keepContent } from "../../src/store/contents.ts";
import { historyOfBuyer } from "../../src/store/partyFileTrack.ts";
import { lendDatabase } from "../store/lending.ts";
import { accepting, issuing, sealing } from "./book.ts";
import { BUYER, invoice, openReferenceScene, paying, three } from "./partyFileReferenceScene.ts";
import type { ReferenceScene } from "./partyFileReferenceScene.ts";
import { addressOf } from "./stage.ts";

describe("A trade reference", () => {
  let scene: ReferenceScene;

  beforeEach(async () => {
    scene = await openReferenceScene();
  });

  afterEach(() => scene.stage.close());

  it("shows bands to the named reader, and the buyer all of it and just what the reader sees", async () => {
    await scene.owe(...three(6), ...three(1, { late: 40 }), { by: "supplier 0", late: 10, isPaid: false });
    await scene.pass(33);
    const record = await scene.own(addressOf("the reader"));
    expect(record).to.deep.include({ items: 22, suppliers: 3, onTime: 18, onTimePpm: 818_182, open: 1, disputed: 0 });
    expect(record.lateness).to.deep.include({ current: 18, days1To30: 0, days31To60: 4, days61To90: 0 });
    const id = await scene.consent();
    const { data } = await scene.see(id);
    expect(data).to.deep.include({ items: "20-49", suppliers: "3-5", onTime: 80, open: 5, relation: "0" });
    expect(data?.asOf.instant).to.equal("2026-11-30T23:59:59Z");
    expect(record.shown).to.deep.equal(data);
    expect(JSON.stringify(data)).not.to.include(addressOf("supplier 0"));
    const received = await (
      await scene.as("the reader")
    ).GET("/v1/trade-references", {
      params: { query: { side: "received" } },
    });
    expect(received.data?.items.map((one) => [one.id, one.state, one.seen.length])).to.deep.equal([[id, "inForce", 1]]);
  });

  it("is refused where there is too little, in the same words whatever is missing; the buyer is told", async () => {
    const half = Array.from({ length: 10 }, () => ({ by: "supplier 0" }));
    await scene.owe(...three(5), ...half);
    await scene.pass(33);
    const refused = await scene.see(await scene.consent());
    expect(refused.error?.type).to.equal("/problems/ReferenceTooThin");
    expect((await scene.own()).obstacle).to.equal("oneSupplierDominates");
    const known = await scene.see(await scene.consent({ reader: addressOf("supplier 0") }), "supplier 0");
    expect(known.error?.detail).to.equal(refused.error?.detail);
    expect((await scene.own(addressOf("supplier 0"))).obstacle).to.equal("tooFewItems");
  });

  it("counts nothing that the buyer has not accepted, nor what it cannot read", async () => {
    await scene.owe(...three(7));
    await scene.pass(2);
    const before = await scene.own();
    const hostile = Array.from({ length: 30 }, () => invoice({ by: "somebody hostile", late: 300 }));
    const hidden = invoice({ by: "supplier 1" });
    const unwanted = invoice({ by: "somebody hostile" });
    await scene.stage.book.write(
      ...hostile.flatMap(issuing),
      ...sealing(unwanted, `0x${"22".repeat(32)}`),
      ...sealing(hidden, `0x${"11".repeat(32)}`),
      accepting(hidden),
    );
    const { items, suppliers, lateness, root, sealed } = await scene.own();
    expect({ items, suppliers, lateness, root }).to.deep.equal({
      ...{ items: before.items, suppliers: 3, lateness: before.lateness, root: before.root },
    });
    expect([before.sealed, sealed]).to.deep.equal([0, 1]);
    const { issued } = (await historyOfBuyer(scene.stage.database, BUYER, 22)) ?? {};
    expect(issued?.size, "strangers use up nothing of what is looked at").to.equal(21);
  });

  it("cannot be subtracted from that of another period, by one reader or by two", async () => {
    await scene.owe(
      ...three(7),
      ...three(7, { late: 5 }),
      { by: "supplier 2", late: 100 },
      { by: "supplier 2", late: 100 },
    );
    await scene.pass(33);
    const wide = await scene.consent();
    const narrow = await scene.consent({ from: "2026-09-01" });
    const other = await scene.consent({ from: "2026-09-01", reader: addressOf("an accomplice") });
    expect((await scene.see(wide)).data?.items).to.equal("20-49");
    for (const [id, name] of [
      [narrow, "the reader"],
      [other, "an accomplice"],
    ] as const) {
      expect((await scene.see(id, name)).error?.type, name).to.equal("/problems/ReferenceTooThin");
    }
    expect((await scene.own(undefined, "2026-09-01")).obstacle).to.equal("tooLittleChanged");
    const enough = await scene.consent({ from: "2026-11-01", reader: addressOf("another reader") });
    expect((await scene.see(enough, "another reader")).response.status, "what differs is enough of all").to.equal(200);
  });

  it("stays the same to the byte until enough has changed, however often it is asked", async () => {
    const [unpaid] = (await scene.owe({ by: "supplier 1", isPaid: false }, ...three(7))).slice(0, 1);
    await scene.pass(33);
    const id = await scene.consent();
    const first = (await scene.see(id)).data;
    if (unpaid === undefined) throw new Error("one is open");
    await scene.stage.book.write(paying(unpaid));
    await scene.pass(31);
    expect((await scene.see(id)).data, "one payment more").to.deep.equal(first);
    const more = three(8, { late: -20 }).map(invoice);
    await scene.stage.book.write(...more.flatMap((one) => [...issuing(one), accepting(one), paying(one)]));
    await scene.pass(31);
    const later = (await scene.see(id)).data;
    expect(later?.asOf.instant).to.equal("2027-01-31T23:59:59Z");
    expect(later?.open).to.equal(0);
    const consents = (await (await scene.as("the buyer")).GET("/v1/trade-references")).data?.items;
    expect(consents?.[0]?.seen.map(({ asOf }) => asOf)).to.deep.equal(["2027-01-31T23:59:59Z", "2026-11-30T23:59:59Z"]);
  });

  it("stays the same where an invoice is opened later, for whoever saw it and for whoever else asks", async () => {
    const hidden = invoice({ by: "supplier 1", late: 300 });
    await scene.owe(...three(7));
    await scene.stage.book.write(...sealing(hidden, `0x${"11".repeat(32)}`), accepting(hidden));
    await scene.pass(33);
    const first = (await scene.see(await scene.consent())).data;
    const before = (await scene.own()).items;
    scene.stage.now += 60;
    const known = { documentSecret: null, invoice: null, original: null, opened: scene.stage.now };
    const content = { commitment: commitmentOf(hidden), id: idOf(hidden.header), revision: 0, receivable: hidden };
    await keepContent(scene.stage.database, { ...content, ...known });
    expect((await scene.own()).items, "the buyer's own view counts it").to.equal(before + 1);
    const accomplice = await scene.consent({ reader: addressOf("an accomplice") });
    expect((await scene.see(accomplice, "an accomplice")).data).to.deep.equal(first);
  });

  it("is kept as shown once, however often it is asked, and by how many", async () => {
    await scene.owe(...three(7));
    await scene.pass(33);
    const [id, other] = [await scene.consent(), await scene.consent({ reader: addressOf("another reader") })];
    for (const at of [1, 2, 3]) {
      scene.stage.now += at;
      expect((await scene.see(id)).response.status).to.equal(200);
      expect((await scene.see(other, "another reader")).response.status).to.equal(200);
    }
    const consents = (await (await scene.as("the buyer")).GET("/v1/trade-references")).data?.items;
    expect(consents?.map(({ seen }) => seen.length)).to.deep.equal([1, 1]);
  });

  it("is made from so many earlier ones at most: what was shown is shown again then, and nothing new", async () => {
    await scene.owe(...three(7));
    await scene.pass(33);
    const id = await scene.consent();
    const first = (await scene.see(id)).data;
    // Of a hundred periods in which nothing fell due.
    await scene.stage.database.query(
      `insert into reference_disclosures (consent, buyer, reader, currency, first_day, last_day, block_number,
         block_hash, as_of, known, shown, shown_by)
       select consent, buyer, reader, currency, (1900 + nth) || '-01-01', (1900 + nth) || '-01-31', block_number,
         block_hash, as_of, known, shown, shown_by from reference_disclosures, generate_series(1, 99) as nth`,
    );
    const more = three(8, { late: -20 }).map(invoice);
    await scene.stage.book.write(...more.flatMap((one) => [...issuing(one), accepting(one), paying(one)]));
    await scene.pass(62);
    expect((await scene.see(id)).data).to.deep.equal(first);
    expect((await scene.own(addressOf("the reader"), "2025-01-01")).obstacle).to.equal("tooManyShown");
    const unseen = await scene.consent({ reader: addressOf("another reader") });
    expect((await scene.see(unseen, "another reader")).data, "another may see the same").to.deep.equal(first);
    const wider = await scene.see(await scene.consent({ from: "2025-01-01" }));
    expect(wider.error?.type).to.equal("/problems/ReferenceTooThin");
    await scene.stage.database.query("delete from reference_disclosures where number > 99");
    expect((await scene.see(id)).data?.asOf.instant, "with one fewer").to.equal("2027-01-31T23:59:59Z");
  });

  it("is folded from the same events to the same lines at any block, however many blocks were asked for", async () => {
    const items = await scene.owe(...three(2), { by: "supplier 0", late: 10, isPaid: false });
    const divided = items.at(-1);
    if (divided === undefined) throw new Error("one is open");
    const whole = { terms: divided.terms, header: divided.header, document: divided.document };
    const amounts = [40_000n, 60_000n];
    const [left, right] = parts(whole, issuedAs(divided.terms).position, amounts);
    if (left === undefined || right === undefined) throw new Error("it has two parts");
    const id = idOf(divided.header);
    const commitments = [commitmentOf(left), commitmentOf(right)];
    await scene.stage.book.write({ name: "ReceivableSplit", id, by: addressOf("supplier 0"), amounts, commitments });
    await scene.stage.book.write(paying(left));
    await scene.stage.book.write(paying(right));
    await scene.pass(1);
    const currency = currencyFrom("EUR", new Map());
    const track = () => trackOfBuyer(scene.stage.database, BUYER, currency);
    const one = await track();
    const cut = { from: "2026-01-01", to: "2026-12-31", asOf: scene.stage.now, known: scene.stage.now };
    const states = [];
    for (const block of [6, 5, 4, 3, 2, 1, 3]) {
      const lines = await one.linesAt({ ...cut, block });
      expect(lines, `block ${block}`).to.deep.equal(await (await track()).linesAt({ ...cut, block }));
      states.push(lines.filter(({ isOpen }) => isOpen).length);
    }
    expect(states).to.deep.equal([0, 0, 1, 1, 1, 7, 1]);
    const again = await one.linesAt({ ...cut, block: 3, known: cut.known + 60 });
    expect(again, "the very same where nothing was opened").to.equal(await one.linesAt({ ...cut, block: 3 }));
  });

  it("is shown to one of two who ask at once for what would differ by too little, in PostgreSQL", async () => {
    await scene.stage.close();
    scene = await openReferenceScene({ database: await lendDatabase("PostgreSQL") });
    await scene.owe(...three(7), ...three(7, { late: 5 }), { by: "supplier 2", late: 100 });
    await scene.pass(33);
    const asked = [
      [await scene.consent(), "the reader"],
      [await scene.consent({ from: "2026-09-01", reader: addressOf("an accomplice") }), "an accomplice"],
    ] as const;
    await Promise.all(asked.map(([, name]) => scene.as(name)));
    const answers = await Promise.all(asked.map(([id, name]) => scene.see(id, name)));
    expect(answers.map(({ response }) => response.status).toSorted()).to.deep.equal([200, 409]);
  });
});
