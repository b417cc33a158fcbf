/** The organisation's receivables, page by page. */
import { button, element, table } from "./dom.ts";
import { told } from "./gateway.ts";
import type { Gateway, Receivable } from "./gateway.ts";
import { money, short } from "./words.ts";

const HEADS = ["Receivable", "You are", "Counterparty", "Amount", "Open", "Due", "Status"];

/** @param organisation Whose list it is. */
export async function listView(gateway: Gateway, organisation: string): Promise<HTMLElement> {
  const body = element("section", {}, element("h1", {}, "Receivables"));
  await addPage(gateway, organisation, body);
  return body;
}

async function addPage(gateway: Gateway, organisation: string, into: HTMLElement, cursor?: string): Promise<void> {
  const query = cursor === undefined ? {} : { cursor };
  const { items, next } = told(await gateway.GET("/v1/receivables", { params: { query } }));
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
  const link = element("a", { href: `#/receivables/${item.id}` }, short(item.id));
  const counterparty = item.supplier === organisation ? item.buyer : item.supplier;
  const awaits = item.status === "Issued" && item.roles.includes("buyer");
  const cells = [
    link,
    item.roles.join(", "),
    element("code", { title: counterparty }, short(counterparty)),
    money(item.amount, item.currency),
    money(item.open, item.currency),
    item.dueDate ?? "sealed",
    awaits ? element("strong", {}, "awaits your acceptance") : stateOf(item),
  ];
  return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
}

/** One word for where it stands. */
export function stateOf({ closed, status, disputed }: Receivable): string {
  if (closed) return "closed";
  return /[1-9]/.test(disputed) ? `${status}, disputed in part` : status;
}
