/** Preparing, signing and following acts, over HTTP. */
import type { z } from "zod";
import { invitationBy, join, legalIdsOf, openLegalId } from "../../store/counterparties.ts";
import { listIntents } from "../../store/intentListing.ts";
import type { IntentPageEnd } from "../../store/intentListing.ts";
import { intentOf } from "../../store/intents.ts";
import { isCollectionAct, isDealAct, isNoticeAct } from "../../wire/act.ts";
import type { Act } from "../../wire/act.ts";
import type { Intent, intentPage, IntentQuery, joined as joinedShape, legalIds } from "../../wire/intent.ts";
import type { INTENT_OPERATIONS } from "../../wire/operations/intents.ts";
import type { CHECKING_OPERATIONS } from "../../wire/operations/intentsChecking.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { prepareBatch, readBatch, signAll } from "./batches.ts";
import { exceptionsOf, setRule, shownRules } from "./checking.ts";
import { consentFileOf } from "./consentFiles.ts";
import { sharedIntent, takeUpOne } from "./cosigning.ts";
import { prepareCollectionAct } from "./collectionPreparing.ts";
import { tokenHashOf } from "./invitations.ts";
import { bindBuyer, prepareReceivable } from "./issuing.ts";
import { prepareDealAct } from "./dealPreparing.ts";
import { prepareNoticeAct } from "./noticePreparing.ts";
import { prepareAct } from "./preparing.ts";
import type { Prepared } from "./preparingOnce.ts";
import { shownAll, shownOne } from "./shownIntents.ts";
import { sendOne, signOne, withdrawOne } from "./signing.ts";
import { prepareStatementAct } from "./statementPreparing.ts";
import { sumHandlers } from "./sums.ts";
import { prepareTransfer } from "./transferring.ts";

export function intentHandlers(deps: GatewayDeps): Handlers<typeof INTENT_OPERATIONS> {
  const cursors = createCursors(deps.config.secret);
  const shown = async (member: Member, id: string): Promise<{ readonly status: 200; readonly body: Intent }> => ({
    status: 200,
    body: await shownOne(deps, member, await sharedIntent(deps, member, id)),
  });
  return {
    prepareReceivable: async ({ member, body }) => {
      const { intent, isNew, link } = await prepareReceivable(deps, member, body);
      return { status: isNew ? 201 : 200, body: await shownOne(deps, member, intent, link) };
    },
    prepareIntent: async ({ member, body }) => {
      const { intent, isNew } = await prepareAny(deps, member, body);
      return { status: isNew ? 201 : 200, body: await shownOne(deps, member, intent) };
    },
    listIntents: async ({ member, query }) => ({ status: 200, body: await page(deps, member, query, cursors) }),
    readIntent: ({ member, params }) => shown(member, params.id),
    readConsent: async ({ member, params }) => ({ status: 200, body: await consentFileOf(deps, member, params.id) }),
    signIntent: async ({ member, params, body }) => {
      await signOne(deps, member, params.id, body);
      return shown(member, params.id);
    },
    sendIntent: async ({ member, params }) => {
      await sendOne(deps, member, params.id);
      return shown(member, params.id);
    },
    takeUpIntent: async ({ member, params }) => {
      await takeUpOne(deps, member, params.id);
      return shown(member, params.id);
    },
    withdrawIntent: async ({ member, params }) => {
      await withdrawOne(deps, member, params.id);
      return shown(member, params.id);
    },
    prepareBatch: async ({ member, body }) => {
      const { batch, isNew } = await prepareBatch(deps, member, body);
      return { status: isNew ? 201 : 200, body: batch };
    },
    readBatch: async ({ member, params }) => ({ status: 200, body: await readBatch(deps, member, params.id) }),
    signBatch: async ({ member, params, body }) => {
      return { status: 200, body: await signAll(deps, member, params.id, body) };
    },
    joinInvitation: async ({ member, body }) => ({ status: 200, body: await joinBy(deps, member, body.token) }),
    openLegalId: async ({ member, body }) => {
      if (!(await openLegalId(deps.database, member.organisation, body, believing(deps)))) {
        const wayOut = "give value and opening exactly as the registrar hashed them";
        throw new ProblemError("IdentifierNotVouched", `no registrar that is believed here vouches for it: ${wayOut}`);
      }
      return { status: 200, body: await shownLegalIds(deps, member) };
    },
    listLegalIds: async ({ member }) => ({ status: 200, body: await shownLegalIds(deps, member) }),
    ...sumHandlers(deps),
    ...checkingHandlers(deps, cursors),
  };
}

