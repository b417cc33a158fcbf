/** What the operations of duties are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;
type Body = Readonly<Record<string, unknown>> & { readonly id: string };

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };

export const dutyBody = (): Body => ({ id: randomUUID(), account: addressOf("reader"), duty: "audit" });
export const accountLinkBody = (): object => ({ account: addressOf("reader"), sameAs: addressOf("sales") });
/** Nothing is enforced yet, and so nothing is to be ended. */
export const enforcementBody = (): object => ({ isOn: false });

async function newDuty(world: World): Promise<Params> {
  const body = dutyBody();
  const answer = await world.ask(OWNER, "post", "/v1/duties", body);
  if (answer.status !== 201) throw new Error(`POST /v1/duties: ${answer.body}`);
  return { id: body.id };
}

export const DUTY_OBJECTS = {
  readDuties: OWN,
  assignDuty: OWN,
  endDuty: { kind: "thing", make: newDuty, missing: NO_ID },
  linkDutyAccounts: OWN,
  setDutyEnforcement: OWN,
  listDutyActs: OWN,
  readDutyReport: OWN,
  readDutyReportFile: OWN,
} as const;
