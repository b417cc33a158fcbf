import { expect } from "chai";
import fc from "fast-check";
import { formatDecimal, fromMinorUnits } from "../../src/domain/decimal.ts";
import { bal, camt053, ntry, statementIn, statementsIn } from "./bankFiles.ts";

/** Random statements, written here by hand and read back: each figure and each text has to come through. */
const CURRENCIES = [
  { currency: "EUR", exponent: 2 },
  { currency: "JPY", exponent: 0 },
  { currency: "KWD", exponent: 3 },
] as const;

const word = fc.stringMatching(/^[A-Z0-9][A-Z0-9 .-]{0,12}[A-Z0-9]$/).filter((text) => !/^0*$|NO/.test(text));
/** What a payer may write, markup and the structures of MT940 among it; no blanks at the ends, no line breaks. */
const remark = fc
  .string({
    unit: fc.constantFrom("a", "Ü", "é", "发", " ", "<", "&", '"', "]]>", ":61:", "?", "/", "+"),
    maxLength: 20,
  })
  .map((text) => `x${text}y`);
/** Days of booking and of value; MT940 writes the year of one only. */
const DAYS = [
  { bookingDate: "2026-11-02", valueDate: "2026-11-02" },
  { bookingDate: "2026-12-31", valueDate: "2027-01-02" },
  { bookingDate: "2027-01-01", valueDate: "2026-12-30" },
  { bookingDate: "2028-02-29", valueDate: "2028-03-01" },
  { bookingDate: "2000-01-01", valueDate: "1999-12-31" },
] as const;
const statement = fc.record({
  unit: fc.constantFrom(...CURRENCIES),
  opening: fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
  entries: fc.array(
    fc.record({
      amount: fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).filter((amount) => amount !== 0n),
      reversal: fc.boolean(),
      days: fc.constantFrom(...DAYS),
      bankReference: word,
      remark,
    }),
    { maxLength: 6 },
  ),
});
type Written = typeof statement extends fc.Arbitrary<infer Value> ? Value : never;

function decimal(amount: bigint, exponent: number): string {
  return formatDecimal(fromMinorUnits(amount < 0n ? -amount : amount, exponent));
}

function closingOf({ opening, entries }: Written): bigint {
  return entries.reduce((sum, { amount }) => sum + amount, opening);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function asCamt(written: Written): string {
  const { currency, exponent } = written.unit;
  const sign = (amount: bigint): string => (amount < 0n ? "DBIT" : "CRDT");
  const entries = written.entries.map(({ amount, reversal, days, bankReference, remark: text }) => {
    const remittance = `<RmtInf><Ustrd>${escaped(text)}</Ustrd></RmtInf>`;
    const more =
      `<RvslInd>${String(reversal)}</RvslInd><AcctSvcrRef>${bankReference}</AcctSvcrRef>` +
      `<NtryDtls><TxDtls>${remittance}</TxDtls></NtryDtls>`;
    return ntry(decimal(amount, exponent), more, sign(amount), currency)
      .replace("<BookgDt><Dt>2026-11-02", `<BookgDt><Dt>${days.bookingDate}`)
      .replace("<ValDt><Dt>2026-11-02", `<ValDt><Dt>${days.valueDate}`);
  });
  const closing = closingOf(written);
  const balances = [written.opening, closing].map((amount, place) => {
    return bal(place === 0 ? "OPBD" : "CLBD", decimal(amount, exponent), sign(amount), currency);
  });
  return camt053([...balances, ...entries].join(""));
}

function asMt940(written: Written): string {
  const { currency, exponent } = written.unit;
  const comma = (amount: bigint): string => {
    const text = decimal(amount, exponent).replace(".", ",");
    return text.includes(",") ? text : `${text},`;
  };
  const balance = (amount: bigint): string => `${amount < 0n ? "D" : "C"}261102${currency}${comma(amount)}`;
  const entries = written.entries.flatMap(({ amount, reversal, days, bankReference, remark: text }) => {
    const mark = `${reversal ? "R" : ""}${amount < 0n === reversal ? "C" : "D"}`;
    const value = days.valueDate.replaceAll("-", "").slice(2);
    const booked = days.bookingDate.replaceAll("-", "").slice("YYYY".length);
    return [`:61:${value}${booked}${mark}${comma(amount)}NTRFNONREF//${bankReference}`, `:86:${text}`];
  });
  const head = [":20:M", ":25:DE89370400440532013000", ":28C:1/1", `:60F:${balance(written.opening)}`];
  return [...head, ...entries, `:62F:${balance(closingOf(written))}`, "-"].join("\r\n");
}

async function comesBack(text: string, written: Written): Promise<void> {
  const { entries, balanced, findings } = await statementIn(text);
  expect(findings).to.deep.equal([]);
  expect(balanced).to.equal(true);
  const shown = entries.map(
    ({ bookingDate, valueDate, bankReference, reversal, amount, currency, exponent, details }) => {
      const days = { bookingDate, valueDate };
      return { days, bankReference, reversal, amount, currency, exponent, unstructured: details[0]?.unstructured };
    },
  );
  const expected = written.entries.map(({ remark: text86, ...entry }) => {
    return { ...entry, ...written.unit, unstructured: [text86] };
  });
  expect(shown).to.deep.equal(expected);
}

describe("A statement that was written comes back the same", () => {
  it("from camt.053", async () => {
    await fc.assert(fc.asyncProperty(statement, (written) => comesBack(asCamt(written), written)));
  });

  it("from MT940", async () => {
    await fc.assert(fc.asyncProperty(statement, (written) => comesBack(asMt940(written), written)));
  });

  it("from both, however the file is cut", async () => {
    const property = fc.asyncProperty(statement, fc.integer({ min: 1, max: 9 }), async (written, size) => {
      // Long enough to go on behind the beginning that tells the format.
      for (const text of [asCamt(written), `${asMt940(written)}\r\n`.repeat(40)]) {
        const bytes = new TextEncoder().encode(text);
        expect(await statementsIn(pieces(bytes, size))).to.deep.equal(await statementsIn(bytes));
      }
    });
    await fc.assert(property, { numRuns: 20 });
  });
});

/** Pieces of one size in a buffer that is used again, as some sources do. */
// eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous by its type
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(size);
  for (let start = 0; start < bytes.length; start += size) {
    const piece = bytes.subarray(start, start + size);
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
  }
}
