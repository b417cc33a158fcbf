/** One act from its preparation to its finality. */
import { Refused, told } from "../data/gateway.ts";
import type { Gateway, Schemas } from "../data/gateway.ts";

export type Act = Schemas["Act"];
export type Intent = Schemas["Intent"];
export type AsOf = Schemas["AsOf"];

/** Where an act stands, for people. */
export type Standing =
  "waiting" | "toSign" | "othersSign" | "sent" | "included" | "final" | "dropped" | "refused" | "expired" | "withdrawn";

export interface KeptAct {
  readonly id: string;
  readonly verb: Intent["verb"];
  readonly receivable: string | null;
  /** The block that it was seen included in; one that vanishes again was dropped by a reorganisation. */
  readonly block: number | null;
  /** Whether a reorganisation dropped it once. */
  readonly isDropped: boolean;
  readonly begun: string;
}

const OVER = new Set<Standing>(["final", "refused", "expired", "withdrawn"]);

export function isOver(standing: Standing): boolean {
  return OVER.has(standing);
}

export function keptOf({ id, verb, receivable, block, preparedAt }: Intent): KeptAct {
  return { id, verb, receivable, block, isDropped: false, begun: preparedAt };
}

/**
 * @param kept What was seen of it before. @param asOf Of the same answer's gateway; null before it
 * has read any block.
 */
export function standingOf(
  { state, block, signed }: Pick<Intent, "state" | "block" | "signed">,
  kept: Pick<KeptAct, "block" | "isDropped"> | undefined,
  asOf: AsOf | null,
): Standing {
  switch (state) {
    case "awaitingCounterparty":
      return "waiting";
    case "prepared":
      return "toSign";
    case "partlySigned":
      return signed === null ? "toSign" : "othersSign";
    case "signed":
    case "sent":
      return kept === undefined || (kept.block === null && !kept.isDropped) ? "sent" : "dropped";
    case "recorded":
      return block !== null && asOf !== null && block <= asOf.finalised ? "final" : "included";
    default:
      return state;
  }
}

/** Prepares an act; the same id is the same act, however often it is sent. @throws Refused, Unreachable */
export async function prepare(gateway: Gateway, act: Act): Promise<Intent> {
  return told(await gateway.POST("/v1/intents", { body: act }));
}

/**
 * Hands in a signature. An act that was signed already, such as by a page that was closed meanwhile, is read instead.
 * @throws Refused, Unreachable
 */
export async function handIn(gateway: Gateway, id: string, body: Schemas["IntentSignatures"]): Promise<Intent> {
  const params = { path: { id } };
  try {
    return told(await gateway.POST("/v1/intents/{id}/signature", { params, body }));
  } catch (error) {
    if (!(error instanceof Refused) || !error.problem.type.endsWith("/AlreadySigned")) throw error;
    return told(await gateway.GET("/v1/intents/{id}", { params }));
  }
}