function checkingHandlers(deps: GatewayDeps, cursors: Cursors): Handlers<typeof CHECKING_OPERATIONS> {
  return {
    setCheckingRule: async ({ member, body }) => {
      await setRule(deps, member, body);
      return { status: 200, body: await shownRules(deps, member) };
    },
    listCheckingRules: async ({ member }) => ({ status: 200, body: await shownRules(deps, member) }),
    listExceptions: async ({ member, query }) => {
      return { status: 200, body: await exceptionsOf(deps, member, query.cursor, cursors) };
    },
  };
}

function prepareAny(deps: GatewayDeps, member: Member, act: Act): Promise<Prepared> {
  if ("statement" in act) return prepareStatementAct(deps, member, act);
  if (act.verb === "transfer") return prepareTransfer(deps, member, act);
  if (isCollectionAct(act)) return prepareCollectionAct(deps, member, act);
  if (isNoticeAct(act)) return prepareNoticeAct(deps, member, act);
  return isDealAct(act) ? prepareDealAct(deps, member, act) : prepareAct(deps, member, act);
}

function believing({ config, now }: GatewayDeps): { registrars: NonNullable<typeof config.registrars>; now: number } {
  return { registrars: config.registrars ?? [], now: now() };
}

async function shownLegalIds(deps: GatewayDeps, { organisation }: Member): Promise<z.output<typeof legalIds>> {
  const opened = await legalIdsOf(deps.database, organisation, believing(deps));
  return { items: opened.map(({ value, vouched }) => ({ value, vouched })) };
}

async function page(
  deps: GatewayDeps,
  member: Member,
  { cursor, limit, ...about }: IntentQuery,
  cursors: Cursors,
): Promise<z.output<typeof intentPage>> {
  const { organisation } = member;
  const list = JSON.stringify(["intents", organisation, about]);
  const after = cursor === undefined ? undefined : cursors.open(list, cursor);
  if (cursor !== undefined && after === undefined) {
    throw new ProblemError("CursorInvalid", "pass `next` back unchanged, with the same filters");
  }
  const { verb, receivable, statement, notice } = about;
  const filter = {
    organisation,
    ...(verb === undefined ? {} : { verb }),
    ...(receivable === undefined ? {} : { receivable }),
    ...(statement === undefined ? {} : { statement }),
    ...(notice === undefined ? {} : { notice }),
  };
  const found = await listIntents(deps.database, filter, limit + 1, after as IntentPageEnd | undefined);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const end = found.length > rows.length && last ? { prepared: last.prepared, id: last.id } : undefined;
  return { items: await shownAll(deps, member, rows), next: end === undefined ? null : cursors.seal(list, end) };
}

/** One answer for what there never was, what was used and what has expired: whoever guesses learns nothing. */
const UNKNOWN = "ask whoever sent the link for another one";

/** Binds the organisation that is signed in as the buyer. @throws ProblemError */
async function joinBy(deps: GatewayDeps, member: Member, token: string): Promise<z.output<typeof joinedShape>> {
  const { database, now } = deps;
  const { organisation, account } = member;
  const invitation = await invitationBy(database, tokenHashOf(token), now());
  const intent = invitation && (await intentOf(database, invitation.intent));
  if (intent === undefined) throw new ProblemError("InvitationUnknown", UNKNOWN);
  const bound = await bindBuyer(deps, intent, organisation, (tx) =>
    join(tx, intent.id, { organisation, account, at: now() }),
  );
  const receivable = bound?.receivable ?? undefined;
  if (receivable === undefined) throw new ProblemError("InvitationUnknown", UNKNOWN);
  return { organisation, supplier: intent.organisation, receivable };
}
