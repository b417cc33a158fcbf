/** What two firms came to, for people: the bridge from one balance to the other, and what stands on the chain. */
import { parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import { formatMoney } from "../money.ts";
import { CLASS_WORDS } from "../reconcile/words.ts";
import { renderTable } from "../table.ts";
import { LAST_DAY } from "./agreeing.ts";
import type { Agreement } from "./agreeing.ts";
import { CAST } from "./cast.ts";
import type { ServedGateway } from "./serving.ts";

interface Row {
  readonly what: string;
  readonly count: string;
  readonly amount: bigint;
}

/** The demo reconciles euros. */
const EXPONENT = 2;

/** @throws Error for a bridge that does not close to 0.00. */
export function describeAgreement({ bridge, exceptions, roots, result, standing }: Agreement): string {
  const units = (amount: string): bigint => unitsOf(amount);
  const from: Row = { what: "supplier's balance", count: "", amount: units(bridge.balances.supplier) };
  const lines = bridge.bridge.map(({ class: name, count, amount }): Row => {
    return { what: `${name}: ${CLASS_WORDS[name]}`, count: count.toString(), amount: units(amount) };
  });
  const to: Row = { what: "buyer's balance", count: "", amount: units(bridge.balances.buyer) };
  const left = lines.reduce((sum, { amount }) => sum + amount, from.amount) - to.amount;
  if (left !== 0n) throw new Error(`the bridge leaves ${left} minor units`);
  const table = renderTable<Row>(
    [
      { title: `books of ${LAST_DAY} (${bridge.currency})`, of: ({ what }) => what },
      { title: "items", of: ({ count }) => count, align: "right" },
      { title: "amount", of: ({ amount }) => formatMoney(amount, EXPONENT), align: "right" },
    ],
    [from, ...lines],
    to,
  );
  return [
    table,
    `The bridge closes: ${formatMoney(left, EXPONENT)} is left.`,
    "",
    `Root of the supplier's books  ${roots.supplier}`,
    `Root of the buyer's books     ${roots.buyer}`,
    `Result that both reckoned     ${result}`,
    `On the chain: ${standing}, signed by both, with ${exceptions} exceptions. No item and no sum is there.`,
  ].join("\n");
}

/** A gateway with its links. */
export function describeGateway({ firm, url, links }: ServedGateway): string {
  const signing = links.map(({ name, role, link }) => `  ${role.padEnd(10)}${name}\n            ${link}`);
  return [`${CAST[firm].name}: ${url} (the reference: ${url}/docs)`, ...signing].join("\n");
}

function unitsOf(amount: string): bigint {
  const value = parseDecimal(amount);
  if (value === undefined) throw new Error(`the gateway's amount ${amount} is no number`);
  return toMinorUnits(value, EXPONENT, "amount");
}
