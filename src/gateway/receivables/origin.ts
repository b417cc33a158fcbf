/** The chain of origin of a receivable, for somebody who may see the receivable itself. */
import type { PastHolder, Split } from "../../domain/origin.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { namesOf } from "../../store/captions.ts";
import type { Captions } from "../../store/captions.ts";
import { cursorOf } from "../../store/chainTables.ts";
import type { Cursor } from "../../store/chainTables.ts";
import type { Database } from "../../store/database.ts";
import { factorsOf } from "../../store/desks.ts";
import { readOrigin } from "../../store/origin.ts";
import { maySee } from "../../store/participation.ts";
import { MOST_LINKS } from "../../wire/origin.ts";
import type { ShownHolder, ShownOrigin, ShownSplit } from "../../wire/origin.ts";
import { atOneInstant, shownCursor } from "./reading.ts";
import { shownAmount, shownCurrency } from "./showing.ts";
import type { ShownCurrency, Tokens } from "./showing.ts";
import { shownPlace } from "./timeline.ts";

/** Who asks, and when; unix seconds. */
interface Asking {
  readonly organisation: Address;
  readonly now: number;
}

/** What holders and places are shown with. */
interface Showing {
  readonly currency: ShownCurrency;
  readonly cursor: Cursor | undefined;
  /** Factors by their desks. */
  readonly factors: ReadonlyMap<Address, Address>;
  readonly names: Pick<Captions, "profiles" | "own">;
}

/** Undefined for what is not there and for what is not for the organisation to see, without a difference. */
export async function originFor(
  database: Database,
  { organisation, now }: Asking,
  id: Hex,
  tokens: Tokens,
): Promise<ShownOrigin | undefined> {
  return atOneInstant(database, async (sql) => {
    if (!(await maySee(sql, organisation, id, now))) return undefined;
    const found = await readOrigin(sql, id, MOST_LINKS);
    if (found === undefined) return undefined;
    const { links, into, complete, face } = found;
    const holders = [...new Set(links.flatMap((link) => link.holders.map(({ holder }) => holder)))];
    const factors = await factorsOf(sql, holders);
    const names = await namesOf(sql, organisation, [...holders, ...factors.values()]);
    const cursor = await cursorOf(sql);
    const currency = shownCurrency(found.currency ?? undefined, tokens);
    const showing = { currency, cursor, factors, names };
    return {
      receivable: id,
      currency,
      complete,
      links: links.map(({ id: of, part, split, holders: had }) => {
        const amount = part?.amount ?? face;
        return {
          id: of,
          number: part?.number ?? null,
          amount: amount === null ? null : shownAmount(amount, currency),
          split: split === undefined ? null : shownSplit(split, showing),
          holders: had.map((one) => shownHolder(one, showing)),
        };
      }),
      parts: into === undefined ? null : shownSplit(into, showing),
      asOf: shownCursor(cursor),
    };
  });
}

function shownSplit({ parts, at, timestamp }: Split, { currency, cursor }: Showing): ShownSplit {
  const whole = parts.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    at: shownPlace(at, timestamp, cursor),
    whole: shownAmount(whole, currency),
    parts: parts.map(({ number, id, amount }) => ({ number, id, amount: shownAmount(amount, currency) })),
  };
}

function shownHolder({ holder, how, at, timestamp }: PastHolder, { cursor, factors, names }: Showing): ShownHolder {
  const organisation = factors.get(holder) ?? holder;
  const name = names.own.get(organisation) ?? names.profiles.get(organisation) ?? null;
  return { holder, organisation, name, how, at: shownPlace(at, timestamp, cursor) };
}
