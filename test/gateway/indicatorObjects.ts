/** What the operations of indicators and imported history are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import type { World } from "./actors.ts";
import { wholeUpload } from "./reconciliationObjects.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };

/** What must be asked. */
export const INDICATOR_QUERIES: Readonly<Record<string, Params>> = {
  readIndicators: { currency: "EUR" },
  readIndicatorFile: { currency: "EUR" },
  readAging: { currency: "EUR" },
  playTerms: { currency: "EUR", netDays: "14" },
};

export const indicatorSettingsBody = (): Readonly<Record<string, unknown>> => ({
  ...{ id: randomUUID(), costOfCapital: 80_000, reason: "Decided by the board" },
  agreedRates: [{ segment: "", bucket: "current", rate: 3_000 }],
  overlays: [{ segment: "export", change: 250_000, reason: "Tariffs" }],
});

export async function historyImportBody(world: World): Promise<{ readonly id: string }> {
  const lines = [
    "customer,invoice,issued,due,currency,amount,settled",
    `K1,${randomUUID()},2026-09-01,2026-10-01,EUR,10.00,`,
  ];
  const upload = await wholeUpload(world, Buffer.from(lines.join("\n")));
  return { ...{ upload, dates: "YYYY-MM-DD", decimal: "point" }, id: randomUUID() };
}

async function newHistory(world: World): Promise<Params> {
  const body = await historyImportBody(world);
  const answer = await world.ask(OWNER, "post", "/v1/history-imports", body);
  if (answer.status >= 300) throw new Error(`POST /v1/history-imports: ${answer.body}`);
  return { id: body.id };
}

/** What still counts is not erased. */
async function takenBackHistory(world: World): Promise<Params> {
  const params = await newHistory(world);
  const path = `/v1/history-imports/${params["id"]}`;
  const answer = await world.ask(OWNER, "delete", path);
  if (answer.status >= 300) throw new Error(`DELETE ${path}: ${answer.body}`);
  return params;
}

/** By the ids of the operations. */
export const INDICATOR_OBJECTS = {
  readIndicators: OWN,
  readIndicatorFile: OWN,
  readAging: OWN,
  playTerms: OWN,
  setIndicatorSettings: OWN,
  listIndicatorSettings: OWN,
  importHistory: OWN,
  listHistoryImports: OWN,
  removeHistory: { kind: "thing", make: newHistory, missing: NO_ID },
  eraseHistory: { kind: "thing", make: takenBackHistory, missing: NO_ID },
} as const;
