/** What the operations of collections are about. See `objects.ts`. */

/** By the ids of the operations. */
export const COLLECTION_OBJECTS = {
  readCollection: { kind: "receivable", grantees: true },
  readCollectionSchedules: { kind: "own" },
} as const;
