/** Every event that the ledger records, and every history, comes out as it is documented. */
import { expect } from "chai";
import fc from "fast-check";
import { runs } from "../../scripts/effort.ts";
import { idOf } from "../../src/domain/commitment.ts";
import type { LedgerEvent } from "../../src/domain/events.ts";
import { replay } from "../../src/domain/history.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Address, Terms } from "../../src/domain/receivable.ts";
import { payoffOn } from "../../src/gateway/receivables/payoff.ts";
import type { DatedEvent } from "../../src/gateway/receivables/settledHistory.ts";
import { EVENT_FIELDS } from "../../src/wire/timeline.ts";
import { payoff } from "../../src/wire/payoff.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing, sealing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";

const [SUPPLIER, BUYER] = [addressOf("supplier"), addressOf("buyer")];
const TODAY = FIRST_INSTANT / DAY;
const EUR: Address = "0x00000000000000000000000000000000000003d2";
const HASH = keccakOfText("a paper");
const REFERENCES = [keccakOfText("one"), keccakOfText("two"), keccakOfText("three")] as const;

const OWN = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(EUR, TODAY));
const id = idOf(OWN.header);
const money = { principal: 1_000n, discount: 20n, charges: 7n, lateDays: 5_000n };
const CLARIFIED = { id, by: BUYER, reason: 13, action: 6, text: HASH } as const;

const EVENTS: readonly LedgerEvent[] = [
  { name: "ReceivableQueried", ...CLARIFIED },
  { name: "ReceivableRejected", ...CLARIFIED },
  {
    name: "ReceivableAmended",
    id,
    by: SUPPLIER,
    supplierBy: SUPPLIER,
    buyerBy: ZERO_ADDRESS,
    policy: 4,
    revision: 1,
    terms: OWN.terms,
    document: HASH,
    disputed: 0n,
    closed: false,
  },
  accepting(OWN),
  {
    name: "ReceivableDebited",
    id,
    by: SUPPLIER,
    buyerBy: BUYER,
    amount: 500n,
    reason: HASH,
    disputed: 0n,
    commitment: HASH,
  },
  { name: "ReceivableAccelerated", id, by: SUPPLIER, overdue: HASH, dueDay: TODAY + 2, commitment: HASH },
  { name: "TransferConsented", id, by: BUYER, to: addressOf("factor") },
  { name: "ListeningBegun", id, holder: SUPPLIER },
  { name: "Approval", owner: SUPPLIER, account: addressOf("factor"), id },
  { name: "ReceivablePaid", id, payer: BUYER, holder: SUPPLIER, ...money, closed: false },
  { name: "DiscountCarried", id, carry: 9n },
  { name: "ReceiptAdvised", id, by: BUYER, bankRef: REFERENCES[0], cash: 300n, valueDay: TODAY + 1 },
  { name: "ReceiptAdvised", id, by: BUYER, bankRef: REFERENCES[2], cash: 300n, valueDay: TODAY + 1 },
  ...REFERENCES.slice(0, 2).map((bankRef): LedgerEvent => ({
    name: "ReceiptRecorded",
    id,
    by: SUPPLIER,
    holder: SUPPLIER,
    bankRef,
    ...money,
    valueDay: TODAY + 3,
    advised: false,
    closed: false,
  })),
  {
    name: "ReceiptReversed",
    id,
    by: SUPPLIER,
    bankRef: REFERENCES[0],
    ...money,
    evidence: HASH,
    closed: false,
  },
  { name: "ReceivableCredited", id, by: SUPPLIER, principal: 100n, reason: HASH, closed: false },
  { name: "ChargesWaived", id, by: SUPPLIER, charges: 1n, reason: HASH, closed: false },
  { name: "ReceivableDisputed", id, by: BUYER, amount: 10n, disputed: 10n, code: 3, evidence: HASH },
  { name: "DisputeResolved", id, by: BUYER, outcome: 0, amount: 4n, disputed: 6n, evidence: HASH },
  { name: "ReceivableWrittenOff", id, by: SUPPLIER, reason: HASH },
];

