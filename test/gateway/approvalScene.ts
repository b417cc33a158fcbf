/** A supplier with people who ask and people who sign. */
import { randomUUID } from "node:crypto";
import type { components } from "../../generated/openapi.d.ts";
import { approvalDigest, checkDecisions, signedReason } from "../../src/clients/approvalProof.ts";
import type { DecidedAsk } from "../../src/domain/duties/approvalMessage.ts";
import type { ApprovalKind } from "../../src/domain/duties/approvals.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { useApproval } from "../../src/gateway/approvals/using.ts";
import type { ApprovalNeed, UsedApproval } from "../../src/gateway/approvals/using.ts";
import { ProblemError } from "../../src/gateway/http/problems.ts";
import { shownInstant } from "../../src/gateway/receivables/showing.ts";
import { DAY, LEDGER } from "./book.ts";
import { addressOf, CHAIN_ID, openStage, person } from "./stage.ts";
import type { Over, Stage } from "./stage.ts";

type Schemas = components["schemas"];
export type Approval = Schemas["Approval"];

export const EUR: Address = "0x00000000000000000000000000000000000003d2";
export const OWNER = addressOf("the owner");
export const BUYER = addressOf("the buyer");

export interface Decided {
  readonly status: number;
  readonly problem: string | undefined;
}

export interface ApprovalScene extends Stage {
  readonly owner: string;
  /** Adds a person and signs it in. */
  member(name: string, role?: Schemas["NewMember"]["role"], over?: Partial<Schemas["NewMember"]>): Promise<string>;
  ask(token: string, over?: Partial<Schemas["NewApproval"]>): Promise<Approval>;
  /** Signs with the key of a person, as somebody signed in. @param over Of what is handed in. */
  decide(name: string, token: string, asked: Approval, over?: Decision): Promise<Decided>;
  read(id: string, token?: string): Promise<Approval>;
  /** Uses an approval in a transaction of its own; the code of the problem where it is refused. */
  use(over?: Partial<ApprovalNeed>): Promise<UsedApproval | null | string>;
}

export interface Decision {
  readonly isApproved?: boolean;
  readonly reason?: string;
  readonly deadline?: number;
  /** What is signed instead of what is asked for. */
  readonly signed?: Partial<{ organisation: Address; amount: bigint; id: string; subject: string }>;
  readonly signature?: Hex;
}

export const SUBJECT = "receivable 1";

export async function openApprovalScene(over: Over = {}): Promise<ApprovalScene> {
  const stage = await openStage({ ...over, config: { sessionSeconds: 400 * DAY, ...over.config } });
  const owner = await stage.signIn("the owner");
  const read: ApprovalScene["read"] = async (id, token = owner) => {
    const { data } = await stage.client(token).GET("/v1/approvals/{id}", { params: { path: { id } } });
    if (data === undefined) throw new Error(`nobody knows the approval ${id}`);
    return data;
  };
  return Object.assign(stage, {
    owner,
    read,
    member: async (name: string, role: Schemas["NewMember"]["role"] = "administrator", more = {}) => {
      const body = { account: addressOf(name), role, ...more };
      const { error } = await stage.client(owner).POST("/v1/members", { body });
      if (error !== undefined) throw new Error(`no member: ${error.detail}`);
      return stage.signIn(name, OWNER);
    },
    ask: async (token: string, more: Partial<Schemas["NewApproval"]> = {}) => {
      const about = { kind: "limitExceeded" as const, subject: SUBJECT, customer: BUYER, reason: "A large order" };
      const body = { id: randomUUID(), ...about, amount: "12000.00", currency: EUR, ...more };
      const { data, error } = await stage.client(token).POST("/v1/approvals", { body });
      if (data === undefined) throw new Error(`not asked: ${error.detail}`);
      return data;
    },
    decide: async (name: string, token: string, asked: Approval, given: Decision = {}) => {
      const { isApproved = true, reason = "Secured by a guarantee", deadline = stage.now + DAY } = given;
      const signature = given.signature ?? (await signed(name, asked, { isApproved, reason, deadline }, given.signed));
      const { error, response } = await stage.client(token).POST("/v1/approvals/{id}/decisions", {
        params: { path: { id: asked.id } },
        body: { isApproved, reason, deadline: shownInstant(deadline), signature },
      });
      return { status: response.status, problem: error?.type.replace("/problems/", "") };
    },
    use: async (more: Partial<ApprovalNeed> = {}) => {
      const need = { ...needOf(), ...more };
      return stage.database
        .transaction((tx) => useApproval(tx, need, stage.now))
        .catch((error: unknown) => {
          if (error instanceof ProblemError) return error.code;
          throw error;
        });
    },
  });
}

/**
 * Whether each decision of a proof is signed, by nothing but what the proof shows. @param over Of what it says was
 * asked.
 */
export async function checkProof(
  proof: Schemas["ApprovalProof"],
  over: Partial<DecidedAsk> = {},
): Promise<readonly boolean[]> {
  const { organisation, id, kind, subject, customer, currency, asker, amount, chainId, ledger } = proof;
  const asked = {
    ...{ organisation: organisation as Address, id, kind, subject, customer: customer as Address | null },
    ...{ currency: currency as Address | null, asker: asker as Address },
    ...{ amount: amount === null ? null : BigInt(amount), ...over },
  };
  const decisions = proof.decisions.map(({ approver, signature, reason, reasonHash = null, ...one }) => ({
    ...{ ...one, approver: approver as Address, signature: signature as Hex },
    reason: signedReason(reason, reasonHash as Hex | null),
  }));
  return checkDecisions({ chainId, ledger: ledger as Address }, asked, decisions);
}

/** What the owner is about to do with {@link SUBJECT}, for 12,000.00. */
function needOf(): ApprovalNeed {
  const kind: ApprovalKind = "limitExceeded";
  return {
    ...{ organisation: OWNER, kind, subject: SUBJECT, customer: BUYER, amount: 1_200_000n, currency: EUR },
    actor: OWNER,
  };
}

async function signed(
  name: string,
  asked: Approval,
  decision: { isApproved: boolean; reason: string; deadline: number },
  over: Decision["signed"] = {},
): Promise<Hex> {
  const { id, kind, subject, customer, asker } = asked;
  const amount = asked.amount === null ? null : BigInt(asked.amount.replace(".", ""));
  const ask = {
    ...{ organisation: OWNER, id, kind, subject, customer: customer as Address | null, amount },
    ...{ currency: asked.currency.address as Address | null, asker: asker as Address, ...over },
  };
  const digest = approvalDigest({ chainId: CHAIN_ID, ledger: LEDGER }, ask, decision);
  return person(name).sign({ hash: digest });
}
