/** What the chain calls now. */
import { latestInstant } from "../../store/chainTables.ts";
import type { GatewayDeps } from "../deps.ts";

const [MINUTE, HOUR] = [60, 3600];

/**
 * An instant that the chain has come to, by its last block, unix seconds; by the clock of this machine and a minute
 * less where that block is too old to tell.
 */
export async function chainInstant({ database, now }: Pick<GatewayDeps, "database" | "now">): Promise<number> {
  const [clock, latest] = [now(), await latestInstant(database)];
  return latest !== undefined && latest > clock - HOUR ? Math.min(clock, latest) : clock - MINUTE;
}
