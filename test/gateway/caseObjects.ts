/** What the operations are about that have to do with cases. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const ADVISER = addressOf("a lawyer");
const UNTIL = "2090-01-01T00:00:00Z";

/** A case over the world's own receivable. */
export function caseBody(world: World): Record<string, unknown> {
  const about = { customer: addressOf("buyer"), title: "Overdue", jurisdiction: "CN" };
  return { id: randomUUID(), ...about, receivables: [world.own] };
}

async function made(world: World, path: string, body: unknown): Promise<void> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.body}`);
}

const newCase = async (world: World): Promise<Params> => {
  const body = caseBody(world);
  await made(world, "/v1/cases", body);
  return { id: body["id"] as string };
};
const newAdviser = async (world: World): Promise<Params> => {
  const { id = "" } = await newCase(world);
  await made(world, `/v1/cases/${id}/advisers`, { adviser: ADVISER, until: UNTIL });
  return { id, adviser: ADVISER };
};

export const CASE_OBJECTS = {
  listCases: OWN,
  openCase: OWN,
  readCase: { kind: "thing", make: newCase, missing: NO_ID },
  addCaseEntry: {
    kind: "thing",
    make: newCase,
    missing: NO_ID,
    body: { id: "0190f1de-3a55-7000-8000-0000000000aa", entry: { kind: "note", text: "Called; nobody answers." } },
  },
  nameCaseAdviser: {
    kind: "thing",
    make: newCase,
    missing: NO_ID,
    body: { adviser: ADVISER, until: UNTIL },
  },
  endCaseAdviser: { kind: "thing", make: newAdviser, missing: { ...NO_ID, adviser: ADVISER } },
} as const;
