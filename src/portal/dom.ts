/** Elements, made of text that stays text: nothing that somebody else wrote is ever read as HTML. */

type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | undefined>>;

/** @param attributes Those that are undefined are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button that cannot be pressed again before what it does is over. */
export function button(label: string, act: () => Promise<void>): HTMLButtonElement {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", () => {
    made.disabled = true;
    void act().finally(() => {
      made.disabled = false;
    });
  });
  return made;
}

/** An element of the page itself. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no part ${id}`);
  return found;
}

/** Rows of a name and a value; what has no value is left out. */
export function facts(rows: readonly (readonly [name: string, value: Child])[]): HTMLDListElement {
  const told = rows.filter(([, value]) => value !== undefined);
  return element("dl", {}, ...told.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

export function table(heads: readonly string[], rows: readonly HTMLTableRowElement[]): HTMLTableElement {
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}
