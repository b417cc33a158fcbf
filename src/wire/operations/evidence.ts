/** Evidence of a receivable. */
import { z } from "zod";
import { reading } from "../readings.ts";
import { hash } from "../scalars.ts";

export const EVIDENCE_OPERATIONS = {
  readEvidencePack: reading({
    path: "/v1/receivables/{id}/evidence-pack",
    tag: "Documents",
    summary: "Everything that proves a receivable, as one archive",
    description:
      "A ZIP archive with the opened terms, signed messages, documents, what was said, promised and planned in its " +
      "collection, what is due, the events, and for each of them the proof that its block holds it. " +
      "`countersign evidence` checks it without a network. A manifest names every file with its hash, and what could " +
      "not be given. For those who take part.",
    params: z.strictObject({ id: hash }),
    answers: { 200: { description: "The archive, to be saved.", body: z.string(), contentType: "application/zip" } },
    problems: ["NotFound"],
  }),
} as const;
