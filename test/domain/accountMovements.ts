/** Accounts made up for tests: a heading, movements by hand, and random ones that agree with each other. */
import fc from "fast-check";
import { bookOf } from "../../src/domain/account/book.ts";
import type { Heading } from "../../src/domain/account/heading.ts";
import { AccountError } from "../../src/domain/account/movement.ts";
import type { Movement, Payee } from "../../src/domain/account/movement.ts";
import { currencyByCode } from "../../src/domain/currency.ts";
import type { Currency } from "../../src/domain/currency.ts";
import { dayNumber } from "../../src/domain/terms.ts";

export function currency(code: string): Currency {
  const found = currencyByCode(code);
  if (found === undefined) throw new Error(`no currency ${code}`);
  return found;
}

export const FACTOR: Payee = {
  name: "Nordhafen Factoring AG",
  legalId: { scheme: "LEI", value: "529900FACTOR00000182" },
  account: { account: "DE02120300000000202051", bic: "BYLADEM1001" },
};

/** A heading for October 2026 in euro. */
export function heading(over: Partial<Heading> = {}): Heading {
  return {
    number: "ST-2026-10-017",
    version: 1,
    supplier: {
      name: "云帆样例精密制造有限公司",
      legalIds: [{ scheme: "USCC", value: "91999999YF00000105" }],
      address: ["苏州工业园区样例路 1 号", "215000 苏州"],
    },
    buyer: {
      name: "Żuraw & Söhne GmbH",
      legalIds: [
        { scheme: "LEI", value: "529900BUYER000000134" },
        { scheme: "VAT", value: "DE999999999" },
      ],
      address: ["Musterkai 7", "20457 Hamburg"],
    },
    currency: currency("EUR"),
    from: dayNumber("2026-10-01"),
    cutOff: dayNumber("2026-10-31"),
    zone: "Europe/Berlin",
    account: { account: "DE75512108001245126199", bic: "SOLADEST600", bank: "Musterbank" },
    paymentReference: "RF43INV202617",
    contact: { name: "王小明", phone: "+86 512 0000 0000", email: "ar@example.com" },
    ...over,
  };
}

export const day = (date: string): number => dayNumber(date);

/** An invoice of 1,000.00 dated 1 September 2026 and due on the 30th, unless more is said. */
export function invoice(number: string, over: Partial<Extract<Movement, { kind: "invoice" }>> = {}): Movement {
  const base = { day: day("2026-09-01"), reference: "", amount: 100_000n, due: day("2026-09-30"), discounts: [] };
  return { kind: "invoice", number, ...base, ...over };
}

export function payment(date: string, amount: bigint, reference: string, item?: string): Movement {
  const base = { kind: "payment", day: day(date), amount, reference } as const;
  return item === undefined ? base : { ...base, item };
}

const FIRST = 20_000;
const anyDay = fc.integer({ min: FIRST, max: FIRST + 120 });
const anyAmount = fc.oneof(fc.bigInt(1n, 50n), fc.bigInt(1n, 10n ** 12n));
const anyItem = fc.constantFrom("A", "B", "C");
const anyReference = fc.constantFrom("P1", "P2", "CN1");
const toItem = { day: anyDay, amount: anyAmount, item: anyItem, reference: anyReference };

function opening(kind: "invoice" | "debitNote" | "creditNote", number: string): fc.Arbitrary<Movement> {
  const { day: on, amount } = toItem;
  return fc.record({ on, amount, term: fc.nat(60), taxed: fc.boolean() }).map((drawn): Movement => {
    const document = { day: drawn.on, reference: "", number, amount: drawn.amount };
    const taxed = drawn.taxed ? { ...document, tax: drawn.amount / 6n } : document;
    if (kind === "creditNote") return { kind, ...taxed };
    const due = drawn.on + drawn.term;
    return kind === "invoice" ? { kind, ...taxed, due, discounts: [] } : { kind, ...taxed, due };
  });
}

const anyMovement: fc.Arbitrary<Movement> = fc.oneof(
  fc.record({ kind: fc.constant("payment" as const), ...toItem }),
  fc.record({ kind: fc.constant("payment" as const), day: anyDay, amount: anyAmount, reference: anyReference }),
  fc.record({ kind: fc.constant("return" as const), day: anyDay, reference: anyReference }),
  fc.record({ kind: fc.constant("return" as const), day: anyDay, reference: anyReference, item: anyItem }),
  fc.record({ kind: fc.constantFrom("discount" as const, "writeOff" as const), ...toItem }),
  fc.record({ kind: fc.constantFrom("charge" as const, "exchange" as const, "application" as const), ...toItem }),
  fc.record({ kind: fc.constantFrom("dispute" as const, "interest" as const, "allowance" as const), ...toItem }),
  fc.record({ kind: fc.constant("exchange" as const), ...toItem, amount: anyAmount.map((amount) => -amount) }),
  fc.record({ kind: fc.constant("refund" as const), day: anyDay, amount: anyAmount, reference: anyReference }),
  fc.record({ kind: fc.constant("assignment" as const), day: anyDay, item: anyItem, reference: fc.constant("") }),
  fc
    .record({ kind: fc.constant("assignment" as const), day: anyDay, item: anyItem, reference: fc.constant("") })
    .map((assignment) => ({ ...assignment, payee: FACTOR })),
  fc
    .record({ kind: fc.constantFrom("creditNote" as const), ...toItem, number: fc.constant("CN-A") })
    .map((note) => ({ ...note, reference: "" })),
);

/** Movements of three items and a credit note; of those drawn, what contradicts the earlier ones is left out. */
export const anyMovements: fc.Arbitrary<readonly Movement[]> = fc
  .tuple(
    opening("invoice", "A"),
    opening("invoice", "B"),
    opening("debitNote", "C"),
    opening("creditNote", "CN1"),
    fc.array(anyMovement, { maxLength: 14 }),
  )
  .map(([a, b, c, note, drawn]) => {
    const fitting: Movement[] = [a, b, c, note];
    for (const movement of drawn) if (fits([...fitting, movement])) fitting.push(movement);
    return fitting;
  });

/** Days around which such movements lie. */
export const anyCutOff = fc.integer({ min: FIRST - 2, max: FIRST + 190 });

function fits(movements: readonly Movement[]): boolean {
  try {
    bookOf(movements);
    return true;
  } catch (error) {
    if (error instanceof AccountError) return false;
    throw error;
  }
}
