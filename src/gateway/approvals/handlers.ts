/** What takes somebody else's signature. */
import type { z } from "zod";
import { approvalMessage } from "../../domain/duties/approvalMessage.ts";
import type { Address } from "../../domain/receivable.ts";
import { decisionsOf, eraseApprovalTexts } from "../../store/approvalDecisions.ts";
import { delegationsOf } from "../../store/approvalPolicies.ts";
import { approvalOf, approvalsBefore, endApproval, lockApproval } from "../../store/approvals.ts";
import type { StoredApproval } from "../../store/approvals.ts";
import type { Transaction } from "../../store/database.ts";
import { readPower } from "../../store/members.ts";
import type { approval } from "../../wire/approval.ts";
import type { APPROVAL_OPERATIONS } from "../../wire/operations/approvals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { minorUnits } from "../intents/amounts.ts";
import { typedData } from "../intents/showing.ts";
import { createCursors } from "../receivables/cursors.ts";
import { askApproval } from "./asking.ts";
import { checkOpen, checkOver, decide } from "./deciding.ts";
import { delegate, revoke, shownDelegation } from "./delegating.ts";
import { readStaff } from "./eligible.ts";
import { eraseTexts } from "./erasing.ts";
import { setPolicy, shownPolicies } from "./policies.ts";
import { shownApprovals, shownProof } from "./showing.ts";
import { tellApproval } from "./telling.ts";

export function approvalHandlers(deps: GatewayDeps): Handlers<typeof APPROVAL_OPERATIONS> {
  const { config, database, tokens, now, addresses } = deps;
  const cursors = createCursors(config.secret);
  const find = async ({ organisation }: Member, id: string): Promise<StoredApproval> => {
    const found = await approvalOf(database, organisation, id);
    if (found === undefined || found.needed === 0) throw notFound();
    return found;
  };
  const show = async (member: Member, id: string): Promise<z.output<typeof approval>> => {
    const staff = await readStaff(database, member.organisation, now());
    const [shown] = await shownApprovals(database, staff, [await find(member, id)], tokens);
    if (shown === undefined) throw notFound();
    return shown;
  };
  return {
    listApprovals: async ({ member: { organisation }, query }) => {
      const read = (before: number, limit: number) => approvalsBefore(database, organisation, before, limit);
      const placeOf = ({ number }: StoredApproval): number => number;
      const list = { cursors, list: `approvals of ${organisation}`, first: Number.MAX_SAFE_INTEGER, placeOf, read };
      const { rows, next } = await pageOf<StoredApproval, number>(list, query);
      const staff = await readStaff(database, organisation, now());
      return { status: 200, body: { items: [...(await shownApprovals(database, staff, rows, tokens))], next } };
    },
    askApproval: async ({ member, body: { amount: text, currency, ...body } }) => {
      const { organisation, account: asker } = member;
      const amount = text === null || currency === null ? null : minorUnits(text, currency, tokens, "body.amount");
      const asked = { ...body, organisation, amount, currency, asker };
      await database.transaction((tx) => askApproval(tx, asked, now()));
      return { status: 201, body: await show(member, body.id) };
    },
    readApproval: async ({ member, params }) => ({ status: 200, body: await show(member, params.id) }),
    readApprovalMessage: async ({ member, params, query }) => {
      const asked = await find(member, params.id);
      const { deadline = asked.until, ...decision } = query;
      const message = approvalMessage(asked, { ...decision, deadline });
      return { status: 200, body: { message: typedData(message, addresses) } };
    },
    decideApproval: async ({ member, params, body }) => {
      await find(member, params.id);
      await decide(deps, member, params.id, body);
      return { status: 201, body: await show(member, params.id) };
    },
    withdrawApproval: async ({ member, params }) => {
      await find(member, params.id);
      await withdraw(deps, member, params.id);
      return { status: 200, body: await show(member, params.id) };
    },
    eraseApprovalTexts: ({ member, params: { id } }) =>
      eraseTexts(deps, member, { kind: "approval", id, erase: (tx, of) => eraseOver(tx, of, id, now()) }),
    readApprovalProof: async ({ member, params }) => {
      const found = await find(member, params.id);
      const decisions = (await decisionsOf(database, [found.number])).get(found.number) ?? [];
      return { status: 200, body: shownProof(found, decisions, addresses) };
    },
    ...ruleHandlers(deps),
  };
}

type RuleOperations = Pick<
  typeof APPROVAL_OPERATIONS,
  | "listApprovalPolicies"
  | "setApprovalPolicy"
  | "listApprovalDelegations"
  | "delegateApproval"
  | "revokeApprovalDelegation"
>;

/** From which amounts others sign, and who signs in whose place. */
function ruleHandlers(deps: GatewayDeps): Handlers<RuleOperations> {
  const { database, tokens, now } = deps;
  return {
    listApprovalPolicies: async ({ member }) => ({ status: 200, body: await shownPolicies(deps, member.organisation) }),
    setApprovalPolicy: async ({ member, body }) => {
      await setPolicy(deps, member, body);
      return { status: 201, body: await shownPolicies(deps, member.organisation) };
    },
    listApprovalDelegations: async ({ member: { organisation } }) => {
      const running = await delegationsOf(database, organisation, now());
      return { status: 200, body: { items: running.map((one) => shownDelegation(one, tokens)) } };
    },
    delegateApproval: async ({ member, body }) => {
      return { status: 201, body: shownDelegation(await delegate(deps, member, body), tokens) };
    },
    revokeApprovalDelegation: async ({ member, params }) => {
      await revoke(deps, member, params.id);
      return { status: 204, body: undefined };
    },
  };
}

/** Erases the reasons of a request that is over. @throws ProblemError `ApprovalOpen` */
async function eraseOver(tx: Transaction, organisation: Address, id: string, at: number): Promise<boolean> {
  const found = await lockApproval(tx, organisation, id);
  if (found === undefined || found.needed === 0) return false;
  checkOver(found, at);
  await eraseApprovalTexts(tx, found.number);
  return true;
}

/** @throws ProblemError `ApprovalOver`, `NotAuthorised` */
async function withdraw({ database, now }: GatewayDeps, { organisation, account }: Member, id: string): Promise<void> {
  await database.transaction(async (tx) => {
    const found = await lockApproval(tx, organisation, id);
    if (found === undefined) throw notFound();
    const { own, role } = await readPower(tx, organisation, account, now());
    if (found.asker !== account && !own && role !== "administrator") {
      throw new ProblemError("NotAuthorised", `${found.asker} asked for it: let it or an administrator withdraw it`);
    }
    checkOpen(found, now());
    await endApproval(tx, found.number, "withdrawn", now());
    await tellApproval(tx, { organisation, id, kind: found.kind, word: "withdrawn", at: now() });
  });
}
