import { expect } from "chai";
import fc from "fast-check";
import { duplicateKey, duplicatesAmong, pairReturns } from "../../src/domain/bankEntries.ts";
import type { AccountEntry, EntryPart } from "../../src/domain/bankEntries.ts";
import type { BankEntry, BankStatement } from "../../src/domain/bankStatement.ts";
import { bal, bankFixture, camt053, ntry, statementIn, statementsIn } from "./bankFiles.ts";

function withAccount(statements: readonly BankStatement[]): readonly AccountEntry[] {
  return statements.flatMap(({ account, entries }) => {
    return entries.map((entry) => ({ account: account.iban ?? account.otherId ?? "", entry }));
  });
}

async function entriesOf(...entries: readonly string[]): Promise<readonly AccountEntry[]> {
  return withAccount([await statementIn(camt053(bal("OPBD", "0") + entries.join("")))]);
}

const reference = (value: string): string => `<AcctSvcrRef>${value}</AcctSvcrRef>`;
const payment = (id: string, more = ""): string =>
  `<NtryDtls><TxDtls><Refs><EndToEndId>${id}</EndToEndId></Refs>${more}</TxDtls></NtryDtls>`;
const returned = (id: string, more = ""): string => payment(id, `${more}<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>`);

function places(parts: readonly EntryPart[]): readonly number[] {
  return parts.map(({ entry }) => entry.index).toSorted((left, right) => left - right);
}

describe("Entries that stand twice", () => {
  it("are known by account, the bank's reference, amount and day", async () => {
    const entries = await entriesOf(
      ntry("5.00", reference("R-1")),
      ntry("5.00", reference("R-1")),
      ntry("5.00", reference("R-2")),
      ntry("4.00", reference("R-1")),
      ntry("5.00", reference("R-1"), "DBIT"),
      ntry("5.00", reference("R-1")).replaceAll("2026-11-02", "2026-11-03"),
    );
    expect(duplicatesAmong(entries).map((group) => group.map(({ entry }) => entry.index))).to.deep.equal([[1, 2]]);
    const elsewhere = entries.map(({ entry }) => ({ account: "other", entry }));
    expect(duplicatesAmong([...entries.slice(2, 3), ...elsewhere.slice(2, 3)])).to.deep.equal([]);
  });

  it("are never known by their text: two equal coffees are two coffees", async () => {
    const coffee = ntry("4.50", payment("NOTPROVIDED", "<RmtInf><Ustrd>COFFEE</Ustrd></RmtInf>"), "DBIT");
    const entries = await entriesOf(coffee, coffee);
    expect(entries.map(duplicateKey)).to.deep.equal([undefined, undefined]);
    expect(duplicatesAmong(entries)).to.deep.equal([]);
  });

  it("have keys that no reference can forge", async () => {
    const [left, right] = await entriesOf(ntry("5.00", reference('a","500')), ntry("5.00", reference("a")));
    if (left === undefined || right === undefined) throw new Error("two entries were given");
    expect(duplicateKey(left)).not.to.equal(duplicateKey(right));
  });
});

describe("A return", () => {
  it("undoes a transaction of a batch, by its identification and amount", async () => {
    const day = withAccount([await statementIn(bankFixture("day.camt053.xml"))]);
    const { pairs, exceptions } = pairReturns(day);
    expect(exceptions).to.deep.equal([]);
    expect(pairs).to.have.length(1);
    const [pair] = pairs;
    expect(pair?.original).to.include({ detail: 1, amount: 30000n });
    expect([pair?.original.entry.index, pair?.undoneBy.entry.index]).to.deep.equal([2, 3]);
  });

  it("undoes a debit of the page before (MT940)", async () => {
    const pages = withAccount(await statementsIn(bankFixture("pages.sta")));
    const { pairs } = pairReturns(pages);
    expect(pairs.map(({ original, undoneBy }) => [original.amount, undoneBy.amount])).to.deep.equal([
      [-30000n, 30000n],
    ]);
  });

  it("that kept a charge back undoes what was ordered", async () => {
    const ordered = '<AmtDtls><InstdAmt><Amt Ccy="EUR">100.00</Amt></InstdAmt></AmtDtls>';
    const entries = await entriesOf(ntry("100.00", payment("A")), ntry("103.00", returned("A", ordered), "DBIT"));
    expect(pairReturns(entries).pairs).to.have.length(1);
  });

  const exceptions: readonly (readonly [why: string, entries: readonly string[], left: readonly number[]])[] = [
    ["nothing has its identification", [ntry("5", payment("A")), ntry("5", returned("B"), "DBIT")], [2]],
    ["the amount is another", [ntry("5", payment("A")), ntry("4", returned("A"), "DBIT")], [2]],
    ["the money goes the same way", [ntry("5", payment("A")), ntry("5", returned("A"))], [2]],
    ["two payments fit", [ntry("5", payment("A")), ntry("5", payment("A")), ntry("5", returned("A"), "DBIT")], [3]],
    [
      "another return claims the payment",
      [ntry("5", payment("A")), ntry("5", returned("A"), "DBIT"), ntry("5", returned("A"), "DBIT")],
      [2, 3],
    ],
    [
      "the payment is younger",
      [ntry("5", payment("A")).replaceAll("2026-11-02", "2026-11-03"), ntry("5", returned("A"), "DBIT")],
      [2],
    ],
    [
      "the payment is only pending",
      [ntry("5", payment("A"), "CRDT", "EUR", "PDNG"), ntry("5", returned("A"), "DBIT")],
      [2],
    ],
    ["it identifies nothing", [ntry("5"), ntry("5", "<RvslInd>true</RvslInd>", "DBIT")], [2]],
  ];
  for (const [why, entries, left] of exceptions) {
    it(`stays an exception if ${why}`, async () => {
      const returns = pairReturns(await entriesOf(...entries));
      expect(returns.pairs).to.deep.equal([]);
      expect(places(returns.exceptions)).to.deep.equal(left);
    });
  }

  it("is in exactly one place, and finds the same whatever the order of the entries", async () => {
    const [sample] = await entriesOf(ntry("5", payment("A")));
    if (sample === undefined) throw new Error("an entry was given");
    const anyEntry = fc.record({
      bankReference: fc.constantFrom("A", "B", "C", undefined),
      amount: fc.constantFrom(1n, -1n, 2n, -2n),
      reversal: fc.boolean(),
      bookingDate: fc.constantFrom("2026-11-01", "2026-11-02"),
    });
    const property = fc.property(
      fc.array(anyEntry, { maxLength: 12 }).chain((list) => {
        const entries = list.map((changes, place): AccountEntry => {
          const entry: BankEntry = { ...sample.entry, ...changes, index: place + 1, details: [] };
          return { account: "1", entry };
        });
        return fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length }));
      }),
      ([entries, shuffled]) => {
        const shown = [entries, shuffled].map((order) => {
          const { pairs, exceptions: left } = pairReturns(order);
          const sums = pairs.map(({ original, undoneBy }) => original.amount + undoneBy.amount);
          expect(sums.every((sum) => sum === 0n)).to.equal(true);
          const used = [...pairs.map(({ undoneBy }) => undoneBy), ...left];
          expect(places(used)).to.deep.equal(
            entries.filter(({ entry }) => entry.reversal).map(({ entry }) => entry.index),
          );
          return pairs.map(({ original, undoneBy }) => `${original.entry.index}-${undoneBy.entry.index}`).toSorted();
        });
        expect(shown[0]).to.deep.equal(shown[1]);
      },
    );
    fc.assert(property);
  });
});
