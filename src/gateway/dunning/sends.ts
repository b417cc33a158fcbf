/** Notices that were made, over HTTP: what waits, what was sent, and letters to be printed. */
import { letterAsPdf } from "../../documents/letters/letterPdf.ts";
import type { DunningLetter } from "../../documents/letters/letter.ts";
import { noticeResolution } from "../../domain/collections/notice.ts";
import type { SentRow } from "../../domain/collections/notice.ts";
import type { Address } from "../../domain/receivable.ts";
import { dunningEscalationsOf } from "../../store/dunningEscalations.ts";
import type { DunningEscalation } from "../../store/dunningEscalations.ts";
import { noteDunningDone, withdrawDunningSend } from "../../store/dunningSending.ts";
import { sentRowsOf } from "../../store/dunningResolution.ts";
import { dunningSendOf, dunningSendsBefore } from "../../store/dunningSends.ts";
import type { DunningSend } from "../../store/dunningSends.ts";
import type { Sql } from "../../store/database.ts";
import { lookAgain } from "../../store/dunningItems.ts";
import type { ShownDunningSend } from "../../wire/dunningSend.ts";
import type { DUNNING_OPERATIONS } from "../../wire/operations/dunning.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { judgeDunning } from "./judging.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownAmount, shownCurrency, shownInstant } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";

type Own = "listDunningSends" | "readDunningSend" | "readDunningLetter" | "noteDunningPrinted" | "withdrawDunningSend";

const LAST = Number.MAX_SAFE_INTEGER;

export function sendHandlers(deps: GatewayDeps): Pick<Handlers<typeof DUNNING_OPERATIONS>, Own> {
  const { database, config, now, tokens } = deps;
  const cursors = createCursors(config.secret);
  return {
    listDunningSends: async ({ member: { organisation }, query: { customer, item, state, ...query } }) => {
      const list = JSON.stringify(["dunning sends", organisation, customer, item, state]);
      const filter = { ...(customer && { customer }), ...(item && { item }), ...(state && { states: [state] }) };
      const read = (before: number, limit: number): Promise<readonly DunningSend[]> =>
        dunningSendsBefore(database, organisation, filter, before, limit);
      const placeOf = ({ sequence }: DunningSend): number => sequence;
      const { rows, next } = await pageOf({ cursors, list, first: LAST, placeOf, read }, query);
      return { status: 200, body: { items: await shownSends(database, rows, tokens), next } };
    },
    readDunningSend: async ({ member: { organisation }, params: { id } }) => {
      const send = await ownSend(database, organisation, id);
      const { target, salt, text } = send;
      const [shown] = await shownSends(database, [send], tokens);
      if (shown === undefined) throw notFound();
      return { status: 200, body: { ...shown, target, salt, text } };
    },
    readDunningLetter: async ({ member: { organisation }, params: { id } }) => {
      const { content, language } = await stillRight(deps, await ownSend(database, organisation, id));
      // Only letters are kept there.
      const pdf = await letterAsPdf(content as DunningLetter, language as "en" | "zh");
      const headers = { "Content-Disposition": `attachment; filename="notice-${id}.pdf"` };
      // What is no text goes out as the bytes that it is.
      return { status: 200, body: Buffer.from(pdf) as unknown as string, headers };
    },
    noteDunningPrinted: async ({ member: { organisation, account }, params: { id } }) => {
      const { state } = await ownSend(database, organisation, id);
      const isDone = await noteDunningDone(database, id, { done: "printed", at: now(), by: account });
      if (!isDone && state !== "printed") throw sendOver("it is no letter that waits to be printed");
      return { status: 204, body: undefined };
    },
    withdrawDunningSend: async ({ member: { organisation, account }, params: { id }, body: { reason } }) => {
      const { customer, state } = await ownSend(database, organisation, id);
      const withdrawal = { reason, at: now(), by: account, isClaimed: false };
      const isWithdrawn = await database.transaction(async (tx) => {
        await lookAgain(tx, organisation, customer, now());
        return withdrawDunningSend(tx, id, withdrawal);
      });
      if (!isWithdrawn && state !== "withdrawn") throw sendOver("it was sent, or is on its way");
      return { status: 204, body: undefined };
    },
  };
}

/**
 * A letter that waits is judged before it is printed as every notice is before it is sent: the debtor may have paid.
 * @throws ProblemError `DunningSendOver`
 */
async function stillRight({ database, config, now }: GatewayDeps, send: DunningSend): Promise<DunningSend> {
  if (send.state !== "toPrint") return send;
  const judgement = await judgeDunning({ database, behindSeconds: config.behindSeconds }, send, now());
  if (judgement.kind !== "withdraw") return send;
  throw sendOver(`the letter is no longer right (${judgement.reason}): withdraw it`);
}

export function sendOver(why: string): ProblemError {
  return new ProblemError("DunningSendOver", why);
}

/** @throws ProblemError `NotFound` */
export async function ownSend(sql: Sql, organisation: Address, id: string): Promise<DunningSend> {
  const send = await dunningSendOf(sql, id);
  if (send?.organisation !== organisation) throw notFound();
  return send;
}

async function shownSends(sql: Sql, sends: readonly DunningSend[], tokens: Tokens): Promise<ShownDunningSend[]> {
  const ids = sends.map(({ id }) => id);
  const [escalations, rows] = [await dunningEscalationsOf(sql, ids), await sentRowsOf(sql, ids)];
  return sends.map((send) =>
    shownSend(send, { escalation: escalations.get(send.id), rows: rows.get(send.id) }, tokens),
  );
}

interface Since {
  readonly escalation: DunningEscalation | undefined;
  readonly rows: readonly SentRow[] | undefined;
}

function shownSend(send: DunningSend, { escalation, rows = [] }: Since, tokens: Tokens): ShownDunningSend {
  const { id, customer, policy, policyVersion, level, stage, channel, person, language, state, items } = send;
  const currency = shownCurrency(send.currency, tokens);
  const { state: resolved, left } = noticeResolution(rows);
  return {
    ...{ id, customer, policy, version: policyVersion, level, stage, channel, person, state },
    // The interface takes no other.
    language: language as ShownDunningSend["language"],
    ...{ fee: shownAmount(send.fee, currency), currency: currency.code, decimals: currency.decimals },
    items: items.map(({ item, cycle, asked }) => ({ item, cycle, asked: shownAmount(asked, currency) })),
    ...{ made: shownInstant(send.made), ended: send.ended === null ? null : shownInstant(send.ended) },
    ...{ endedBy: send.endedBy, tries: send.tries, fault: send.fault, contentHash: send.contentHash },
    escalation: escalation === undefined ? null : shownEscalation(escalation),
    resolution: {
      state: resolved,
      left: left.map(({ item, amount }) => ({ item, amount: shownAmount(amount, currency) })),
    },
  };
}

function shownEscalation({ account, state, ended, fault }: DunningEscalation): ShownDunningSend["escalation"] {
  return { to: account, state, ended: ended === null ? null : shownInstant(ended), fault };
}
