/** What an organisation wants to do at a factor's desk: calls that its own account sends, or that anybody may. */
import { z } from "zod";
import { ClaimReason, Recipient } from "../domain/factoring/deal.ts";
import type { Verb } from "../domain/receivable.ts";
import { moment } from "./personal.ts";
import { address, amount, hash, nonce } from "./scalars.ts";

type ReasonName = Exclude<keyof typeof ClaimReason, "Misdirected">;

/** Who can have got money that moved outside the chain. */
export const RECIPIENTS = Object.keys(Recipient) as [keyof typeof Recipient, ...(keyof typeof Recipient)[]];

/** Why a factor can charge back; a misdirected payment is charged by its receipt. */
const REASONS = Object.keys(ClaimReason).filter((name) => name !== "Misdirected") as [ReasonName, ...ReasonName[]];

/** What a factor alone may do at the ledger in the name of its desk, and let others do. */
export const DESK_VERBS = ["Debit", "WriteOff", "Accelerate"] as const satisfies readonly (keyof typeof Verb)[];

const MOST_NONCES = 256;

const account = address.optional().meta({ description: "Whose cash it is; the organisation's own unless told." });
const desk = address.meta({ description: "Of the factor, as `GET /v1/deals` names it." });

/** The fields of the acts at desks, by their verbs. */
export const DEAL_ACT_FIELDS = {
  openDesk: {},
  repay: {
    receivable: hash,
    maxCash: amount.meta({ description: "The most that is given; never more than is outstanding." }),
  },
  buyBack: { receivable: hash },
  reassign: { receivable: hash },
  agreeAct: { receivable: hash, act: hash.meta({ description: "Of the proposals of the deal, by its hash." }) },
  chargeBack: {
    receivable: hash,
    reason: z.enum(REASONS),
    evidence: hash.meta({ description: "Hash of what supports it." }),
  },
  withdraw: { desk, account, currency: address },
  spendNonces: {
    first: nonce.meta({ description: "Of the offers that are to count no more." }),
    count: z.int().min(1).max(MOST_NONCES).default(1),
  },
  giveDeskMandate: {
    agent: address,
    verbs: z.array(z.enum(DESK_VERBS)).min(1).max(DESK_VERBS.length),
    from: moment.optional().meta({ description: "First instant; at once unless told." }),
    until: moment,
    document: hash.meta({ description: "Hash of the power of attorney." }),
  },
  revokeDeskMandate: { agent: address },
  claim: { receivable: hash },
  collect: { receivable: hash },
} as const;

/** Beside a receipt, where a desk holds what it pays. */
export const recipient = z
  .enum(RECIPIENTS)
  .optional()
  .meta({
    description:
      "Where a factor's desk holds it, and nowhere else: who got the money. Factor, or SellerKept of what the buyer " +
      "advised and the seller did not hand over: for the factor to record. SellerTurnedOver: for the seller, which " +
      "hands the factor its part with the call. Unless told, the first or the last, by who asks.",
  });
