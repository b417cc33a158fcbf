/** Operations in which a member sees something of its organisation's, and changes nothing. */
import type { z } from "zod";
import { operation } from "./operation.ts";
import type { Operation } from "./operation.ts";

const READING = { method: "get", caller: "member", scope: "receivables:read" } as const;

type Reading = Omit<Operation, keyof typeof READING>;

/** What members see who may see receivables. */
export function reading<const Described extends Reading>(described: Described): typeof READING & Described {
  return operation({ ...READING, ...described });
}

interface Listed<Query> extends Pick<Operation, "path" | "tag" | "summary" | "description"> {
  readonly query: Query;
}

interface Paged<Query, Page> extends Listed<Query> {
  readonly answers: { readonly 200: { readonly description: string; readonly body: Page } };
}

/** A list that goes on where the last page ended; a cursor that it did not give out is a problem. */
export function paged<Query extends z.ZodObject, Page extends z.ZodType>({
  page,
  ...listed
}: Listed<Query> & { readonly page: Page }): typeof READING & Paged<Query, Page> {
  return reading({
    ...listed,
    answers: { 200: { description: "A page.", body: page } },
    problems: ["CursorInvalid"],
  });
}
