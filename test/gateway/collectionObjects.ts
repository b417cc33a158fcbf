/** What the operations of collections are about. See `objects.ts`. */
import { dateOfDay } from "../../src/domain/terms.ts";
import type { World } from "./actors.ts";
import { DAY } from "./book.ts";
import { person } from "./stage.ts";

const OWNER = "the organisation itself";
const NO_INTENT = { id: "00000000-0000-4000-8000-000000000000" };

/** A payment plan that the owner has proposed and signed; it gives no more time, for which a credit policy may be. */
async function signedPlan(world: World): Promise<Readonly<Record<string, string>>> {
  const payBy = dateOfDay(Math.floor(world.stage.now / DAY) + 1);
  const prepared = await world.ask(OWNER, "post", "/v1/intents", {
    ...{ verb: "agreePlan", receivable: world.own, debt: "1000.00", interest: { kind: "stands" } },
    instalments: [{ amount: "1000.00", payBy }],
  });
  if (prepared.status >= 300) throw new Error(`no plan was prepared: ${prepared.body}`);
  const { id, message } = JSON.parse(prepared.body) as {
    id: string;
    message: Parameters<ReturnType<typeof person>["signTypedData"]>[0];
  };
  const signature = await person("supplier").signTypedData(message);
  const { status, body } = await world.ask(OWNER, "post", `/v1/intents/${id}/signature`, { signature });
  if (status !== 200) throw new Error(`no plan was signed: ${body}`);
  return { id };
}

const opening = { kind: "words", text: "hello", salt: `0x${"11".repeat(32)}` } as const;

/** By the ids of the operations. */
export const COLLECTION_OBJECTS = {
  readCollection: { kind: "receivable", grantees: true },
  openCollection: { kind: "receivable", grantees: false, body: () => opening },
  readCollectionSchedules: { kind: "own" },
  readPlanConsent: { kind: "thing", make: signedPlan, missing: NO_INTENT },
  setPlanLimit: { kind: "own" },
  readPlanLimit: { kind: "own" },
} as const;
