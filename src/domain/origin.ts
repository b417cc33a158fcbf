/** Where a part of a receivable comes from, and who held it: from what the ledger recorded, and nothing else (R69). */
import { idOf } from "./commitment.ts";
import { partHeader } from "./derived.ts";
import type { LedgerEvent, Place } from "./events.ts";
import type { Address, Header, Hex } from "./receivable.ts";

/** What identifies a receivable. */
export type Identity = Pick<Header, "supplier" | "buyer" | "invoice" | "line">;

/** An event, and where and when the ledger recorded it; unix seconds. */
export interface EventInTime {
  readonly event: LedgerEvent;
  readonly at: Place;
  readonly timestamp: number;
}

type When = Omit<EventInTime, "event">;

/** One who held a receivable, from then on until the next one did. */
export interface PastHolder extends When {
  readonly holder: Address;
  readonly how: "issued" | "split" | "transferred";
}

export interface PartOfSplit {
  readonly id: Hex;
  /** Its place among the parts, from 1. */
  readonly number: number;
  /** What it began with, minor units. */
  readonly amount: bigint;
}

/** The parts that a receivable was split into: together all that was open of it. */
export interface Split extends When {
  readonly parts: readonly PartOfSplit[];
}

/** A receivable on the way from the first one to the one that is asked about. */
export interface OriginLink {
  readonly id: Hex;
  /** As a part of the link before; undefined of the first. */
  readonly part: PartOfSplit | undefined;
  /** What made it a part. */
  readonly split: Split | undefined;
  /** In their order; the last one holds it, unless it was split. */
  readonly holders: readonly PastHolder[];
}

export interface Origin {
  readonly links: readonly OriginLink[];
  /** What the last link was split into itself. */
  readonly into: Split | undefined;
}

/**
 * The chain from the first of some receivables to the last. @param path Each but the first a part of the one before.
 * @param events Of these receivables, in the order of the chain; others do not matter.
 * @throws Error where the events do not make of each what the path says
 */
export function originOf(path: readonly Identity[], events: readonly EventInTime[]): Origin {
  const byId = Map.groupBy(events, ({ event }) => ("id" in event ? event.id : undefined));
  let split: Split | undefined;
  const links = path.map((identity, index): OriginLink => {
    const id = idOf(headerOf(identity));
    const own = byId.get(id) ?? [];
    const before = split;
    const part = before?.parts.find((one) => one.id === id);
    if (index > 0 && part === undefined) throw new Error(`no split made ${id} a part of the receivable before it`);
    split = splitIn(identity, own);
    return { id, part, split: before, holders: holdersIn(own, part === undefined ? "issued" : "split") };
  });
  return { links, into: split };
}

/** A receivable is split once, if ever. */
function splitIn(whole: Identity, events: readonly EventInTime[]): Split | undefined {
  for (const { event, at, timestamp } of events) {
    if (event.name !== "ReceivableSplit") continue;
    const parts = event.amounts.map((amount, index) => {
      return { id: idOf(partHeader(headerOf(whole), index)), number: index + 1, amount };
    });
    return { at, timestamp, parts };
  }
  return undefined;
}

function holdersIn(events: readonly EventInTime[], first: "issued" | "split"): readonly PastHolder[] {
  const holders: PastHolder[] = [];
  for (const { event, at, timestamp } of events) {
    // Whoever sends it to itself holds it as before.
    if (event.name !== "Transfer" || event.to === holders.at(-1)?.holder) continue;
    holders.push({ holder: event.to, how: holders.length === 0 ? first : "transferred", at, timestamp });
  }
  return holders;
}

/** Neither policy nor revision has a share in an id. */
function headerOf(identity: Identity): Header {
  return { ...identity, policy: 0, revision: 0 };
}
