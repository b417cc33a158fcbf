/** What an organisation knows of its customers: facts with their sources, accounts, grades. */
import { z } from "zod";
import { operation } from "../operation.ts";
import { uuid } from "../act.ts";
import { partyFile, partyFileQuery } from "../partyFile.ts";
import { newPartyAccounts, partyAccounts, partyAccountsList, partyAccountsQuery } from "../partyFileAccounts.ts";
import {
  newFactChoice,
  newFactWithdrawal,
  newPartyFact,
  partyFactEntered,
  partyFactPage,
  partyFactQuery,
} from "../partyFileFact.ts";
import {
  gradeFates,
  newAgency,
  newGradeRevocation,
  newGrades,
  partyGradeQuery,
  partyGrades,
  ratingAgency,
  ratingAgencyPage,
  ratingAgencyQuery,
} from "../partyFileGrade.ts";
import { paged, reading } from "../readings.ts";
import { address, hash } from "../scalars.ts";

const TAG = "Party files";
const byId = z.strictObject({ id: uuid });
const noting = { caller: "member", scope: "receivables:write", tag: TAG } as const;
/** Also for what scores, and so limits, follow from: whoever sells does not decide who gets credit. */
const deciding = { caller: "member", scope: "organisation:administer", tag: TAG } as const;

export const PARTY_FILE_OPERATIONS = {
  addPartyFact: operation({
    ...deciding,
    method: "post",
    path: "/v1/party-facts",
    summary: "Enter a fact about a customer, with its source and its dates",
    description:
      "Of anybody, also before the first deal. It is never changed: withdraw it, and enter another. What other " +
      "sources say stands beside it. The answer repeats nothing of it, so that erasing it erases it.",
    body: newPartyFact,
    answers: {
      200: { description: "It was entered before.", body: partyFactEntered },
      201: { description: "Entered.", body: partyFactEntered },
    },
    problems: ["IdTaken", "QuotaReached"],
  }),
  listPartyFacts: paged({
    path: "/v1/party-facts",
    tag: TAG,
    summary: "Facts as they were entered, the withdrawn and the erased among them",
    description: "The latest first.",
    query: partyFactQuery,
    page: partyFactPage,
  }),
  withdrawPartyFact: operation({
    ...deciding,
    method: "post",
    path: "/v1/party-facts/{id}/withdrawal",
    summary: "Withdraw a fact, and say why",
    params: byId,
    body: newFactWithdrawal,
    answers: { 204: { description: "It counts no more; that it did stays." } },
    problems: ["NotFound", "PartyFactOver"],
  }),
  choosePartyFact: operation({
    ...deciding,
    method: "post",
    path: "/v1/party-facts/{id}/choice",
    summary: "Choose a fact among those that contradict each other, or take that back",
    description: "The last word about the same thing counts. Every one is kept with who said it and why.",
    params: byId,
    body: newFactChoice,
    answers: { 204: { description: "Noted." } },
    problems: ["NotFound", "PartyFactOver", "QuotaReached"],
  }),
  erasePartyVisitor: operation({
    ...noting,
    method: "delete",
    path: "/v1/party-facts/{id}/visitor",
    summary: "Erase who made a visit; the visit stays",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
  erasePartyFact: operation({
    ...deciding,
    method: "delete",
    path: "/v1/party-facts/{id}",
    summary: "Erase what a fact says, such as where it turned out to be about a person",
    description: "Value, source, dates, visitor and reasons go for good. That there was a fact of its kind stays.",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
  readPartyFile: reading({
    path: "/v1/customers/{address}/party-file",
    tag: TAG,
    summary: "All that is known of a customer, sources side by side",
    description:
      "Facts in force and expired ones, contacts, accounts with their ratios, grades. As of an instant in the past " +
      "it is what was known then, apart from what was erased since; contacts are those of now.",
    params: z.strictObject({ address }),
    query: partyFileQuery,
    answers: { 200: { description: "The file; of a stranger an empty one.", body: partyFile } },
  }),
  addPartyAccounts: operation({
    ...deciding,
    method: "post",
    path: "/v1/party-accounts",
    summary: "Enter the annual accounts of a customer",
    description:
      "As figures, beside the hash of the document. Accounts that restate others take their place; both stay to be " +
      "read. Several accounts of one period that restate nothing stand side by side.",
    body: newPartyAccounts,
    answers: {
      200: { description: "They were entered before.", body: partyAccounts },
      201: { description: "Entered.", body: partyAccounts },
    },
    problems: ["NotFound", "IdTaken", "PartyAccountsRestated", "QuotaReached"],
  }),
  listPartyAccounts: reading({
    path: "/v1/party-accounts",
    tag: TAG,
    summary: "The accounts of a customer with their ratios, the restated ones among them",
    description: "The latest period first. Ratios are stale fifteen months after the period's end.",
    query: partyAccountsQuery,
    answers: { 200: { description: "The accounts.", body: partyAccountsList } },
  }),
  erasePartyAccountsText: operation({
    ...deciding,
    method: "delete",
    path: "/v1/party-accounts/{id}/text",
    summary: "Erase the words of accounts, such as where they turned out to name a person",
    description: "The name of the source and the reason of a restatement become empty; figures and hash stay.",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
  setRatingAgency: operation({
    ...deciding,
    method: "post",
    path: "/v1/rating-agencies",
    summary: "Say whether an agency's grades count, and what they are on the common scale",
    description:
      "The last word counts from then on. There is no connection to any agency: attestations that it signed are " +
      "brought here, by whoever has them.",
    body: newAgency,
    answers: { 201: { description: "It counts from now on.", body: ratingAgency } },
    problems: ["QuotaReached"],
  }),
  listRatingAgencies: paged({
    path: "/v1/rating-agencies",
    tag: TAG,
    summary: "What the organisation said of agencies",
    description: "The latest first: of each agency the first on the list is in force.",
    query: ratingAgencyQuery,
    page: ratingAgencyPage,
  }),
  importGrades: operation({
    ...noting,
    method: "post",
    path: "/v1/party-grades",
    summary: "Import grades that agencies signed",
    description:
      "Each is an EIP-712 message of type GradeAttestation for this chain and its ledger, signed by the agency. What " +
      "is not signed as it stands, or has expired, is refused line by line; the others are kept. An agency that " +
      "nobody trusts yet may be imported: its grades count for nothing.",
    body: newGrades,
    answers: { 200: { description: "What became of each.", body: gradeFates } },
    problems: ["GradesUnreadable"],
  }),
  listPartyGrades: reading({
    path: "/v1/party-grades",
    tag: TAG,
    summary: "The grades of a customer, and which of them count",
    description: "The latest import first. Each carries its signature, so that anybody can check it again.",
    query: partyGradeQuery,
    answers: { 200: { description: "The grades.", body: partyGrades } },
  }),
  noteGradeRevocation: operation({
    ...noting,
    method: "post",
    path: "/v1/party-grades/{attestation}/revocation",
    summary: "Hand in an agency's revocation of a grade",
    description: "An EIP-712 message of type GradeRevocation, signed by the agency that gave the grade.",
    params: z.strictObject({ attestation: hash }),
    body: newGradeRevocation,
    answers: { 204: { description: "It counts no more." } },
    problems: ["NotFound", "SignatureInvalid"],
  }),
} as const;
