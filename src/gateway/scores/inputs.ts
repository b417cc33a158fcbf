/** What is known of a customer when it is scored: by the organisation's own book, and by the party file. */
import { creditBehaviourOf, disputesOf } from "../../domain/credit/behaviour.ts";
import type { CreditBehaviour, RaisedDispute } from "../../domain/credit/behaviour.ts";
import { INPUT_KINDS } from "../../domain/credit/inputs.ts";
import type { InputKind, ScoreInput } from "../../domain/credit/inputs.ts";
import type { Cut } from "../../domain/indicators/book.ts";
import type { Address } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { correctionsOf } from "../../store/scoreContests.ts";
import type { Correction } from "../../store/scoreContests.ts";
import type { ScoreBody } from "../../store/scores.ts";
import { currencyFrom } from "../accountStatements/currency.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { limitUse } from "../limits/using.ts";
import { UTC_DAYS } from "../portfolio/days.ts";
import { currenciesOf, readBook } from "../portfolio/reading.ts";
import type { Tokens } from "../receivables/showing.ts";
import { collectionOf } from "./collection.ts";
import { partyInputs } from "./partyInputs.ts";

const DAY = 86_400;
/** Of an item of the ledger; imported history has others. */
const LEDGER_ID = /^0x[0-9a-f]{64}$/;

export interface Scored {
  readonly organisation: Address;
  readonly customer: Address;
}

interface OneCurrency {
  readonly currency: LedgerCurrency;
  readonly behaviour: CreditBehaviour;
  readonly disputes: readonly RaisedDispute[];
  /** Of its items those that were imported, which nobody signed. */
  readonly imported: number;
}

/**
 * Reads everything at one state of the tables. @throws TermsError for a calendar that knows nothing of a day.
 */
export async function gatherInputs(
  sql: Sql,
  { organisation, customer }: Scored,
  { tokens, now }: { readonly tokens: Tokens; readonly now: number },
): Promise<ScoreBody> {
  const day = Math.floor(now / DAY);
  const books = await booksOf(sql, { organisation, customer }, { tokens, now });
  const collection = await collectionOf(sql, { organisation, customer }, now);
  const uses = (await limitUse(sql, organisation, customer, now)).map(({ usePpm }) => Number(usePpm));
  const party = await partyInputs(sql, { organisation, customer }, now);
  const known = [...bookInputs(books, day), broken(collection.broken, day), ...party];
  const corrected = (await correctionsOf(sql, organisation, customer, now)).map(correctedInput);
  const isCorrected = ({ kind }: ScoreInput): boolean => corrected.some((input) => input.kind === kind);
  const inputs = [...known.filter((input) => !isCorrected(input)), ...corrected];
  const disputes = books.flatMap((one) => one.disputes);
  const most = books.toSorted((a, b) => b.behaviour.cases - a.behaviour.cases)[0]?.behaviour;
  return {
    inputs,
    sales: books.map(({ currency, behaviour }) => ({ currency: currency.address, amount: behaviour.sales })),
    limitUse: uses.length === 0 ? undefined : Math.max(...uses),
    isInsolvent: collection.isInsolvent,
    paid: { items: most?.cases ?? 0, onTimeShare: most?.onTimeShare },
    disputes: disputes.toSorted((one, other) => one.at - other.at).map(({ number }) => number),
  };
}

/** What a contest came to goes before what is found, until its last day. */
function correctedInput({ id, kind, value, decided, untilDay }: Correction): ScoreInput {
  const source = `corrected on the customer's word, contest ${id}`;
  return { kind, value, source, day: Math.floor(decided / DAY), expires: untilDay };
}

async function booksOf(
  sql: Sql,
  { organisation, customer }: Scored,
  { tokens, now }: { readonly tokens: Tokens; readonly now: number },
): Promise<readonly OneCurrency[]> {
  const cut: Cut = { day: Math.floor(now / DAY), known: now };
  const found = new Map<string, OneCurrency>();
  for (const code of await currenciesOf(sql, organisation)) {
    const currency = knownCurrency(code, tokens);
    // What is in a currency that nobody here knows cannot be weighed.
    if (currency === undefined || found.has(currency.address)) continue;
    const { book } = await readBook(sql, { organisation, currency, dayOf: UTC_DAYS, customer });
    const disputes = disputesOf(book, cut);
    const imported = book.items.filter(({ id }) => !LEDGER_ID.test(id)).length;
    found.set(currency.address, { currency, behaviour: creditBehaviourOf(book, cut), disputes, imported });
  }
  return [...found.values()];
}

function knownCurrency(code: string, tokens: Tokens): LedgerCurrency | undefined {
  try {
    return currencyFrom(code, tokens);
  } catch {
    return undefined;
  }
}

/** Of several currencies the one in which the customer behaves worst: money of one does not make up for another. */
function bookInputs(books: readonly OneCurrency[], day: number): readonly ScoreInput[] {
  const thin = "fewer than five cases in the trailing year";
  return (["daysLate", "onTimeShare", "disputeShare"] as const).map((kind) => {
    const found = books.flatMap(({ currency, behaviour, imported }) => {
      const value = behaviour[kind];
      if (value === undefined) return [];
      const cases = kind === "disputeShare" ? `${behaviour.items} items` : `${behaviour.cases} cases`;
      const unsigned = imported === 0 ? "" : `, beside ${imported} imported items that nobody signed`;
      return [{ value, source: `own book in ${currency.code}, ${cases} of the trailing year${unsigned}` }];
    });
    const [worst] = found.toSorted((a, b) => (INPUT_KINDS[kind].isMoreBetter ? a.value - b.value : b.value - a.value));
    return { kind, value: worst?.value, source: worst?.source ?? thin, day, expires: undefined };
  });
}

function broken(count: number | undefined, day: number): ScoreInput {
  const kind: InputKind = "brokenPromises";
  const source = count === undefined ? "no dunning policy says when a promise is broken" : "promises on the ledger";
  return { kind, value: count, source, day, expires: undefined };
}
