/** The receivable that the served demo sells: what is done with it, day by day, and what became of it, for people. */
import { dayNumber } from "../../domain/terms.ts";
import { formatMoney } from "../money.ts";
import { renderTable } from "../table.ts";
import { payFactor, sellToFactor } from "./factoring.ts";
import type { Parties, SharedOut, Sold } from "./factoring.ts";
import { firmAt } from "./firm.ts";
import type { Firm } from "./firm.ts";
import { clockOf } from "./importing.ts";
import type { Imported } from "./importing.ts";
import { keyOf } from "./serving.ts";
import type { ServedDemo } from "./serving.ts";
import { FINANCED_UNTIL } from "./story.ts";
import type { Scene } from "./story.ts";
import { amount, minorUnits, short } from "./telling.ts";
import type { World } from "./world.ts";

/** One receivable from the sale to the last cent. */
export interface Financing {
  readonly sold: Sold;
  readonly shared: SharedOut;
}

/** What is sold: the last scene about it, and the receivable. */
interface Subject {
  readonly scene: Scene;
  readonly imported: Imported;
}

/** Before the offices of the day open. */
const NINE_O_CLOCK = 9 * 3600;

/** Sells what the buyer has accepted, and lets it pay on the due day. @param say Tells each day as it has gone. */
export async function finance(
  world: World,
  served: ServedDemo,
  { scene, imported }: Subject,
  say: (text: string) => void,
): Promise<Financing> {
  const sold = await sellToFactor(world, await partiesOf(world, served), imported);
  say(describeSale(scene, imported, sold));
  await served.setTime(dayNumber(FINANCED_UNTIL) * 86_400 + NINE_O_CLOCK - clockOf(scene.invoice) * 60);
  const shared = await payFactor(world, await partiesOf(world, served), imported);
  say(describeSharing(scene, imported, { sold, shared }));
  return { sold, shared };
}

/** Everybody signs in anew, since sessions end. */
async function partiesOf({ chain }: World, { gateways: [ours, theirs] }: ServedDemo): Promise<Parties> {
  const signIn = (name: Firm["name"], { url }: { readonly url: string }): Promise<Firm> =>
    firmAt(name, keyOf(chain, name), url);
  return {
    supplier: await signIn(ours.firm, ours),
    factor: await signIn("fiktiva", ours),
    buyer: await signIn(theirs.firm, theirs),
  };
}

interface Row {
  readonly what: string;
  readonly amounts: readonly string[];
}

function describeSale({ date, invoice: { supplier, buyer } }: Scene, imported: Imported, sold: Sold): string {
  const { quote, advance, reply } = sold;
  const money = (text: string): string => amount(imported, minorUnits(imported, text));
  const [by, from] = [short("fiktiva"), short(supplier)];
  const cost = `${money(quote.cost)} if it is paid when due, ${quote.rate?.percent ?? "?"} % a year`;
  return [
    `${from} asks ${by} about ${imported.invoice.number}, at a gateway where nobody else learns of it`,
    `${by} signs an offer: ${money(quote.cash)} at once, ${money(quote.reserve)} kept in reserve; it costs ${cost}`,
    `${from} sends the receivable to ${by}'s desk, and has ${amount(imported, advance)} by the same transaction`,
    `${by} gives notice of the assignment; ${short(buyer)} signs at its own gateway: ${reply.toLowerCase()}`,
  ]
    .map((text) => `${date}  ${text}`)
    .join("\n");
}

/** @throws Error where what is released is not what was quoted. */
function describeSharing(scene: Scene, imported: Imported, { sold, shared }: Financing): string {
  const { paid, toFactor, toSupplier } = shared;
  const [by, to] = [short("fiktiva"), short(scene.invoice.supplier)];
  const released = minorUnits(imported, sold.quote.later);
  if (toSupplier !== released) throw new Error(`the reserve was quoted as ${released}, and ${toSupplier} is released`);
  const [advance, fees] = [amount(imported, sold.advance), amount(imported, toFactor - sold.advance)];
  const text =
    `${short(scene.invoice.buyer)} pays ${amount(imported, paid)} at its gateway; by the same transaction ${by} has ` +
    `its ${advance} back and ${fees} of fees, and ${to} what is left of the reserve: ${amount(imported, toSupplier)}`;
  return `${FINANCED_UNTIL}  ${text}\n\n${bookOf(imported, [scene.date, sold.book], [FINANCED_UNTIL, shared.book])}`;
}

/** The factor's book on two days. */
function bookOf(imported: Imported, ...days: readonly (readonly [string, Sold["book"]])[]): string {
  const { code, exponent } = imported.currency;
  const row = (what: string, of: (book: Sold["book"]) => string): Row => {
    return { what, amounts: days.map(([, book]) => formatMoney(minorUnits(imported, of(book)), exponent)) };
  };
  return renderTable<Row>(
    [
      { title: `${short("fiktiva")}'s book (${code})`, of: ({ what }) => what },
      ...days.map(([date], place) => {
        return { title: date, of: ({ amounts }: Row) => amounts[place] ?? "", align: "right" } as const;
      }),
    ],
    [
      row("owed by buyers", ({ open }) => open),
      row("advances in use", ({ funds }) => funds),
      row("fees due", ({ feesDue }) => feesDue),
      row("fees received in the month", ({ received }) => received.toFees),
      row("reserve", ({ reserve }) => reserve),
    ],
  );
}
