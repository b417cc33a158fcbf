/** The collection of a receivable as the gateway tells it, and who is what in it. */
import type { Schemas } from "../../data/gateway.ts";

export type Collection = Schemas["Collection"];
export type Entry = Collection["entries"][number];
export type Detail = Schemas["ReceivableDetail"];
type Recorded = Schemas["CollectionRecordedEntry"];

function isRecord(entry: Entry["entry"]): entry is Recorded {
  return entry.name === "CollectionRecorded";
}

/** Contacts and demands, the latest first. */
export function recordsOf({ entries }: Collection): readonly Recorded[] {
  return entries
    .map(({ entry }) => entry)
    .filter(isRecord)
    .reverse();
}

export function isDebtor({ roles }: Detail): boolean {
  return roles.includes("buyer");
}

/** Whether an organisation may record what it did to collect. */
export function mayRecord({ creditor, placements }: Collection, organisation: string): boolean {
  return creditor === organisation || placements.some(({ collector }) => collector === organisation);
}
