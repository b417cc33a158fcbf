import { expect } from "chai";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { EMPTY_LEDGER, fold } from "../../src/domain/fold.ts";
import type { LedgerState } from "../../src/domain/fold.ts";
import { AGING_BASES, agingAt } from "../../src/domain/indicators/aging.ts";
import { standingsAt, unappliedAt } from "../../src/domain/indicators/standing.ts";
import { openPrincipal } from "../../src/domain/money.ts";
import { Status } from "../../src/domain/receivable.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { refreshPortfolio } from "../../src/gateway/portfolio/keeping.ts";
import { UTC_DAYS } from "../../src/gateway/portfolio/days.ts";
import { readBook } from "../../src/gateway/portfolio/reading.ts";
import type { ReadBook } from "../../src/gateway/portfolio/building.ts";
import { eventsAfter } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { receivableIdOf } from "../../src/store/eventBody.ts";
import { allDesks } from "../../src/store/desks.ts";
import { isPortfolioCurrent } from "../../src/store/portfolioItems.ts";
import { ENGINES, freshDatabase } from "../store/engines.ts";
import { codeOf, looseAt, looseCash, nameReceipts, receiptsIn } from "./looseCash.ts";
import type { Loose, Told } from "./looseCash.ts";
import { diceOf, pick } from "./model/dice.ts";
import type { Dice } from "./model/dice.ts";
import { simulate } from "./model/simulation.ts";

const SEEDS = [11, 12, 13, 14, 15];
/** Of each chain. */
const INSTANTS = 200;
const DAY = 86_400;
const OPEN: ReadonlySet<number> = new Set([Status.Issued, Status.Queried, Status.Rejected, Status.Accepted]);

interface Dated {
  readonly event: LedgerEvent;
  readonly timestamp: number;
}

/** Six hours between two blocks, and money that is recorded one to three days after its value day. */
async function spread(database: Database): Promise<void> {
  await database.query("update blocks set timestamp = 1800000000 + number * 21600");
  await database.query(
    `update events e set body = jsonb_set(e.body, '{valueDay}', to_jsonb(b.timestamp / 86400 - 1 - e.log_index % 3))
     from blocks b where b.number = e.block_number and e.name = 'ReceiptRecorded'`,
  );
}

async function ledgerEvents(database: Database): Promise<readonly Dated[]> {
  const all = await eventsAfter(database, { blockNumber: -1, logIndex: -1 }, 1_000_000);
  return all.flatMap(({ event, timestamp }) =>
    // Whatever has the id of a receivable was written by the ledger.
    receivableIdOf(event) === undefined ? [] : [{ event: event as LedgerEvent, timestamp }],
  );
}

/** What some holders are owed, by the plain fold of everything, without what was issued sealed and its parts. */
function owedTo(
  { receivables }: LedgerState,
  own: ReadonlySet<Address>,
  { currency, sealed }: { readonly currency: Address; readonly sealed: ReadonlySet<Hex> },
): ReadonlyMap<string, bigint> {
  const owed = new Map<string, bigint>();
  for (const [id, state] of receivables) {
    const terms = state.agreed?.openTerms;
    if (terms?.currency !== currency || !own.has(state.holder) || !OPEN.has(state.status)) continue;
    const open = openPrincipal(terms, state);
    if (open > 0n && !isSealed(receivables, sealed, id)) owed.set(id, open);
  }
  return owed;
}

function isSealed(receivables: LedgerState["receivables"], sealed: ReadonlySet<Hex>, id: Hex): boolean {
  if (sealed.has(id)) return true;
  const state = receivables.get(id);
  return (
    state?.part === true && state.agreed !== undefined && isSealed(receivables, sealed, state.agreed.header.invoice)
  );
}

