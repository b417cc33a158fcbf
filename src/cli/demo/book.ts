import type { RecordedEvent } from "../../domain/events.ts";
import { idOf, openTerms } from "../../domain/commitment.ts";
import type { Currency } from "../../domain/currency.ts";
import { nameOf, Status } from "../../domain/receivable.ts";
import { formatMoney } from "../money.ts";
import { renderTable } from "../table.ts";
import type { Column } from "../table.ts";
import type { Imported } from "./importing.ts";
import type { World } from "./world.ts";

/** A receivable in the ledger's table. Minor units. */
export interface Line {
  readonly invoice: string;
  readonly holder: string;
  readonly currency: string;
  readonly exponent: number;
  readonly face: bigint;
  /** Cash that settled principal. */
  readonly paid: bigint;
  readonly discount: bigint;
  readonly credited: bigint;
  /** Late interest and fixed recovery sums that were paid. */
  readonly charges: bigint;
  readonly open: bigint;
  /** The same, due on the day of the table. */
  readonly chargesDue: bigint;
  readonly status: string;
}

const SUMS = ["face", "paid", "discount", "credited", "charges", "open", "chargesDue"] as const;

/** The table at an instant: what was recorded by the events, what is due by the lens. */
export async function readBook(
  world: World,
  imported: Iterable<Imported>,
  events: readonly RecordedEvent[],
  instant: number,
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const { invoice, currency, receivable } of imported) {
    const id = idOf(receivable.header);
    const state = await world.relayer.stateOf(id);
    const { open, charges: chargesDue } = await world.relayer.quote(id, openTerms(receivable), instant);
    lines.push({
      invoice: invoice.number,
      holder: world.nameOf(state.holder),
      currency: currency.code,
      exponent: currency.exponent,
      face: receivable.terms.amount,
      ...recorded(events, id),
      open,
      chargesDue,
      status: state.closed ? "closed" : nameOf(Status, state.status).toLowerCase(),
    });
  }
  return lines;
}

function recorded(
  events: readonly RecordedEvent[],
  id: string,
): Pick<Line, "paid" | "discount" | "credited" | "charges"> {
  const sums = { paid: 0n, discount: 0n, credited: 0n, charges: 0n };
  const returned = new Set<string>();
  for (const { event } of events) if (event.name === "ReceiptReversed" && event.id === id) returned.add(event.bankRef);
  for (const { event } of events) {
    const received = event.name === "ReceiptRecorded" && !returned.has(event.bankRef);
    if ((received || event.name === "ReceivablePaid") && event.id === id) {
      sums.paid += event.principal - event.discount;
      sums.discount += event.discount;
      sums.charges += event.charges;
    }
    if (event.name === "ReceivableCredited" && event.id === id) sums.credited += event.principal;
  }
  return sums;
}

/** Lines whose face is not what was paid, discounted and credited and what is open; there should be none. */
export function unbalanced(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ face, paid, discount, credited, open }) => face !== paid + discount + credited + open);
}

/** One table for each currency, with its sums. */
export function renderBook(lines: readonly Line[]): string {
  const currencies = [...new Set(lines.map(({ currency }) => currency))];
  return currencies
    .map((code) => {
      const own = lines.filter(({ currency }) => currency === code);
      const [{ exponent } = { exponent: 2 }] = own;
      return renderTable(columns({ code, exponent }), own, total(own));
    })
    .join("\n\n");
}

function columns({ code, exponent }: Pick<Currency, "code" | "exponent">): readonly Column<Line>[] {
  const money = (title: string, of: (line: Line) => bigint): Column<Line> => ({
    title,
    of: (line) => formatMoney(of(line), exponent),
    align: "right",
  });
  return [
    { title: `invoice (${code})`, of: ({ invoice }) => invoice },
    { title: "holder", of: ({ holder }) => holder },
    money("face", ({ face }) => face),
    money("paid", ({ paid }) => paid),
    money("discount", ({ discount }) => discount),
    money("credited", ({ credited }) => credited),
    money("open", ({ open }) => open),
    money("charges paid", ({ charges }) => charges),
    money("charges due", ({ chargesDue }) => chargesDue),
    { title: "status", of: ({ status }) => status },
  ];
}

function total(lines: readonly Line[]): Line | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const sums = Object.fromEntries(SUMS.map((key) => [key, lines.reduce((sum, line) => sum + line[key], 0n)])) as Pick<
    Line,
    (typeof SUMS)[number]
  >;
  return { ...first, ...sums, invoice: "sum", holder: "", status: "" };
}
