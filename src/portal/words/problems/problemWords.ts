/**
 * The gateway's problems in Chinese; in English its own title and detail say it, and the detail has the values in both.
 */
import type { ProblemCode } from "../../../wire/problem.ts";
import { BOOKS } from "./books.ts";
import { CONDITIONS } from "./conditions.ts";
import { CREDIT } from "./credit.ts";
import { FACTORING } from "./factoring.ts";
import { INTENTS } from "./intents.ts";
import { INVOICES } from "./invoices.ts";
import { JOINING } from "./joining.ts";
import type { ProblemWords } from "./problemWord.ts";
import { REFUSALS } from "./refusals.ts";
import { REQUESTS } from "./requests.ts";

const PROBLEMS: Readonly<Record<ProblemCode, ProblemWords>> = {
  ...REQUESTS,
  ...INTENTS,
  ...INVOICES,
  ...BOOKS,
  ...CREDIT,
  ...FACTORING,
  ...REFUSALS,
  ...CONDITIONS,
  ...JOINING,
};

/** The Chinese words of a problem; undefined for a code that is newer than the portal. */
export function problemWords(code: string): ProblemWords | undefined {
  return Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code as ProblemCode] : undefined;
}

/** The code of a problem's `type`, which is a path that ends in it. */
export function problemCode(type: string): string {
  return type.slice(type.lastIndexOf("/") + 1);
}
