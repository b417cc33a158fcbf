import type { AuditEvent } from "../../audit/fold.ts";
import type { Hex } from "../../audit/hashing.ts";
import type { Act, Entry } from "../../audit/history.ts";
import { settle } from "../../audit/money.ts";
import { Arguments } from "../../audit/reading.ts";
import type { LedgerState } from "../../audit/state.ts";

/** What came of reckoning anew. */
export interface Recomputed {
  readonly settlements: number;
  /** In words, one for each that comes out otherwise. */
  readonly miscalculated: readonly string[];
}

/** A payment or a credit as it was recorded. */
interface Settlement {
  readonly id: Hex;
  readonly act: Act;
  readonly recorded: Sums;
}

/** Minor units. */
interface Sums {
  readonly principal: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  readonly closed: boolean;
}

const NOTHING: Sums = { principal: 0n, discount: 0n, charges: 0n, closed: false };

/**
 * Reckons every payment and credit of receivables whose terms are in the open, from those terms, the cash that was
 * paid and the time of the block, and compares principal, discount, charges and whether it closed.
 * @param instants Unix seconds of the events' blocks. @param state What the events add up to.
 */
export function recompute(
  events: readonly AuditEvent[],
  instants: ReadonlyMap<bigint, number>,
  state: LedgerState,
): Recomputed {
  const histories = new Map<Hex, readonly Entry[]>();
  const miscalculated: string[] = [];
  let settlements = 0;
  for (const event of events) {
    const settlement = settlementIn(event, instants.get(BigInt(event.blockNumber)));
    const terms = settlement === undefined ? undefined : state.receivables.get(settlement.id)?.terms;
    if (settlement === undefined || terms === undefined) continue;
    const history = histories.get(settlement.id) ?? [];
    const entry = settle(terms, history, settlement.act);
    histories.set(settlement.id, [...history, entry]);
    settlements += 1;
    const [reckoned, recorded] = [words(sumsOf(entry)), words(settlement.recorded)];
    if (reckoned !== recorded) {
      miscalculated.push(`${settlement.id} in block ${event.blockNumber}: ${recorded}, but reckoned ${reckoned}`);
    }
  }
  return { settlements, miscalculated };
}

function settlementIn({ name, args }: AuditEvent, instant: number | undefined): Settlement | undefined {
  if (instant === undefined || (name !== "ReceivablePaid" && name !== "ReceivableCredited")) return undefined;
  const told = new Arguments(args);
  const [id, principal, closed] = [told.bytes32("id"), told.unsigned("principal", 256), told.boolean("closed")];
  if (name === "ReceivableCredited") {
    return { id, act: { kind: "credit", instant, amount: principal }, recorded: { ...NOTHING, principal, closed } };
  }
  const [discount, charges] = [told.unsigned("discount", 256), told.unsigned("charges", 256)];
  const maxCash = principal - discount + charges;
  return { id, act: { kind: "payment", instant, maxCash }, recorded: { principal, discount, charges, closed } };
}

function sumsOf(entry: Entry): Sums {
  return entry.kind === "refused" ? NOTHING : { ...NOTHING, ...entry };
}

function words({ principal, discount, charges, closed }: Sums): string {
  return `${principal} principal, ${discount} discount, ${charges} charges${closed ? ", closed" : ""}`;
}
