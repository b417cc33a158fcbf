/** What the operations of approvals are about. See `objects.ts`. */
import { randomUUID } from "node:crypto";
import type { World } from "./actors.ts";
import { addressOf } from "./stage.ts";

type Params = Readonly<Record<string, string>>;
type Body = Readonly<Record<string, unknown>> & { readonly id: string };

const OWNER = "the organisation itself";
const OWN = { kind: "own" } as const;
const NO_ID = { id: "00000000-0000-4000-8000-000000000000" };
const SIGNATURE = `0x${"11".repeat(65)}`;
const DEADLINE = "2090-01-01T00:00:00Z";

export const approvalBody = (): Body => ({
  ...{ id: randomUUID(), kind: "limitExceeded", subject: "a receivable", customer: addressOf("buyer") },
  ...{ amount: "12000", currency: "0x00000000000000000000000000000000000003d2", reason: "A large order" },
});
export const approvalPolicyBody = (): object => ({
  ...{ reason: "House rules", windowDays: 30 },
  tiers: [
    {
      ...{ kind: "limitChange", currency: "0x00000000000000000000000000000000000003d2", from: "10000.00" },
      ...{ approvers: 1, duty: "approveCredit", hours: 48, escalatesTo: "approveActs" },
    },
  ],
});
const DECISION = { isApproved: true, reason: "Secured", deadline: DEADLINE, signature: SIGNATURE };

async function post(world: World, path: string, body: Body): Promise<Params> {
  const answer = await world.ask(OWNER, "post", path, body);
  if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.body}`);
  return { id: body.id };
}

const newApproval = (world: World): Promise<Params> => post(world, "/v1/approvals", approvalBody());

/** One that is over: what is open keeps its words. */
async function withdrawnApproval(world: World): Promise<Params> {
  const made = await newApproval(world);
  const { id = "" } = made;
  const answer = await world.ask(OWNER, "post", `/v1/approvals/${id}/withdrawal`);
  if (answer.status >= 300) throw new Error(`the approval is not withdrawn: ${answer.body}`);
  return made;
}

/** Somebody who may decide in the organisation's place: its agent. */
export const approvalDelegationBody = (world: World): Body => ({
  ...{ id: randomUUID(), delegate: addressOf("agent"), duty: "approveCredit" },
  until: new Date((world.stage.now + 86_400) * 1_000).toISOString().replace(/\.\d{3}Z$/, "Z"),
});
const newDelegation = (world: World): Promise<Params> =>
  post(world, "/v1/approval-delegations", approvalDelegationBody(world));

const ofApproval = { kind: "thing", make: newApproval, missing: NO_ID } as const;

export const APPROVAL_OBJECTS = {
  listApprovals: OWN,
  askApproval: OWN,
  readApproval: ofApproval,
  readApprovalMessage: ofApproval,
  decideApproval: { ...ofApproval, body: DECISION },
  withdrawApproval: ofApproval,
  eraseApprovalTexts: { ...ofApproval, make: withdrawnApproval },
  readApprovalProof: ofApproval,
  listApprovalPolicies: OWN,
  setApprovalPolicy: OWN,
  listApprovalDelegations: OWN,
  delegateApproval: OWN,
  revokeApprovalDelegation: { kind: "thing", make: newDelegation, missing: NO_ID },
} as const;
