/** Acts that were begun here and are not over: the browser keeps their ids, so that they outlive a reload. */
import { useSyncExternalStore } from "react";
import type { KeptAct } from "./act.ts";

const MOST_KEPT = 50;
const watchers = new Set<() => void>();
const NOTHING: readonly KeptAct[] = [];
let cache: { readonly text: string | null; readonly acts: readonly KeptAct[] } = { text: null, acts: NOTHING };

function placeOf(organisation: string): string {
  return `countersign acts ${organisation}`;
}

function isKept(value: unknown): value is KeptAct {
  return typeof value === "object" && value !== null && "id" in value && "verb" in value && "block" in value;
}

function read(organisation: string): readonly KeptAct[] {
  const text = localStorage.getItem(placeOf(organisation));
  if (text === cache.text) return cache.acts;
  cache = { text, acts: parsed(text) };
  return cache.acts;
}

function parsed(text: string | null): readonly KeptAct[] {
  try {
    const value: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(value) ? value.filter(isKept) : NOTHING;
  } catch {
    return NOTHING;
  }
}

function write(organisation: string, acts: readonly KeptAct[]): void {
  localStorage.setItem(placeOf(organisation), JSON.stringify(acts.slice(0, MOST_KEPT)));
  for (const watcher of watchers) watcher();
}

/** Keeps an act, or what is new of it. */
export function keepAct(organisation: string, act: KeptAct): void {
  const others = read(organisation).filter(({ id }) => id !== act.id);
  write(organisation, [act, ...others]);
}

export function noteBlock(organisation: string, id: string, block: number): void {
  const acts = read(organisation);
  if (!acts.some((act) => act.id === id && act.block !== block)) return;
  write(
    organisation,
    acts.map((act) => (act.id === id ? { ...act, block } : act)),
  );
}

/** The chain took back what was recorded of a receivable: acts on it that were included are not any more. */
export function noteRetraction(organisation: string, receivable: string, block: number): void {
  const isIn = (act: KeptAct): boolean => act.receivable === receivable && act.block === block;
  const acts = read(organisation);
  if (!acts.some(isIn)) return;
  write(
    organisation,
    acts.map((act) => (isIn(act) ? { ...act, block: null, isDropped: true } : act)),
  );
}

export function forgetAct(organisation: string, id: string): void {
  write(
    organisation,
    read(organisation).filter((act) => act.id !== id),
  );
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

export function useKeptActs(organisation: string): readonly KeptAct[] {
  return useSyncExternalStore(subscribe, () => read(organisation));
}
