import type { Import } from "./imports.ts";

/**
 * The circles among files that import each other, each once, as `a → b → a` beginning with the first name in order.
 */
export function circles(imports: readonly Import[]): string[] {
  const edges = new Map<string, Set<string>>();
  for (const { from, target } of imports) {
    if (target === undefined) continue;
    edges.set(from, (edges.get(from) ?? new Set()).add(target));
  }
  const found = new Set<string>();
  const finished = new Set<string>();
  const path: string[] = [];

  function visit(file: string): void {
    const start = path.indexOf(file);
    if (start !== -1) {
      found.add(asCircle(path.slice(start)));
      return;
    }
    if (finished.has(file)) return;
    path.push(file);
    for (const next of edges.get(file) ?? []) visit(next);
    path.pop();
    finished.add(file);
  }

  for (const file of edges.keys()) visit(file);
  return [...found].sort();
}

function asCircle(files: readonly string[]): string {
  const first = files.indexOf([...files].sort()[0] ?? "");
  const turned = [...files.slice(first), ...files.slice(0, first)];
  return [...turned, turned[0]].join(" → ");
}