/** What may be asked of a chain: who ever held anything, in which currencies, and when something happened. */
interface Asked {
  readonly events: readonly Dated[];
  readonly people: readonly Address[];
  readonly currencies: readonly Address[];
  readonly times: readonly number[];
  readonly sealed: ReadonlySet<Hex>;
  readonly receipts: readonly Told[];
}

async function askable(database: Database): Promise<Asked> {
  const references = await nameReceipts(database);
  const events = await ledgerEvents(database);
  const told = events.map(({ event }) => event);
  const terms = told.flatMap((event) => ("terms" in event && typeof event.terms === "object" ? [event.terms] : []));
  return {
    events,
    people: [...new Set(told.flatMap((event) => (event.name === "Transfer" ? [event.to] : [])))],
    currencies: [...new Set(terms.map(({ currency }) => currency))],
    times: [...new Set(events.map(({ timestamp }) => timestamp))],
    receipts: receiptsIn(events, references),
    sealed: new Set(told.flatMap((event) => (event.name === "ReceivableSealed" ? [event.id] : []))),
  };
}

type Books = ReadonlyMap<string, ReadBook>;
const keyOf = (organisation: Address, currency: Address): string => `${organisation} ${currency}`;

async function readBooks(database: Database, { people, currencies }: Asked): Promise<Books> {
  const books = new Map<string, ReadBook>();
  for (const organisation of people) {
    for (const address of currencies) {
      const asked = { organisation, currency: { address, code: codeOf(address), exponent: 2 }, dayOf: UTC_DAYS };
      books.set(keyOf(organisation, address), await readBook(database, asked));
    }
  }
  return books;
}

interface Chain {
  readonly database: Database;
  readonly books: Books;
  readonly asked: Asked;
  readonly loose: readonly Loose[];
}

/** What was compared: what was owed, loose, or applied already at an instant, and payments that were dated back. */
interface Met {
  owed: number;
  loose: number;
  applied: number;
  datedBack: number;
}

async function compare({ database, books, asked, loose }: Chain, dice: Dice, met: Met): Promise<void> {
  const { events, people, currencies, times, sealed } = asked;
  const desks = await allDesks(database);
  const instants = Array.from({ length: INSTANTS }, () => pick(dice, times) + dice(3) - 1).sort((a, b) => a - b);
  let [state, next] = [EMPTY_LEDGER, 0];
  for (const known of instants) {
    const first = next;
    while ((events[next]?.timestamp ?? Infinity) <= known) next += 1;
    state = fold(
      state,
      events.slice(first, next).map(({ event }) => event),
    );
    const pairs = people.flatMap((organisation) => {
      const own = new Set([organisation, ...[...desks].flatMap(([desk, of]) => (of === organisation ? [desk] : []))]);
      return currencies.map((currency) => {
        return { organisation, currency, expected: owedTo(state, own, { currency, sealed }) };
      });
    });
    const holding = pairs.filter(({ expected }) => expected.size > 0);
    // Once in ten whoever it may be: an empty book is one too.
    const { organisation, currency, expected } = pick(dice, holding.length === 0 || dice(10) === 0 ? pairs : holding);
    const { book } = books.get(keyOf(organisation, currency)) ?? expect.fail("no book was read");
    const cut = { day: UTC_DAYS(known), known };
    const told = `${organisation} at ${known}`;
    expect(new Map(standingsAt(book, cut).map(({ item, open }) => [item.id, open])), told).to.deep.equal(expected);
    const total = [...expected.values()].reduce((sum, open) => sum + open, 0n);
    const { unapplied } = looseAt(loose, { organisation, currency }, known);
    for (const basis of AGING_BASES) {
      const aging = agingAt(standingsAt(book, cut), unappliedAt(book, cut), cut, basis);
      const buckets = aging.buckets.reduce((sum, { amount }) => sum + amount, 0n);
      expect(buckets + aging.credits, `the ledger, ${told}`).to.equal(total);
      expect(aging.unapplied, `unapplied, ${told}`).to.equal(unapplied);
      expect(aging.ledger, `the ledger's own sum, ${told}`).to.equal(total);
      expect(aging.total, `the control total, ${told}`).to.equal(total - unapplied);
    }
    met.owed += Number(expected.size > 0);
    met.loose += Number(unapplied > 0n);
    met.applied += compareCash({ books, loose }, pairs, known);
    for (const one of holding) {
      const other = books.get(keyOf(one.organisation, one.currency)) ?? expect.fail("no book was read");
      met.datedBack += compareDay(other, { expected: one.expected, later: events.slice(next) }, known);
    }
  }
}

