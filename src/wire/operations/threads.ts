/** The thread between the parties, an organisation's own comments, and who looks after a receivable. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { hash } from "../scalars.ts";
import {
  message,
  messagePage,
  messageQuery,
  newMessage,
  newOwner,
  ownedPage,
  ownedQuery,
  ownerAnswer,
} from "../thread.ts";

const ofReceivable = z.strictObject({ id: hash });
const ofMessage = z.strictObject({ id: hash, message: uuid });
const reads = { caller: "member", scope: "receivables:read" } as const;
const writes = { caller: "member", scope: "receivables:write" } as const;

export const THREAD_OPERATIONS = {
  readThread: operation({
    ...reads,
    method: "get",
    path: "/v1/receivables/{id}/messages",
    tag: "Threads",
    summary: "What supplier, buyer and holder said to each other",
    description: "The oldest first. Nobody else reads it, whoever was let in to see the receivable.",
    params: ofReceivable,
    query: messageQuery,
    answers: { 200: { description: "A page.", body: messagePage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  writeMessage: operation({
    ...writes,
    method: "post",
    path: "/v1/receivables/{id}/messages",
    tag: "Threads",
    summary: "Say something to the other parties",
    params: ofReceivable,
    body: newMessage,
    answers: { 201: { description: "It is in the thread, once, however often it is sent.", body: message } },
    problems: ["NotFound", "IdTaken"],
  }),
  eraseMessage: operation({
    ...writes,
    method: "delete",
    path: "/v1/receivables/{id}/messages/{message}",
    tag: "Threads",
    summary: "Erase the text of a message",
    description: "Its author may, and an administrator of the author's organisation. That it was written stays.",
    params: ofMessage,
    answers: { 204: { description: "The text is gone." } },
    problems: ["NotFound"],
  }),
  readComments: operation({
    ...reads,
    method: "get",
    path: "/v1/receivables/{id}/comments",
    tag: "Threads",
    summary: "What the organisation notes for itself",
    params: ofReceivable,
    query: messageQuery,
    answers: { 200: { description: "A page, the oldest first.", body: messagePage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  writeComment: operation({
    ...writes,
    method: "post",
    path: "/v1/receivables/{id}/comments",
    tag: "Threads",
    summary: "Note something for the own organisation",
    params: ofReceivable,
    body: newMessage,
    answers: { 201: { description: "It is noted, once, however often it is sent.", body: message } },
    problems: ["NotFound", "IdTaken"],
  }),
  eraseComment: operation({
    ...writes,
    method: "delete",
    path: "/v1/receivables/{id}/comments/{message}",
    tag: "Threads",
    summary: "Erase the text of a comment",
    params: ofMessage,
    answers: { 204: { description: "The text is gone." } },
    problems: ["NotFound"],
  }),
  readOwner: operation({
    ...reads,
    method: "get",
    path: "/v1/receivables/{id}/owner",
    tag: "Threads",
    summary: "Who looks after the receivable for the organisation",
    params: ofReceivable,
    answers: { 200: { description: "The member, or null.", body: ownerAnswer } },
    problems: ["NotFound"],
  }),
  nameOwner: operation({
    ...writes,
    method: "post",
    path: "/v1/receivables/{id}/owner",
    tag: "Threads",
    summary: "Name the member who looks after it from now on",
    description:
      "Anybody may transfer a receivable to anybody. By naming who looks after it, its holder takes it for its own, " +
      "and its parties see what it shows to counterparties: its name, its contacts, and the bank account to pay to.",
    params: ofReceivable,
    body: newOwner,
    answers: { 200: { description: "The member.", body: ownerAnswer } },
    problems: ["NotFound", "MandateMissing"],
  }),
  clearOwner: operation({
    ...writes,
    method: "delete",
    path: "/v1/receivables/{id}/owner",
    tag: "Threads",
    summary: "Nobody looks after it any more",
    params: ofReceivable,
    answers: { 204: { description: "Nobody does." } },
    problems: ["NotFound"],
  }),
  listOwned: operation({
    ...reads,
    method: "get",
    path: "/v1/owned",
    tag: "Threads",
    summary: "What a member looks after",
    query: ownedQuery,
    answers: { 200: { description: "A page, in the order of ids.", body: ownedPage } },
    problems: ["CursorInvalid"],
  }),
} as const;
