/** Organisations: the directory's word, and their own. */
import { z } from "zod";
import { operation } from "../operation.ts";
import { organisation, profile } from "../organisation.ts";
import { reading } from "../readings.ts";
import { address } from "../scalars.ts";

const TAG = "Organisations";

export const ORGANISATION_OPERATIONS = {
  readOrganisation: reading({
    path: "/v1/organisations/{address}",
    tag: TAG,
    summary: "What the directory says of an organisation, and what it shows you of itself",
    description:
      "Every address has an answer; that of one that nobody knows is empty. Names and contacts are shown to those " +
      "whom the organisation chose.",
    params: z.strictObject({ address }),
    answers: { 200: { description: "The organisation.", body: organisation } },
  }),
  readProfile: reading({
    path: "/v1/profile",
    tag: TAG,
    summary: "What the organisation says of itself",
    answers: { 200: { description: "All of it, and who sees it.", body: profile } },
  }),
  writeProfile: operation({
    method: "post",
    path: "/v1/profile",
    tag: TAG,
    summary: "Write what the organisation says of itself",
    description: "Replaces all of it. The answer has no body: no stored answer outlives an erasure.",
    caller: "member",
    scope: "organisation:administer",
    body: profile,
    answers: { 204: { description: "Written." } },
  }),
  eraseContacts: operation({
    method: "delete",
    path: "/v1/profile/contacts",
    tag: TAG,
    summary: "Erase the people to turn to",
    caller: "member",
    scope: "organisation:administer",
    answers: { 204: { description: "Erased." } },
  }),
} as const;
