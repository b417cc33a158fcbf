/** Who may act for an organisation. */
import { z } from "zod";
import { caller, mandatePage, memberAdded, members, newMember, pageQuery } from "../access.ts";
import { operation } from "../operation.ts";
import { paged } from "../readings.ts";
import { address } from "../scalars.ts";

const TAG = "Members";

export const MEMBER_OPERATIONS = {
  readCaller: operation({
    method: "get",
    path: "/v1/me",
    tag: TAG,
    summary: "Who is signed in, and what for",
    caller: "member",
    answers: { 200: { description: "Whoever asks.", body: caller } },
  }),
  listMembers: operation({
    method: "get",
    path: "/v1/members",
    tag: TAG,
    summary: "The people who were added",
    description:
      "The organisation's own account may do everything here, and agents with a mandate read, and prepare what is " +
      "signed; neither is listed here.",
    caller: "member",
    scope: "organisation:administer",
    answers: { 200: { description: "The members.", body: members } },
  }),
  addMember: operation({
    method: "post",
    path: "/v1/members",
    tag: TAG,
    summary: "Add a person, or change one",
    description:
      "Replaces role, name and e-mail of an account that is a member already, with effect at once. Who added it " +
      "stays known, unless the organisation's own account adds it anew: on that rests whose approval counts. Once " +
      "whoever added members is removed, another account of that person or the eldest of these members stands for it " +
      "as the one who added the others.",
    caller: "member",
    scope: "organisation:administer",
    body: newMember,
    answers: { 201: { description: "The account may sign in for the organisation.", body: memberAdded } },
    problems: ["QuotaReached"],
  }),
  removeMember: operation({
    method: "delete",
    path: "/v1/members/{account}",
    tag: TAG,
    summary: "Remove a person",
    description:
      "Erases all that is known of them but that somebody with the role was removed. Their sessions end at once, and " +
      "so do the keys that they made. A mandate in the directory is not touched: revoke it there.",
    caller: "member",
    scope: "organisation:administer",
    params: z.strictObject({ account: address }),
    answers: { 204: { description: "Removed." } },
    problems: ["NotFound"],
  }),
  listMandates: paged({
    path: "/v1/mandates",
    tag: TAG,
    summary: "Who may do what on the ledger for the organisation, until when",
    description: "As the directory records it, in the order of addresses, those that have ended among them.",
    query: pageQuery,
    page: mandatePage,
  }),
} as const;
