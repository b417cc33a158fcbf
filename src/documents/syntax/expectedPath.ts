import { listed } from "../xml/table.ts";
import type { GroupRow, ManyGroup, OneGroup, Table, Term } from "../xml/table.ts";
import type { SyntaxDefinition } from "./syntaxes.ts";

/**
 * Where a term of the model stands, or should stand, in a document of this syntax: "lines[3].net" is
 * `/ubl:Invoice/cac:InvoiceLine[3]/cbc:LineExtensionAmount`. A term that the syntax has no place for is the document.
 */
export function expectedPath(definition: SyntaxDefinition, field: string): string {
  let path = `/${definition.rootName}`;
  let table = definition.table;
  for (const step of field.split(".")) {
    const { name, index } = splitIndex(step);
    const group: GroupRow | undefined = table.one?.[name as OneGroup] ?? table.many?.[name as ManyGroup];
    const place: string | undefined = group === undefined ? firstPlace(table, name) : listed(group.at)[0];
    if (place !== undefined) path += `/${place}${index}`;
    table = group === undefined ? table : group.table;
  }
  return path;
}

function firstPlace(table: Table, name: string): string | undefined {
  const paths = table.terms[name as Term];
  return paths === undefined ? undefined : listed(paths)[0];
}

function splitIndex(step: string): { readonly name: string; readonly index: string } {
  const bracket = step.indexOf("[");
  return bracket < 0 ? { name: step, index: "" } : { name: step.slice(0, bracket), index: step.slice(bracket) };
}
