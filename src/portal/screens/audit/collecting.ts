/** Asks the gateway for all that it says of receivables, to be compared with the chain. Nothing is checked here. */
import type { GatewayDetail, GatewayWord } from "../../../audit/checking/gatewayWord.ts";
import { Refused, told } from "../../data/gateway.ts";
import type { Gateway } from "../../data/gateway.ts";

/** So many receivables are asked for one by one, the last changed first; of all others the list says enough. */
const MOST_DETAILS = 1_000;
const AT_ONCE = 4;
const PAGE = 200;
const TOO_MANY = 429;
/** Refusals that are about one receivable: bad request, forbidden, not found, gone. */
const ANSWERS_OF_ONE: readonly number[] = [400, 403, 404, 410];
const PAUSE_MILLISECONDS = 1_500;
const MOST_PAUSES = 60;

type Rows = GatewayWord["rows"];

/** @param tell How much is there, of how much is known to come. @throws Refused, Unreachable */
export async function collectWord(
  gateway: Gateway,
  organisation: string,
  tell: (done: number, of: number) => void,
  signal: AbortSignal,
): Promise<GatewayWord> {
  const own = await rowsOf(gateway, undefined, tell, signal);
  const shown = await rowsOf(gateway, "auditor", tell, signal);
  const listed = new Set(own.map(({ row }) => row.id));
  const rows = [...own, ...shown.filter(({ row }) => !listed.has(row.id))];
  const wanted = [...new Set(rows.map(({ row }) => row.id))].slice(0, MOST_DETAILS);
  const details: GatewayDetail[] = [];
  const refused: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let id = wanted[next++]; id !== undefined; id = wanted[next++]) {
      const detail = await detailOf(gateway, id, signal);
      if (detail === undefined) refused.push(id);
      else details.push(detail);
      tell(rows.length + details.length + refused.length, rows.length + wanted.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { organisation, rows, details, refused, isWhole: true };
}

/** Undefined where the gateway does not tell what it has listed, or tells something else. */
async function detailOf(gateway: Gateway, id: string, signal: AbortSignal): Promise<GatewayDetail | undefined> {
  try {
    const params = { path: { id } };
    const ask = async () => told(await gateway.GET("/v1/receivables/{id}", { params }));
    const detail = await patiently(ask, signal);
    return detail.id === id ? detail : undefined;
  } catch (error) {
    if (error instanceof Refused && ANSWERS_OF_ONE.includes(error.problem.status)) return undefined;
    throw error;
  }
}

async function rowsOf(
  gateway: Gateway,
  role: "auditor" | undefined,
  tell: (done: number, of: number) => void,
  signal: AbortSignal,
): Promise<Rows> {
  const rows: Rows[number][] = [];
  let cursor: string | undefined;
  do {
    const query = {
      limit: String(PAGE),
      ...(role === undefined ? {} : { role }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const ask = async () => told(await gateway.GET("/v1/receivables", { params: { query } }));
    const { items, next, asOf } = await patiently(ask, signal);
    for (const row of items) rows.push({ row, asOf });
    tell(rows.length, rows.length + (next === null ? 0 : PAGE));
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

/** Asks again where the gateway says that it is asked too often. */
async function patiently<Data>(ask: () => Promise<Data>, signal: AbortSignal): Promise<Data> {
  for (let pauses = 0; ; pauses += 1) {
    signal.throwIfAborted();
    try {
      return await ask();
    } catch (error) {
      const isBusy = error instanceof Refused && error.problem.status === TOO_MANY;
      if (!isBusy || pauses === MOST_PAUSES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  }
}