/** Of everybody in every currency. @returns of how many some cash had been applied */
function compareCash(
  { books, loose }: Pick<Chain, "books" | "loose">,
  pairs: readonly Pick<Loose, "organisation" | "currency">[],
  known: number,
): number {
  let met = 0;
  for (const { organisation, currency } of pairs) {
    const { book } = books.get(keyOf(organisation, currency)) ?? expect.fail("no book was read");
    const waiting = [...unappliedAt(book, { day: UTC_DAYS(known), known }).values()];
    const { unapplied, applied } = looseAt(loose, { organisation, currency }, known);
    const sum = waiting.reduce((total, amount) => total + amount, 0n);
    expect(sum, `cash of ${organisation} at ${known}`).to.equal(unapplied);
    met += Number(applied > 0n);
  }
  return met;
}

/**
 * As of the same day, as it is known three days later: of an item to which nothing else happened meanwhile what is open
 * is less by the receipts that are dated back to the day. @returns how many of those there were
 */
function compareDay(
  { book }: ReadBook,
  { expected, later }: { readonly expected: ReadonlyMap<string, bigint>; readonly later: readonly Dated[] },
  at: number,
): number {
  const day = UTC_DAYS(at);
  const known = at + 3 * DAY;
  const meanwhile = later.filter(({ timestamp }) => timestamp <= known);
  const open = new Map(standingsAt(book, { day, known }).map(({ item, open: rest }) => [item.id, rest]));
  let met = 0;
  for (const [id, before] of expected) {
    const own = meanwhile.flatMap(({ event }) => ("id" in event && event.id === id ? [event] : []));
    const receipts = own.filter((event) => event.name === "ReceiptRecorded");
    if (own.length !== receipts.length) continue;
    const dated = receipts.filter(({ valueDay }) => valueDay <= day);
    const rest = dated.reduce((sum, { principal }) => sum - principal, before);
    expect(open.get(id) ?? 0n, `${id} as of ${day}, known ${known}`).to.equal(rest);
    met += dated.length;
  }
  return met;
}

describe("The book of an organisation at any past instant", () => {
  for (const engine of ENGINES) {
    it(`equals the fold of the raw events, whatever was kept of other chains, in ${engine}`, async function () {
      this.timeout(600_000);
      const database = await freshDatabase(engine);
      const met: Met = { owed: 0, loose: 0, applied: 0, datedBack: 0 };
      for (const seed of SEEDS) {
        // What was kept of the chain before stays: it is of no block of this one.
        await simulate(database, seed);
        await spread(database);
        const asked = await askable(database);
        const loose = await looseCash(database, asked, diceOf(seed, "loose cash"));
        const books = await readBooks(database, asked);
        await compare({ database, books, asked, loose }, diceOf(seed, "instants"), met);
        for (const organisation of asked.people) {
          await refreshPortfolio(database, organisation);
          expect(await isPortfolioCurrent(database, organisation)).to.equal(true);
        }
        expect(await readBooks(database, asked)).to.deep.equal(books);
      }
      const all = SEEDS.length * INSTANTS;
      expect(met.owed).to.be.at.least(0.9 * all);
      expect(met.loose).to.be.at.least(0.5 * all);
      expect(met.applied).to.be.at.least(0.1 * all);
      expect(met.datedBack).to.be.at.least(50);
    });
  }
});
