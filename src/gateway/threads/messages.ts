/** What the parties say to each other, and what each notes for itself. */
import type { z } from "zod";
import { codePoint, firstUnseen } from "../../documents/visible.ts";
import type { Hex } from "../../domain/receivable.ts";
import { commentsOf, eraseMessage, keepMessage, messageOf, threadOf } from "../../store/threads.ts";
import type { Message } from "../../store/threads.ts";
import type { THREAD_OPERATIONS } from "../../wire/operations/threads.ts";
import type { newMessage, ShownMessage } from "../../wire/thread.ts";
import { idTaken } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { pageOf } from "../http/paging.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { createCursors } from "../receivables/cursors.ts";
import { shownInstant } from "../receivables/showing.ts";
import { checkPart, PAGE } from "./places.ts";

type Operations = typeof THREAD_OPERATIONS;
type MessageOperations = Omit<Operations, "readOwner" | "nameOwner" | "clearOwner" | "listOwned">;
type NewMessage = z.output<typeof newMessage>;

export function messageHandlers({ config, database, now }: GatewayDeps): Handlers<MessageOperations> {
  const cursors = createCursors(config.secret);
  const placeOf = ({ number }: Message): number => number;

  async function write({ organisation, account }: Member, receivable: Hex, said: NewMessage, internal: boolean) {
    await checkPart(database, organisation, receivable);
    checkVisible(said.text);
    const message = { receivable, id: said.id, organisation, account, internal, at: now(), text: said.text };
    const kept = await keepMessage(database, message);
    const isSame = kept.receivable === receivable && kept.internal === internal && kept.account === account;
    // What was erased meanwhile is not written again by a late repetition.
    if (!isSame || (kept.text !== null && kept.text !== said.text)) throw idTaken("another message");
    return { status: 201, body: shownMessage(kept) } as const;
  }

  async function erase(member: Member, { id, message }: { id: Hex; message: string }, internal: boolean) {
    const { organisation, account, scopes } = member;
    await checkPart(database, organisation, id);
    const found = await messageOf(database, organisation, message);
    const isOwn = found?.receivable === id && found.internal === internal;
    if (!isOwn || (found.account !== account && !scopes.has("organisation:administer"))) throw notFound();
    await eraseMessage(database, organisation, message, now());
    return { status: 204, body: undefined } as const;
  }

  return {
    readThread: async ({ member: { organisation }, params: { id }, query: { cursor } }) => {
      await checkPart(database, organisation, id);
      const read = (after: number, limit: number): Promise<readonly Message[]> =>
        threadOf(database, id, { after, limit });
      const { rows, next } = await pageOf(
        { cursors, list: `thread of ${id}`, first: 0, placeOf, read },
        { limit: PAGE, cursor },
      );
      return { status: 200, body: { items: rows.map(shownMessage), next } };
    },
    readComments: async ({ member: { organisation }, params: { id }, query: { cursor } }) => {
      await checkPart(database, organisation, id);
      const read = (after: number, limit: number): Promise<readonly Message[]> =>
        commentsOf(database, organisation, id, { after, limit });
      const list = `comments of ${organisation} on ${id}`;
      const { rows, next } = await pageOf({ cursors, list, first: 0, placeOf, read }, { limit: PAGE, cursor });
      return { status: 200, body: { items: rows.map(shownMessage), next } };
    },
    writeMessage: ({ member, params, body }) => write(member, params.id, body, false),
    writeComment: ({ member, params, body }) => write(member, params.id, body, true),
    eraseMessage: ({ member, params }) => erase(member, params, false),
    eraseComment: ({ member, params }) => erase(member, params, true),
  };
}

const LINE_ENDS = /\r?\n/g;

/** A text that shows other than it reads deceives whoever acts upon it. @throws ProblemError `RequestInvalid` */
function checkVisible(text: string): void {
  const at = "body.text";
  const fault = (message: string): ProblemError =>
    new ProblemError("RequestInvalid", `${at}: ${message}`, { faults: [{ at, message }] });
  const unseen = firstUnseen(text.replaceAll(LINE_ENDS, " "));
  if (unseen !== undefined) throw fault(`${codePoint(unseen.character)} does not show: leave it out`);
  if (text.trim() === "") throw fault("write something");
}

export function shownMessage({ id, organisation, account, at, text, erased }: Message): ShownMessage {
  return {
    id,
    organisation,
    account,
    at: shownInstant(at),
    text,
    erased: erased === null ? null : shownInstant(erased),
  };
}
