/** Money of customers that settled nothing, for a book to tell of, and what a plain sum says of it. */
import type { Address } from "../../src/domain/receivable.ts";
import { wordOf } from "../../src/domain/hash.ts";
import { dateOfDay } from "../../src/domain/terms.ts";
import { UTC_DAYS } from "../../src/gateway/portfolio/days.ts";
import type { Database } from "../../src/store/database.ts";
import { pick } from "./model/dice.ts";
import type { Dice } from "./model/dice.ts";

/** Of each organisation. */
const CASH = 8;

/** Whose money it may be, and when it may have come. */
export interface Givers {
  readonly people: readonly Address[];
  readonly currencies: readonly Address[];
  readonly times: readonly number[];
}

/** Money that a customer of somebody sent, and that was put to nothing, from its decision on until that was undone. */
export interface Loose {
  readonly organisation: Address;
  readonly currency: Address;
  readonly amount: bigint;
  readonly decided: number;
  readonly undone: number | null;
}

/** Gives everybody some, with value days of before the decisions. */
export async function looseCash(
  database: Database,
  { people, currencies, times }: Givers,
  dice: Dice,
): Promise<readonly Loose[]> {
  await database.query("delete from cash_matches");
  await database.query("delete from cash_entries");
  const loose: Loose[] = [];
  for (const organisation of people) {
    for (let place = 0; place < CASH; place += 1) {
      const [decided, end] = [pick(dice, times), pick(dice, times)];
      const undone = decided < end ? end : null;
      const amount = BigInt(1 + dice(1_000));
      const sent = { organisation, currency: pick(dice, currencies), amount, decided, undone };
      loose.push(sent);
      await keepCash(database, sent, loose.length, dice(5));
    }
  }
  return loose;
}

async function keepCash(database: Database, one: Loose, number: number, earlier: number): Promise<void> {
  const own = `\\x${one.organisation.slice(2)}`;
  await database.query(
    `insert into cash_entries (number, organisation, id, key, part, name, account, value_date, amount, currency,
       payer_name, payer_account, text, structured, body, match) overriding system value
     values ($1, $2, gen_random_uuid(), $3, 0, '', '', $4, $5, $6, '', '', '', '[]', '{}', $1)`,
    [number, own, wordOf(number), dateOfDay(UTC_DAYS(one.decided) - earlier), one.amount, codeOf(one.currency)],
  );
  await database.query(
    `insert into cash_matches (number, organisation, id, entry, state, rule, confidence, party, content, body, decided,
       undone) overriding system value
     values ($1, $2, gen_random_uuid(), $1, $3, 'UNAPPLIED', 1, 'K1', '\\x00', '{}', $4, $5)`,
    [number, own, one.undone === null ? "exception" : "undone", one.decided, one.undone],
  );
}

export const codeOf = (currency: Address): string => currency.slice(-8);

export function looseAt(loose: readonly Loose[], organisation: Address, currency: Address, known: number): bigint {
  return loose
    .filter((one) => one.organisation === organisation && one.currency === currency)
    .filter(({ decided, undone }) => decided <= known && (undone === null || undone > known))
    .reduce((sum, { amount }) => sum + amount, 0n);
}
