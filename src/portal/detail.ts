/** One receivable: what was agreed, what is due today and why, and everything that the ledger recorded of it. */
import { element, facts, table } from "./dom.ts";
import { told } from "./gateway.ts";
import type { Gateway, Payoff, ReceivableDetail } from "./gateway.ts";
import { stateOf } from "./list.ts";
import { money, short, spaced } from "./words.ts";

export async function detailView(gateway: Gateway, id: string): Promise<HTMLElement> {
  const params = { path: { id }, query: {} };
  const found = told(await gateway.GET("/v1/receivables/{id}", { params }));
  return element(
    "section",
    {},
    element("h1", {}, `Receivable ${short(found.id)}`),
    agreed(found),
    due(found.payoff, found),
    timeline(found),
  );
}

function agreed(found: ReceivableDetail): HTMLElement {
  const { terms, currency } = found;
  const discounts = terms?.discounts.map(({ until, sum }) => `${money(sum, currency)} off until ${until}`).join(", ");
  return facts([
    ["Status", stateOf(found)],
    ["Supplier", element("code", {}, found.supplier)],
    ["Buyer", element("code", {}, found.buyer)],
    ["Holder", element("code", {}, found.holder)],
    ["Face amount", money(found.amount, currency)],
    ["Due date", found.dueDate ?? "sealed"],
    ["Discount", discounts === "" ? undefined : discounts],
    ["Late interest", terms === null || terms.lateRate === "0" ? undefined : `${terms.lateRate} % a year`],
    ["Open", money(found.open, currency)],
    ["Disputed", money(found.disputed, currency)],
  ]);
}

function due(payoff: Payoff | null, { currency }: ReceivableDetail): HTMLElement | undefined {
  if (payoff === null) return undefined;
  const rows = facts([
    ["Open principal", money(payoff.open, currency)],
    ["Discount", money(payoff.discount, currency)],
    ["Charges", money(payoff.charges, currency)],
    ["Payoff", element("strong", {}, money(payoff.payoff, currency))],
  ]);
  return element("section", {}, element("h2", {}, `Payoff on ${payoff.at}`), rows);
}

function timeline({ timeline: entries }: ReceivableDetail): HTMLElement {
  const rows = entries.map(({ name, at }) =>
    element(
      "tr",
      {},
      element("td", {}, spaced(name)),
      element("td", {}, at.time.replace("T", " ").replace("Z", "")),
      element("td", {}, at.block.toString()),
      element("td", {}, element("code", { title: at.transaction }, short(at.transaction))),
    ),
  );
  return element(
    "section",
    {},
    element("h2", {}, "Timeline"),
    table(["Event", "Time (UTC)", "Block", "Transaction"], rows),
  );
}
