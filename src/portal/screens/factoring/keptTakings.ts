/**
 * Takings that were begun here: no list of the gateway has them, and a reload must not lose a sale that is under way.
 */
import { useSyncExternalStore } from "react";

const MOST_KEPT = 20;
const NOTHING: readonly string[] = [];
const watchers = new Set<() => void>();
const cache = new Map<string, { readonly text: string; readonly ids: readonly string[] }>();

function placeOf(request: string): string {
  return `countersign takings ${request}`;
}

function read(request: string): readonly string[] {
  const text = localStorage.getItem(placeOf(request));
  if (text === null) return NOTHING;
  const kept = cache.get(request);
  if (kept?.text === text) return kept.ids;
  const ids = text.split(" ").filter((id) => id !== "");
  cache.set(request, { text, ids });
  return ids;
}

export function keepTaking(request: string, id: string): void {
  const others = read(request).filter((one) => one !== id);
  localStorage.setItem(placeOf(request), [id, ...others].slice(0, MOST_KEPT).join(" "));
  for (const watcher of watchers) watcher();
}

/** Another tab of the same browser keeps the same list. */
function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  window.addEventListener("storage", watcher);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener("storage", watcher);
  };
}

/** The newest first. */
export function useKeptTakings(request: string): readonly string[] {
  return useSyncExternalStore(subscribe, () => read(request));
}
