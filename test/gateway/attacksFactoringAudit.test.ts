/** An auditor of factors' books: other factors' deals, other currencies, more than a thousand deals. */
import { expect } from "chai";
import { idOf } from "../../src/domain/commitment.ts";
import { Source } from "../../src/domain/factoring/deal.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import type { DealJournalFile } from "../../src/wire/factorBookReports.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { addressOf, openStage } from "./stage.ts";
import type { Stage } from "./stage.ts";

const TODAY = FIRST_INSTANT / DAY;
const [EURX, KWDX, JPYX] = ["e0", "d0", "b0"].map((byte): Address => `0x${byte.repeat(20)}`) as [
  Address,
  Address,
  Address,
];
const DECIMALS = { EURX: 2, KWDX: 3, JPYX: 0 } as const;
const [SELLER, BUYER] = [addressOf("seller"), addressOf("buyer")];
const FACTORS = ["factor one", "factor two"] as const;
const deskOf = (name: string): Address => `0x${keccakOfText(`desk of ${name}`).slice(-40)}`;
const [ONE, TWO] = FACTORS;

describe("An auditor of factors' books", () => {
  let stage: Stage;
  const sessions = new Map<string, string>();

  before(async () => {
    const tokens = new Map([EURX, KWDX, JPYX].map((token, place) => [token, named(place)]));
    stage = await openStage({ tokens, config: { sessionSeconds: 10 ** 9 } });
    stage.now = FIRST_INSTANT + 300 * DAY;
    for (const name of ["seller", ...FACTORS]) sessions.set(name, await stage.signIn(name));
    for (const name of FACTORS) {
      await stage.book.assign({ name: "DeskOpened", factor: addressOf(name), desk: deskOf(name) });
    }
  });

  after(() => stage.close());

  const as = (name: string) => stage.client(sessions.get(name));

  function owed(currency: Address, amount: bigint): Receivable {
    const terms = { amount, dueDay: TODAY + 90, utcOffset: 0, discountDay1: 0, discount1: 0n };
    return receivableOf(headerOf(SELLER, BUYER), termsOf(currency, TODAY, terms));
  }

  async function issue(...receivables: readonly Receivable[]): Promise<readonly Hex[]> {
    await stage.book.write(...receivables.flatMap((one) => [...issuing(one), accepting(one)]));
    return receivables.map(({ header }) => idOf(header));
  }

  /** For 80 per cent, 8 % a year by Act/360, without a commission. */
  async function sell(name: string, currency: Address, open: bigint, ...ids: readonly Hex[]): Promise<void> {
    const [desk, day] = [deskOf(name), await today()];
    await stage.book.write(...ids.map((id) => ({ name: "Transfer", from: SELLER, to: desk, id }) as const));
    const terms = { seller: SELLER, feeRate: 80_000, basis: 360, recourseDays: 60, utcOffset: 0 };
    const kind = OfferKind.Single;
    const sums = { open, advance: (open * 8n) / 10n, commission: 0n, day, currency };
    const offer = keccakOfText(`offer of ${name}`);
    await stage.book.trade(
      desk,
      ...ids.map(
        (id) => ({ name: "ReceivableSold", id, buyer: BUYER, offer, kind, nonce: 0n, terms, ...sums }) as const,
      ),
    );
  }

  /** Of the last block. */
  async function today(): Promise<number> {
    const [row] = await stage.database.query<{ at: number }>("select max(timestamp) as at from blocks");
    return Math.floor((row?.at ?? 0) / DAY);
  }

  async function journal(name: string, side: "factor" | "seller"): Promise<DealJournalFile> {
    const query = new URLSearchParams({ side, from: "2026-11-01", through: "2027-12-31", format: "json" }).toString();
    const headers = { authorization: `Bearer ${sessions.get(name) ?? ""}` };
    return (await (await fetch(`${stage.url}/v1/deal-journal?${query}`, { headers })).json()) as DealJournalFile;
  }

  it("finds in a factor's book nothing of what another one buys of the same receivable afterwards", async () => {
    const [id = "0x"] = await issue(owed(EURX, 100_000n));
    await sell(ONE, EURX, 100_000n, id);
    const repaid = { name: "DealPaid", id, source: Source.Repayment, day: await today(), bankRef: ZERO_HASH } as const;
    await stage.book.trade(deskOf(ONE), { ...repaid, shared: { toFunds: 80_000n, toFees: 0n, toSeller: 0n } });
    await stage.book.trade(deskOf(ONE), { name: "ReceivableReassigned", id, seller: SELLER });
    await stage.book.write({ name: "Transfer", from: deskOf(ONE), to: SELLER, id });
    const before = await seenBy(ONE);
    await sell(TWO, EURX, 100_000n, id);
    const credit = { by: deskOf(TWO), principal: 7_700n, reason: ZERO_HASH, closed: false };
    await stage.book.write({ name: "ReceivableCredited", id, ...credit });
    expect(await seenBy(ONE)).to.deep.equal(before);
    expect(JSON.stringify(await seenBy(TWO))).to.include("77.00");
  });

  /** All that a factor is told of what it bought, as of one day. */
  async function seenBy(name: string): Promise<unknown> {
    const { entries, balances } = await journal(name, "factor");
    const query = { date: "2027-06-30" };
    const dilution = await as(name).GET("/v1/factor-book/dilution", { params: { query: { ...query, by: "pair" } } });
    const book = await as(name).GET("/v1/factor-book", { params: { query } });
    const rows = await as(name).GET("/v1/factor-book/receivables", { params: { query } });
    const { data } = await as(name).GET("/v1/deals", { params: { query: { role: "factor" } } });
    const lists = [dilution.data?.items, book.data?.currencies, rows.data?.items, data?.items];
    return { entries, balances, lists };
  }

  it("adds each currency to the last of its own decimals, entry by entry", async () => {
    const amounts = { EURX: 123_457n, KWDX: 7_654_321n, JPYX: 99_991n };
    for (const [code, open] of Object.entries(amounts)) {
      const token = { EURX, KWDX, JPYX }[code] ?? EURX;
      await sell(TWO, token, open, ...(await issue(owed(token, open))));
    }
    for (const [name, side] of [
      [TWO, "factor"],
      ["seller", "seller"],
    ] as const) {
      const { entries, balances } = await journal(name, side);
      for (const { currency, lines } of entries) {
        const decimals = DECIMALS[currency.code as keyof typeof DECIMALS];
        const shape = decimals === 0 ? /^\d+$/ : new RegExp(`^\\d+\\.\\d{${decimals}}$`);
        const sum = lines.reduce((total, { debit, credit }) => {
          for (const amount of [debit, credit]) expect(amount).to.match(shape);
          return total + BigInt(debit.replace(".", "")) - BigInt(credit.replace(".", ""));
        }, 0n);
        expect(sum, `${side} in ${currency.code ?? ""}`).to.equal(0n);
      }
      const closing = Map.groupBy(balances, ({ currency }) => currency.code);
      for (const [code, own] of closing) {
        const sum = own.reduce((total, one) => total + BigInt(one.closing.replace(".", "")), 0n);
        expect(sum, code ?? "").to.equal(0n);
      }
      expect([...closing.keys()].toSorted()).to.include.members(["EURX", "JPYX", "KWDX"]);
    }
  });

  it("reads more than a thousand deals of one block page by page, each once", async () => {
    const receivables = Array.from({ length: 1_003 }, () => owed(EURX, 1_000n));
    const ids = await issue(...receivables);
    await sell(ONE, EURX, 1_000n, ...ids);
    const deals = await paged(async (cursor) => {
      const query = { role: "factor" as const, live: "true" as const, limit: "100", ...cursor };
      return (await as(ONE).GET("/v1/deals", { params: { query } })).data;
    });
    const booked = await paged(async (cursor) => {
      const query = { limit: "100", ...cursor };
      return (await as(ONE).GET("/v1/factor-book/receivables", { params: { query } })).data;
    });
    for (const read of [deals, booked]) {
      expect(read.length).to.equal(ids.length);
      expect(read.toSorted()).to.deep.equal(ids.toSorted());
    }
  });
});

interface Page {
  readonly items: readonly { readonly receivable: string }[];
  readonly next: string | null;
}

/** The receivables of all pages, in their order. */
async function paged(read: (cursor: { readonly cursor?: string }) => Promise<Page | undefined>): Promise<string[]> {
  const all: string[] = [];
  for (let cursor: { readonly cursor?: string } | undefined = {}; cursor !== undefined;) {
    const page: Page | undefined = await read(cursor);
    all.push(...(page?.items.map(({ receivable }) => receivable) ?? []));
    const next = page?.next ?? null;
    cursor = next === null ? undefined : { cursor: next };
  }
  return all;
}

function named(place: number): { readonly code: string; readonly decimals: number } {
  const [code, decimals] = Object.entries(DECIMALS)[place] ?? ["EURX", 2];
  return { code, decimals };
}
