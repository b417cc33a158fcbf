/** Opening the hashes of sums that statements record. */
import { z } from "zod";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";
import { hash } from "../scalars.ts";
import { statementSum, statementSums } from "../statementSum.ts";

const params = z.strictObject({ id: hash });
const answers = { 200: { description: "All that are known.", body: statementSums } };

export const STATEMENT_SUM_OPERATIONS = {
  listStatementSums: reading({
    path: "/v1/statements/{id}/sums",
    tag: "Statements",
    summary: "The sums behind the hashes that a statement recorded",
    description:
      "To the two sides alone, each with the salt that opens its hash. Missing are those of which this gateway was " +
      "told nothing: the other side knows them, see `openStatementSum`.",
    params,
    answers,
    problems: ["NotFound"],
  }),
  openStatementSum: operation({
    method: "post",
    path: "/v1/statements/{id}/sums",
    tag: "Statements",
    summary: "Open the hash of a sum that was told beside the chain",
    description: "The sum and the salt prove themselves: their hash is one that the statement recorded.",
    caller: "member",
    scope: "receivables:write",
    params,
    body: statementSum,
    answers,
    problems: ["NotFound", "AmountUnfit", "ArgumentInvalid", "SumNotRecorded"],
  }),
} as const;
