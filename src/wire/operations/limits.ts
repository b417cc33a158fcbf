/** Credit limits, exposure, what was granted, freezes, and who is watched. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import {
  exposureAnswer,
  freeze,
  freezeLift,
  freezePage,
  limit,
  limitExceptionPage,
  limitGrants,
  limitPage,
  limitQuery,
  newFreeze,
  newLimit,
} from "../limit.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { address, date, hash } from "../scalars.ts";
import {
  newWatchEntry,
  newWatchRules,
  watchDigest,
  watchEnd,
  watchEntry,
  watchedCustomer,
  watchPage,
  watchQuery,
  watchReview,
  watchRules,
} from "../watchlist.ts";

const LIMITS = "Credit limits";
const WATCHLIST = "Watchlist";
const byId = z.strictObject({ id: uuid });
/** Whoever sells or collects decides neither how much credit is given, nor to whom none is. */
const deciding = { method: "post", caller: "member", scope: "organisation:administer" } as const;

const erasing = { method: "delete", caller: "member", scope: "organisation:administer" } as const;

const ENFORCED =
  "The gateway checks it before anything is issued or raised, and terms, freeze and security before a customer is " +
  "given more time too, by an amendment or a payment plan; one request after another. A plan for what is past due " +
  "counts its days from the day it is proposed, and takes nothing in advance. What was signed uses it " +
  "until its deadline, withdrawn or refused meanwhile or not. The chain does not check it: sums of sealed claims " +
  "cannot be added there, and whoever issues past the gateway is found afterwards, see `/v1/limits/exceptions`. " +
  "What comes in by transfer, assignment or purchase, and what a factor sends itself for its desk, counts once it is " +
  "recorded and is not checked before. " +
  "Each gateway with tables of its own knows its own limits, and what is prepared there, alone: of an organisation " +
  "with two of them only claims on chain count in both, so that each may grant a limit in full.";

