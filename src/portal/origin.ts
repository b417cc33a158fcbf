/** Where a part comes from: the chain of splits and holders since the receivable was first issued. */
import { element, table } from "./dom.ts";
import { told } from "./gateway.ts";
import type { Gateway, Origin, ReceivableDetail } from "./gateway.ts";
import { day, money, short, spaced } from "./words.ts";

type Link = Origin["links"][number];
type Split = NonNullable<Origin["parts"]>;

/** Undefined for what was neither split nor came from a split. */
export async function originView(
  gateway: Gateway,
  { id, part, status }: ReceivableDetail,
): Promise<HTMLElement | undefined> {
  if (!part && status !== "Split") return undefined;
  const origin = told(await gateway.GET("/v1/receivables/{id}/origin", { params: { path: { id } } }));
  const rows = origin.links.flatMap((link) => rowsOf(link, origin));
  const released =
    "Earlier holders are released: on the ledger they owe nothing. " +
    "Recourse exists only where a deal at a factor's desk records it.";
  return element(
    "section",
    {},
    element("h2", {}, "Chain of origin"),
    element("p", {}, origin.complete ? released : `Its first links are left out. ${released}`),
    table(["Receivable", "Amount", "Held by", "How", "Since"], rows),
    ...(origin.parts === null ? [] : [element("h2", {}, "Parts"), parts(origin.parts, origin)]),
  );
}

function rowsOf(link: Link, { currency }: Origin): readonly HTMLTableRowElement[] {
  const { id, number, split, amount, holders } = link;
  const which = number === null || split === null ? "the whole" : `part ${number} of ${split.parts.length}`;
  return holders.map(({ organisation, name, how, at }, index) => {
    const known = name === null ? [] : [element("bdi", {}, name), " "];
    return row(
      index === 0 ? element("span", {}, linkTo(id), ` ${which}`) : "",
      index === 0 ? money(amount, currency) : "",
      element("span", {}, ...known, element("code", { title: organisation }, short(organisation))),
      spaced(how),
      day(at.time),
    );
  });
}

function parts({ parts: all, whole }: Split, { currency }: Origin): HTMLElement {
  const rows = all.map(({ number, id, amount }) => row(number.toString(), linkTo(id), money(amount, currency)));
  return table(["Part", "Receivable", "Amount"], [...rows, row("sum", "", money(whole, currency))]);
}

function row(...cells: readonly (Node | string)[]): HTMLTableRowElement {
  return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
}

function linkTo(id: string): HTMLElement {
  return element("a", { href: `#/receivables/${id}`, title: id }, short(id));
}