describe("The timeline", () => {
  it("tells every kind of event as it is documented, and the receipts as they stand", async () => {
    const stage = await openStage();
    try {
      const token = await stage.signIn("supplier");
      const read = async (of = id): Promise<{ names: string[]; receipts: readonly string[] }> => {
        const { data } = await stage.client(token).GET("/v1/receivables/{id}", { params: { path: { id: of } } });
        return {
          names: data?.timeline.map(({ name }) => name) ?? [],
          receipts: data?.receipts.map(({ status }) => status) ?? [],
        };
      };
      await stage.book.write(...issuing(OWN));
      for (const event of EVENTS) {
        await stage.book.write(event);
        expect((await read()).names.at(-1)).to.equal(event.name);
      }
      const { names, receipts } = await read();
      expect(receipts).to.have.members(["Reversed", "Recorded", "Advised"]);

      const [parted, cancelled, sealed] = [0, 0, 0].map(() => receivableOf(headerOf(SUPPLIER, BUYER), OWN.terms));
      if (parted === undefined || cancelled === undefined || sealed === undefined) throw new Error("no receivables");
      const ends: readonly LedgerEvent[] = [
        {
          name: "ReceivableSplit",
          id: idOf(parted.header),
          by: SUPPLIER,
          amounts: [60_000n, 40_000n],
          commitments: [HASH, HASH],
        },
        { name: "ReceivableCancelled", id: idOf(cancelled.header), by: SUPPLIER, reason: HASH },
      ];
      await stage.book.write(...issuing(parted), ...issuing(cancelled), ...sealing(sealed, "0xabcd"), ...ends);
      for (const one of [parted, cancelled, sealed]) names.push(...(await read(idOf(one.header))).names);
      for (const { header } of [parted, cancelled]) {
        const params = { path: { id: idOf(header) }, query: { at: "2026-12-01" } };
        const { data } = await stage.client(token).GET("/v1/receivables/{id}", { params });
        expect(data).to.include({ amount: "1000.00", open: "0.00", payoff: null, payoffAt: null });
      }
      expect(new Set(names)).to.deep.equal(new Set(Object.keys(EVENT_FIELDS)));
    } finally {
      await stage.close();
    }
  });
});

describe("The payoff", () => {
  const anyTerms: fc.Arbitrary<Terms> = fc
    .record({
      amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      lateRate: fc.constantFrom(0, 1, 101_500, 365_000),
      basis: fc.constantFrom(360, 365),
      graceDays: fc.constantFrom(0, 3),
      allocation: fc.constantFrom(0, 1),
      fixedSum: fc.constantFrom(0n, 4_000n),
      slidingRate: fc.constantFrom(0, 80_000),
      discountOnParts: fc.boolean(),
    })
    .map((over) => termsOf(EUR, TODAY, { ...over, discount1: over.amount / 50n }));
  const anyPayments = fc.array(fc.record({ after: fc.nat(20), share: fc.nat(100) }), { maxLength: 4 });

  it("has a working that comes to its charges, balance by balance, and a discount that comes to its own", () => {
    fc.assert(
      fc.property(anyTerms, anyPayments, fc.nat(120), (terms, payments, dayAfter) => {
        let day = TODAY;
        const entries = payments.map(({ after, share }) => {
          day += after;
          return { kind: "payment" as const, day, cash: (terms.amount * BigInt(share)) / 100n };
        });
        const { position, closed, steps } = replay(terms, entries);
        // Every second sum arrived at a bank, and was recorded ten days after its value date.
        const events = steps.flatMap(({ entry, settled }, index): DatedEvent[] => {
          if (settled === undefined) return [];
          const timestamp = entry.day * DAY + DAY / 2;
          const paid = { name: "ReceivablePaid", id, payer: BUYER, holder: SUPPLIER, ...settled } as const;
          if (index % 2 === 0) return [{ event: paid, timestamp }];
          const arrived = { bankRef: HASH, by: SUPPLIER, valueDay: entry.day, advised: true };
          return [{ event: { ...paid, ...arrived, name: "ReceiptRecorded" }, timestamp: timestamp + 10 * DAY }];
        });
        const currency = { address: EUR, code: null, decimals: null };
        const shown = payoff.parse(payoffOn({ terms, position, closed, currency, events }, day + dayAfter));
        const { chargesWorking, discountWorking } = shown;
        expect(chargesWorking.charges).to.equal(shown.charges);
        expect(discountWorking.discount).to.equal(shown.discount);
        expect(BigInt(shown.payoff)).to.equal(BigInt(shown.open) - BigInt(shown.discount) + BigInt(shown.charges));
        const { segments, exact } = chargesWorking;
        if (segments === null) throw new Error("the terms never changed, and yet there are no segments");
        const sum = segments.reduce((total, { interest }) => total + BigInt(interest.numerator), 0n);
        const denominator = BigInt(segments[0]?.interest.denominator ?? 1);
        expect(sum * BigInt(exact.denominator)).to.equal(BigInt(exact.numerator) * denominator);
      }),
      { numRuns: runs(200) },
    );
  });

  it("leaves out the balances where an amendment moved the due date after something was late", () => {
    const terms = termsOf(EUR, TODAY, { dueDay: TODAY + 1 });
    const position = {
      settled: 1_000n,
      credited: 0n,
      lateDays: 10_000n,
      chargesSettled: 0n,
      carry: 0n,
      discounted: false,
    };
    const paid = { name: "ReceivablePaid", id, payer: BUYER, holder: SUPPLIER, ...money, closed: false } as const;
    const events = [{ event: paid, timestamp: (TODAY + 5) * DAY }];
    const currency = { address: EUR, code: "EUR", decimals: 2 };
    const { chargesWorking } = payoffOn({ terms, position, closed: false, currency, events }, TODAY + 9);
    expect(chargesWorking.segments).to.equal(null);
    expect(chargesWorking.principalDays).to.equal((10_000n + 99_000n * 8n).toString());
  });
});
