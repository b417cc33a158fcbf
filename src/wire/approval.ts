/** What takes somebody else's signature: requests, decisions, the tiers that ask for them, and who decides for whom. */
import { z } from "zod";
import { APPROVAL_KINDS, APPROVAL_STATES, APPROVAL_WORDS } from "../domain/duties/approvals.ts";
import { DUTIES } from "../domain/duties/duties.ts";
import { uuid } from "./act.ts";
import { signature, typedData } from "./intent.ts";
import { line, moment } from "./personal.ts";
import { address, amount, bytes, cursor, hash, instant, integer } from "./scalars.ts";
import { currency } from "./terms.ts";

const MOST_TIERS = 200;
const MOST_APPROVERS = 10;
const LONGEST_HOURS = 2_160;
const LONGEST_WINDOW = 366;

const kind = z.enum(APPROVAL_KINDS).meta({ description: "What it is to do." });
const duty = z.enum(DUTIES);
const subject = line(400)
  .overwrite((text) => text.toLowerCase())
  .meta({ description: "What it is about: an address, the id of a receivable, or as a refusal named it." });
const next = cursor.nullable();

/** A sum has a currency, and a currency a sum. */
function isWhole({ amount: sum, currency: of }: { amount: string | null; currency: string | null }): boolean {
  return (sum === null) === (of === null);
}
const WHOLE = "give amount and currency, or neither";

/** A request to be made. */
export const newApproval = z
  .strictObject({
    id: uuid,
    kind,
    subject,
    customer: address.nullable().default(null).meta({ description: "Whose sums count together." }),
    amount: amount.nullable().default(null).meta({ description: "The most that may be done with it." }),
    currency: address.nullable().default(null),
    reason: line(500),
  })
  .refine(isWhole, { message: WHOLE, path: ["amount"] })
  .meta({ id: "NewApproval" });

/** A decision to be handed in. */
export const newApprovalDecision = z
  .strictObject({
    isApproved: z.boolean(),
    reason: line(500),
    deadline: moment.meta({ description: "As it was signed; the last instant at which it is taken." }),
    signature: signature.shape.signature,
  })
  .meta({ id: "NewApprovalDecision" });

/** What is to be signed. */
export const approvalMessageQuery = z
  .strictObject({
    isApproved: z
      .enum(["true", "false"])
      .default("true")
      .transform((text) => text === "true"),
    reason: line(500).default("As asked"),
    deadline: moment.optional().meta({ description: "The last instant of the request if it is left out." }),
  })
  .meta({ id: "ApprovalMessageQuery" });

export const approvalMessage = z.strictObject({ message: typedData }).meta({ id: "ApprovalMessage" });

const decision = z
  .strictObject({
    approver: address,
    isApproved: z.boolean(),
    reason: z.string(),
    deadline: instant,
    signature: bytes,
    delegation: uuid.nullable().meta({ description: "By whose leave; null where it had the duty itself." }),
    at: instant,
    counts: z.boolean().meta({ description: "Whether the approver may still decide, and is not counted already." }),
  })
  .meta({ id: "ApprovalDecision" });

/** A request, and what became of it. */
export const approval = z
  .strictObject({
    ...{ id: uuid, kind, subject: z.string(), customer: address.nullable(), amount: amount.nullable(), currency },
    ...{ reason: z.string(), asker: address, asked: instant },
    until: instant.meta({ description: "The last instant at which it may be decided and used." }),
    needed: z.int().min(1).meta({ description: "How many people have to sign, none of them whoever asks." }),
    duty: duty.meta({ description: "Whose signature counts." }),
    escalatesTo: duty.nullable().meta({ description: "Whose counts too from `escalates` on." }),
    escalates: instant,
    policy: z.int().min(0).meta({ description: "Version of the policy; 0 where there was none." }),
    state: z.enum(APPROVAL_STATES),
    told: z.enum(APPROVAL_WORDS).meta({ description: "What was last told while it waited." }),
    usedAt: instant.nullable(),
    usedBy: address.nullable(),
    decisions: z.array(decision),
  })
  .meta({ id: "Approval" });

export const approvalPage = z.strictObject({ items: z.array(approval), next }).meta({ id: "ApprovalPage" });

/** A decision as an auditor can check it without this gateway. */
export const approvalProof = z
  .strictObject({
    format: z.literal("countersign approval 1"),
    organisation: address,
    chainId: z.int().min(1),
    ledger: address,
    ...{ id: uuid, kind, subject: z.string(), customer: address.nullable() },
    amount: integer.nullable().meta({ description: "Minor units." }),
    ...{ currency: address.nullable(), asker: address },
    decisions: z.array(
      z.strictObject({
        ...{ approver: address, isApproved: z.boolean() },
        reason: z.string().nullable().meta({ description: "Null once its text is erased." }),
        reasonHash: hash
          .nullable()
          .optional()
          .meta({
            description:
              "Keccak-256 of the reason, which is what EIP-712 signs of a text: whoever has no text checks with it. " +
              "Null " +
              "or left out by gateways that erased it too.",
          }),
        deadline: z.int().min(0).meta({ description: "Unix seconds, as it was signed." }),
        ...{ signature: bytes, at: instant },
      }),
    ),
  })
  .meta({ id: "ApprovalProof" });

const tier = z
  .strictObject({
    kind,
    currency: address.nullable().meta({ description: "Null for every currency without a tier, and for no amount." }),
    from: amount.nullable().meta({ description: "From this amount on; null for every one." }),
    approvers: z.int().min(0).max(MOST_APPROVERS),
    duty,
    hours: z.int().min(1).max(LONGEST_HOURS).meta({ description: "To decide it and to use it." }),
    escalatesTo: duty.nullable().meta({ description: "Whose signature counts too in the second half of the hours." }),
  })
  .meta({ id: "ApprovalTier" });

export const newApprovalPolicy = z
  .strictObject({
    reason: line(500),
    windowDays: z.int().min(0).max(LONGEST_WINDOW).meta({
      description: "Sums about one subject or customer that were asked for within so many days count together.",
    }),
    tiers: z.array(tier).max(MOST_TIERS),
  })
  .meta({ id: "NewApprovalPolicy" });

export const approvalPolicy = newApprovalPolicy
  .extend({
    tiers: z.array(tier.extend({ currency: currency.nullable() })),
    ...{ version: z.int().min(1), since: instant, setBy: address },
    inForce: z
      .boolean()
      .meta({ description: "A policy that was replaced counts a day longer, where it asks for more." }),
  })
  .meta({ id: "ApprovalPolicy" });

export const approvalPolicies = z.strictObject({ items: z.array(approvalPolicy) }).meta({ id: "ApprovalPolicies" });

export const newApprovalDelegation = z
  .strictObject({
    id: uuid,
    delegate: address.meta({ description: "Who decides instead; a member or an agent." }),
    duty,
    amount: amount
      .nullable()
      .default(null)
      .meta({ description: "The largest request; null for any, also without an amount." }),
    currency: address.nullable().default(null),
    until: moment.meta({ description: "Last instant; at most 92 days from now." }),
  })
  .refine(isWhole, { message: WHOLE, path: ["amount"] })
  .meta({ id: "NewApprovalDelegation" });

export const approvalDelegation = z
  .strictObject({
    ...{ id: uuid, delegator: address, delegate: address, duty, amount: amount.nullable(), currency },
    ...{ since: instant, until: instant },
  })
  .meta({ id: "ApprovalDelegation" });

export const approvalDelegations = z
  .strictObject({ items: z.array(approvalDelegation) })
  .meta({ id: "ApprovalDelegations" });
