/** Reading what both sides posted, replied and acknowledged on chain. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { reading } from "../readings.ts";
import { hash } from "../scalars.ts";
import { statementDetail, statementEventPage, statementPage, statementQuery } from "../statement.ts";

const params = z.strictObject({ id: hash });

export const STATEMENT_OPERATIONS = {
  listStatements: reading({
    path: "/v1/statements",
    tag: "Statements",
    summary: "The statements of which the organisation is a side",
    description:
      "Those that name it as the supplier or the buyer, the latest cut-off first. Whoever is silent has not replied: " +
      "nothing is ever deemed agreed, and neither the other side nor time makes it so.",
    query: statementQuery,
    answers: { 200: { description: "A page.", body: statementPage } },
    problems: ["CursorInvalid"],
  }),
  readStatement: reading({
    path: "/v1/statements/{id}",
    tag: "Statements",
    summary: "One statement: roots, replies, debts and demands, and where each stands",
    description:
      "Whoever is no side of it learns no more than of one that does not exist. Agreeing a balance, acknowledging a " +
      "debt and receiving a demand are three acts; none of them stands for another.",
    params,
    answers: { 200: { description: "The statement.", body: statementDetail } },
    problems: ["NotFound"],
  }),
  listStatementEvents: reading({
    path: "/v1/statements/{id}/events",
    tag: "Statements",
    summary: "What was recorded of a statement, in the order of the chain",
    description: "Every version that was posted, every reply, debt and demand, each with its place and its certainty.",
    params,
    query: pageQuery,
    answers: { 200: { description: "A page.", body: statementEventPage } },
    problems: ["CursorInvalid", "NotFound"],
  }),
} as const;
