import { expect } from "chai";
import { dueOn } from "../../src/audit/due.ts";
import type { Entry } from "../../src/audit/history.ts";
import { settle } from "../../src/audit/money.ts";
import { afterPayment, allocate, NEW_POSITION, quote } from "../../src/domain/money.ts";
import type { Position, Terms } from "../../src/domain/receivable.ts";
import { connectEngine } from "./lens.ts";
import { DUE_DAY, VECTORS } from "./vectors.ts";

interface Money {
  readonly open: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
}

interface Settled {
  readonly principal: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
}

/** One receivable in one engine. */
interface Session {
  due(day: number): Promise<Money>;
  pay(day: number, maxCash: bigint): Promise<Settled>;
}

const PLAIN: Terms = {
  currency: `0x${"c0".repeat(20)}`,
  amount: 0n,
  dueDay: DUE_DAY,
  utcOffset: 0,
  discountDay1: 0,
  discount1: 0n,
  discountDay2: 0,
  discount2: 0n,
  slidingRate: 0,
  discountOnParts: false,
  lateRate: 0,
  basis: 365,
  graceDays: 0,
  fixedSum: 0n,
  allocation: 0,
  accelerationDays: 0,
  salt: `0x${"00".repeat(32)}`,
};

function inTypeScript(terms: Terms): Session {
  let position: Position = NEW_POSITION;
  return {
    due: (day) => Promise.resolve(quote(terms, position, day)),
    pay: (day, maxCash) => {
      const paid = allocate(terms, position, day, maxCash);
      position = afterPayment(position, paid);
      return Promise.resolve(paid);
    },
  };
}

function byTheAuditor(terms: Terms): Session {
  const entries: Entry[] = [];
  return {
    due: (day) => Promise.resolve(dueOn(terms, entries, day)),
    pay: (day, maxCash) => {
      const entry = settle(terms, entries, { kind: "payment", instant: day * 86_400, maxCash });
      if (entry.kind !== "paid") throw new Error(`the auditor refuses: ${JSON.stringify(entry.kind)}`);
      entries.push(entry);
      return Promise.resolve(entry);
    },
  };
}

function inSolidity(terms: Terms, { reckon }: Awaited<ReturnType<typeof connectEngine>>): Session {
  let position: Position = NEW_POSITION;
  return {
    due: async (day) => (await reckon(terms, position, day, 0n)).due,
    pay: async (day, maxCash) => {
      const { paid } = await reckon(terms, position, day, maxCash);
      position = afterPayment(position, paid);
      return paid;
    },
  };
}

describe("worked examples", () => {
  let solidity: Awaited<ReturnType<typeof connectEngine>>;
  before(async () => {
    solidity = await connectEngine();
  });
  after(() => solidity.close());

  const engines: readonly [string, (terms: Terms) => Session][] = [
    ["TypeScript", inTypeScript],
    ["the auditor's rationals", byTheAuditor],
    ["Solidity", (terms) => inSolidity(terms, solidity)],
  ];
  for (const { name, terms, steps } of VECTORS) {
    for (const [engine, open] of engines) {
      it(`${name} (${engine})`, async () => {
        const session = open({ ...PLAIN, ...terms });
        for (const { day, discount, charges, pay, settles, open: left } of steps) {
          const due = await session.due(DUE_DAY + day);
          if (discount !== undefined) expect(due.discount, `discount on day ${day}`).to.equal(discount);
          if (charges !== undefined) expect(due.charges, `charges on day ${day}`).to.equal(charges);
          if (pay !== undefined) expect(await session.pay(DUE_DAY + day, pay)).to.include(settles);
          if (left !== undefined) expect((await session.due(DUE_DAY + day)).open).to.equal(left);
        }
      });
    }
  }
});
