/** The organisation's receivables, page by page. */
import { showAsOf } from "./asOf.ts";
import { payeeOf } from "./assignment.ts";
import { button, element, table } from "./dom.ts";
import { told } from "./gateway.ts";
import type { Gateway, Receivable } from "./gateway.ts";
import { money, short } from "./words.ts";

const HEADS = ["Invoice", "You are", "Counterparty", "Pay to", "Amount", "Open", "Due", "Status"];

/** @param organisation Whose list it is. */
export async function listView(gateway: Gateway, organisation: string): Promise<HTMLElement> {
  const body = element("section", {}, element("h1", {}, "Receivables"));
  await addPage(gateway, organisation, body);
  return body;
}

async function addPage(gateway: Gateway, organisation: string, into: HTMLElement, cursor?: string): Promise<void> {
  const query = cursor === undefined ? {} : { cursor };
  const { items, next, asOf } = told(await gateway.GET("/v1/receivables", { params: { query } }));
  // Rows of further pages are at least as new.
  if (cursor === undefined) showAsOf(asOf);
  if (items.length === 0 && cursor === undefined) {
    into.append(element("p", {}, "You take part in no receivable yet."));
    return;
  }
  into.append(
    table(
      HEADS,
      items.map((item) => row(item, organisation)),
    ),
  );
  if (next === null) return;
  const more = button("More", async () => {
    await addPage(gateway, organisation, into, next);
    more.remove();
  });
  into.append(more);
}

function row(item: Receivable, organisation: string): HTMLTableRowElement {
  const link = element("a", { href: `#/receivables/${item.id}`, title: item.id }, element("bdi", {}, titleOf(item)));
  const counterparty = item.supplier === organisation ? "buyer" : "supplier";
  const awaits = item.status === "Issued" && item.roles.includes("buyer");
  const cells = [
    link,
    item.roles.join(", "),
    partyOf(item, counterparty),
    payeeOf(item),
    money(item.amount, item.currency),
    money(item.open, item.currency),
    item.dueDate ?? "sealed",
    awaits ? element("strong", {}, "awaits your acceptance") : stateOf(item),
  ];
  return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
}

/** The number of the invoice and its line, where the gateway knows it; otherwise what is always known, the id. */
export function titleOf({ id, invoiceNumber, line }: Receivable): string {
  if (invoiceNumber === null) return short(id);
  return line === 0 ? invoiceNumber : `${invoiceNumber} / ${line}`;
}

/**
 * A party by its name, where the gateway knows one, and by its address, which alone cannot be made up. A name cannot
 * turn the direction of what stands beside it.
 */
export function partyOf(item: Receivable, role: "supplier" | "buyer", write = short): HTMLElement {
  const [name, address] = [item.names[role], item[role]];
  const code = element("code", { title: address }, write(address));
  return name === null ? code : element("span", {}, element("bdi", {}, name), " ", code);
}

/** One word for where it stands. */
export function stateOf({ closed, status, disputed }: Receivable): string {
  if (closed) return "closed";
  return /[1-9]/.test(disputed) ? `${status}, disputed in part` : status;
}
