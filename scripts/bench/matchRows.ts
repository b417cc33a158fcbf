/** Open items and bank lines of a made-up creditor, for the benchmark: a mix that goes through all stages. */
import type { CashLine, OpenItem, Party } from "../../src/reconciliation/cash/model.ts";

const ITEMS_A_PAYER = 50;
const FIRST_DAY = 20_000;
const TERM = 30;
const DISCOUNT = { rate: 20_000n, until: FIRST_DAY + TERM, onParts: false };

export interface Rows {
  readonly parties: readonly Party[];
  readonly items: readonly OpenItem[];
  readonly lines: readonly CashLine[];
}

/** Uniform numbers below a bound from a seed (xorshift). */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

/** About `count` items and as many lines: nine in ten quote what they pay, the tenth goes through the later stages. */
export function makeRows(count: number): Rows {
  const roll = dice(88_172_645);
  const parties: Party[] = [];
  const items: OpenItem[] = [];
  const lines: CashLine[] = [];
  for (let payer = 0; items.length < count; payer += 1) {
    const party = { id: `P${payer}`, names: [`Customer ${payer} Ltd.`], accounts: [] };
    parties.push(party);
    const own = Array.from({ length: ITEMS_A_PAYER }, (_, place) => newItem(roll, party.id, items.length + place));
    items.push(...own);
    for (let place = 0; place < own.length; place += 1) place += payItem(roll, party, own, place, lines);
  }
  return { parties, items, lines };
}

function newItem(roll: (bound: number) => number, payer: string, index: number): OpenItem {
  const number = 7_000_000_000 + index * 13;
  return {
    id: `I${index}`,
    payer,
    currency: "EUR",
    amount: BigInt(10_000 + roll(30_000_000)),
    issued: FIRST_DAY,
    due: FIRST_DAY + TERM,
    references: [`INV-${number}`, String(4_000_000_000 + index * 7)],
    discount: index % 10 === 0 ? DISCOUNT : undefined,
  };
}

/** Pays one item or some; how many more than the one were paid. */
function payItem(
  roll: (bound: number) => number,
  party: Party,
  own: readonly OpenItem[],
  place: number,
  lines: CashLine[],
): number {
  const item = own[place];
  if (item === undefined) return 0;
  const [number = "", short = ""] = item.references;
  const pay = (amount: bigint, text: string): void => {
    lines.push({
      reference: `B${lines.length}`,
      kind: "CASH",
      payerName: party.names[0] ?? "",
      payerAccount: `DE${party.id}`,
      currency: "EUR",
      amount,
      valueDate: FIRST_DAY + 1 + roll(TERM),
      text,
    });
  };
  const kind = roll(100);
  if (kind < 84) pay(item.amount, `Payment of ${kind % 2 === 0 ? number : short} thank you`);
  else if (kind < 88) pay(item.amount, "bank transfer");
  else if (kind < 90) pay(item.amount - (item.amount * 20_000n + 500_000n) / 1_000_000n, `less 2 % ${number}`);
  else if (kind < 92) pay(item.amount - BigInt(1 + roll(50)), `invoice ${number}`);
  else if (kind < 95) pay(item.amount, `ref ${short.slice(0, 4)}${short.slice(5)}`);
  else if (kind < 97) {
    pay(item.amount / 3n, `first part ${number}`);
    pay(item.amount - item.amount / 3n, `rest of ${number}`);
  } else if (kind < 98) return payGroup(own, place, pay);
  else if (kind < 99) pay(BigInt(10_000 + roll(30_000_000)), "no idea");
  else {
    pay(item.amount, number);
    pay(item.amount, number);
  }
  return 0;
}

/** Three items in one payment that names none of them. */
function payGroup(own: readonly OpenItem[], place: number, pay: (amount: bigint, text: string) => void): number {
  const group = own.slice(place, place + 3);
  pay(
    group.reduce((sum, { amount }) => sum + amount, 0n),
    "our account with you",
  );
  return group.length - 1;
}