export const LIMIT_OPERATIONS = {
  setLimit: operation({
    ...deciding,
    path: "/v1/limits",
    tag: LIMITS,
    summary: "Set the credit limit of a customer or a group",
    description:
      `${ENFORCED} A customer's own limits with those of its band, and the limits of each of its groups, count by ` +
      "themselves: where any of them says anything, a currency of which it says nothing has a limit of nought. " +
      "Neither case nor spaces make two groups of one; who is in one is an administrator's word in the party file, " +
      "and takes no approval. What was set is never changed: the last word counts, for what is granted from then on. " +
      "What may let more be granted than before, now or later, takes an approval of the kind `limitChange` where the " +
      "organisation's tiers ask for one: a higher amount, the end or lapse of a limit, and any own amount above " +
      "nought where the credit policy gives one, since it outlives the band. It is of the most that may then be " +
      "granted, without an amount where that is anything; the refusal names its subject, with currency and time.",
    body: newLimit,
    answers: {
      200: { description: "It was set before.", body: limit },
      201: { description: "Set.", body: limit },
    },
    problems: ["AmountUnfit", "CurrencyUnknown", "IdTaken", "QuotaReached", "ApprovalMissing"],
  }),
  listLimits: paged({
    path: "/v1/limits",
    tag: LIMITS,
    summary: "All limits that were ever set",
    description: "The latest first; of a customer or a group alone, where one is given.",
    query: limitQuery,
    page: limitPage,
  }),
  eraseLimitReason: operation({
    ...erasing,
    path: "/v1/limits/{id}/reason",
    tag: LIMITS,
    summary: "Erase why a limit was set, such as where it says something about a person",
    description: "The words go for good. The limit stays as it is.",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
  readExposure: reading({
    path: "/v1/limits/exposures/{customer}",
    tag: LIMITS,
    summary: "How much a customer owes, and how much of its limits is used",
    description:
      "By currency; the use of a group's limit counts all its affiliates. What another supplier issued and handed on " +
      `counts once the customer accepted it or the organisation bought it. ${ENFORCED}`,
    params: z.strictObject({ customer: address }),
    answers: { 200: { description: "As of now.", body: exposureAnswer } },
    problems: ["NotFound"],
  }),
  listLimitGrants: reading({
    path: "/v1/limits/grants/{receivable}",
    tag: LIMITS,
    summary: "Under which policy and limit a receivable was granted",
    description: "For whoever granted it alone. It stays as it is, whatever is tightened later.",
    params: z.strictObject({ receivable: hash }),
    answers: { 200: { description: "Its issue, and what raised it since.", body: limitGrants } },
    problems: ["NotFound"],
  }),
  listLimitExceptions: paged({
    path: "/v1/limits/exceptions",
    tag: LIMITS,
    summary: "What was issued or raised past the gateway",
    description:
      "Found by a daily look at customers that have a limit: what is owed beyond what was granted here and recorded " +
      "by its deadline, and beyond what was owed when the organisation first limited, froze or watched anybody. " +
      "No limit was checked: the exposure beside the tightest limit, the group's among them, says what it led to.",
    query: pageQuery,
    page: limitExceptionPage,
  }),
  freezeLimit: operation({
    ...deciding,
    path: "/v1/limits/freezes",
    tag: LIMITS,
    summary: "Grant a customer nothing more",
    description:
      "At once, by one person. Sales staff see that the customer is on hold, and not why. It stands until it is " +
      "lifted, which takes a second person.",
    body: newFreeze,
    answers: {
      200: { description: "It was frozen before.", body: freeze },
      201: { description: "Frozen.", body: freeze },
    },
    problems: ["NotFound", "IdTaken", "LimitFrozen"],
  }),
  listFreezes: paged({
    path: "/v1/limits/freezes",
    tag: LIMITS,
    summary: "Who is frozen, and who was",
    query: pageQuery,
    page: freezePage,
  }),
  liftFreeze: operation({
    ...deciding,
    path: "/v1/limits/freezes/{id}/lifting",
    tag: LIMITS,
    summary: "Lift a freeze",
    description: "Takes an approval of the kind `limitFreeze`, whose subject is the id of the freeze.",
    params: byId,
    body: freezeLift,
    answers: { 200: { description: "Lifted.", body: freeze } },
    problems: ["NotFound", "ApprovalMissing"],
  }),
  eraseFreezeReasons: operation({
    ...erasing,
    path: "/v1/limits/freezes/{id}/reasons",
    tag: LIMITS,
    summary: "Erase why a customer was frozen, and why that was lifted",
    description: "The words go for good, those of the hold that goes with it too. The freeze stays as it is.",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
  watchCustomer: operation({
    ...deciding,
    path: "/v1/watchlist",
    tag: WATCHLIST,
    summary: "Watch a customer",
    body: newWatchEntry,
    answers: {
      200: { description: "It was on the list before.", body: watchEntry },
      201: { description: "It is on the list.", body: watchEntry },
    },
    problems: ["NotFound", "IdTaken"],
  }),
  listWatched: paged({
    path: "/v1/watchlist",
    tag: WATCHLIST,
    summary: "Who is watched, why and since when",
    description: "In the order of customers. What each owes stands in `/v1/limits/exposures/{customer}`.",
    query: watchQuery,
    page: watchPage,
  }),
  readWatchedCustomer: reading({
    path: "/v1/watchlist/customers/{customer}",
    tag: WATCHLIST,
    summary: "A customer as whoever watches it sees it",
    description: "What it owes and how much of its limits that is, its scores, and why it is or was watched.",
    params: z.strictObject({ customer: address }),
    answers: { 200: { description: "As of now.", body: watchedCustomer } },
  }),
  reviewWatched: operation({
    ...deciding,
    path: "/v1/watchlist/{id}/reviews",
    tag: WATCHLIST,
    summary: "Note that somebody looked at a watched customer, and when it is looked at again",
    params: byId,
    body: watchReview,
    answers: { 200: { description: "Noted.", body: watchEntry } },
    problems: ["NotFound"],
  }),
  endWatch: operation({
    ...deciding,
    path: "/v1/watchlist/{id}/end",
    tag: WATCHLIST,
    summary: "Take a customer off the watchlist",
    description: "What a rule added comes back with the next look if the rule still holds.",
    params: byId,
    body: watchEnd,
    answers: { 200: { description: "Ended.", body: watchEntry } },
    problems: ["NotFound"],
  }),
  eraseWatchWords: operation({
    ...erasing,
    path: "/v1/watchlist/{id}/words",
    tag: WATCHLIST,
    summary: "Erase why a customer was watched, what its reviews noted, and why that ended",
    description: "The words go for good. That it was watched and reviewed, when and by whom, stays.",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
  setWatchRules: operation({
    ...deciding,
    path: "/v1/watchlist/rules",
    tag: WATCHLIST,
    summary: "Set by which rules customers are watched",
    description: "Whoever is frozen, or beyond its limit past the gateway, is watched without a rule.",
    body: newWatchRules,
    answers: { 200: { description: "From the next look on.", body: watchRules } },
  }),
  listWatchRules: reading({
    path: "/v1/watchlist/rules",
    tag: WATCHLIST,
    summary: "By which rules customers are watched, and were",
    answers: { 200: { description: "At most 100.", body: watchRules } },
  }),
  readWatchDigest: reading({
    path: "/v1/watchlist/digests/{day}",
    tag: WATCHLIST,
    summary: "What changed of the watchlist up to a day's look",
    description: "Told once a day, as `WatchlistDigest`, to whoever asked; a day without news has none.",
    params: z.strictObject({ day: date }),
    answers: { 200: { description: "Since the look before.", body: watchDigest } },
    problems: ["NotFound"],
  }),
} as const;
