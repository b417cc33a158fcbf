/** What the operations of reports are about. See `objects.ts`. */

/** What must be asked. */
export const REPORT_QUERIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  readMonthlyReport: { month: "2026-10", currency: "EUR", format: "json" },
};

/** By the ids of the operations. */
export const REPORT_OBJECTS = { readMonthlyReport: { kind: "own" } } as const;
