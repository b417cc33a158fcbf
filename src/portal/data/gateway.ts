/** The gateway as this page asks it. */
import createClient from "openapi-fetch";
import type { Client } from "openapi-fetch";
import type { components, paths } from "../../../generated/openapi.d.ts";

export type Gateway = Client<paths>;
export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** What openapi-fetch answers, or what it was refused with. */
export interface Answer<Data> {
  readonly data?: Data;
  readonly error?: Problem;
  readonly response: Response;
}

/** What the gateway refused, in its own words. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "Refused";
    this.problem = problem;
  }
}

/** The gateway did not answer, or something between answered in its place. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super("the gateway does not answer", { cause });
    this.name = "Unreachable";
  }
}

/** @param token Of a session. */
export function connect(token?: string): Gateway {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return createClient<paths>({ headers, fetch: reach });
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Unreachable(error);
  }
}

/** What was answered. @throws Refused, Unreachable */
export function told<Data>({ data, error, response }: Answer<Data>): Data {
  if (response.ok) return data as Data;
  // A proxy's page is no problem of the gateway's.
  if (typeof error !== "object" || typeof error.type !== "string") throw new Unreachable(error);
  throw new Refused(error);
}

/** A file of the gateway's, for people to keep. @throws Refused, Unreachable */
export async function fetchFile(token: string, path: string): Promise<Blob> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await reach(new Request(path, { headers }));
  if (response.ok) return response.blob();
  return told({ error: (await response.json()) as Problem, response });
}
