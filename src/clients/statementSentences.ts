/** One sentence for every way in which statements refuse: what is wrong with which values, and the way out. */
import type { StatementsErrorName } from "../chain/reverts.ts";
import { BalanceReply } from "../domain/statement.ts";

type Sentence = (values: Readonly<Record<string, string>>) => string;

const REPLIES: Readonly<Record<BalanceReply, string>> = {
  [BalanceReply.NoReply]: "not replied to",
  [BalanceReply.Agreed]: "agreed to",
  [BalanceReply.AgreedExcept]: "agreed to with exceptions",
  [BalanceReply.Rejected]: "rejected",
};

/** Of what the ledger does not refuse in the same words. */
export const STATEMENT_SENTENCES: Readonly<Record<StatementsErrorName, Sentence>> = {
  AlreadyReplied: ({ id, reply = "" }) =>
    `these versions of statement ${id} are ${REPLIES[Number(reply) as BalanceReply]} already: leave it, or let a new ` +
    `version be posted and reply to that`,
  CutOffInFuture: (v) => `the cut-off ${v["cutOff"]} has not come yet: post the statement when it has`,
  ExceptionsInvalid: (v) =>
    `${v["count"]} exceptions with the result ${v["result"]} are none: give the root of the result and how many ` +
    `there are, or agree without exceptions`,
  NothingPosted: (v) =>
    `nobody has posted what is to be acted on of statement ${v["id"]}: let a side post first, and for a reply the ` +
    `other side`,
  PartyInvalid: (v) =>
    `${v["party"]} is no side of statement ${v["id"]}, or both sides are one: name its supplier or its buyer`,
  RootInvalid: (v) => `${v["root"]} is no root: give that of the tree over the open items`,
  RootsDiffer: (v) =>
    `the two sides have posted different roots of statement ${v["id"]}: agree with exceptions, reject, or post a new ` +
    `version of your own`,
  RootsEqual: (v) =>
    `the two sides have posted one root of statement ${v["id"]}: agree, or post a new version and then reject`,
  RootSuperseded: (v) =>
    `${v["party"]} has not posted root ${v["root"]} as version ${v["version"]} of statement ${v["id"]} last: read ` +
    `what stands, and decide anew`,
  RootUnchanged: (v) =>
    `root ${v["root"]} of ${v["party"]} stands already on statement ${v["id"]}, and nobody has rejected it: nothing ` +
    `more is needed`,
  VersionsTooMany: (v) =>
    `${v["party"]} has posted as many versions of statement ${v["id"]} as are counted: state another cut-off`,
};
