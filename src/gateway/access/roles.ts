/** What somebody may do here, by what their power rests on. */
import type { MemberRole, Power } from "../../store/members.ts";
import { SCOPES } from "../../wire/operation.ts";
import type { Scope } from "../../wire/operation.ts";

const READS: readonly Scope[] = ["receivables:read", "holds:read"];
const PREPARES: readonly Scope[] = [...READS, "receivables:write"];

const OF_ROLE: Readonly<Record<MemberRole, readonly Scope[]>> = {
  administrator: SCOPES,
  preparer: PREPARES,
  reader: READS,
  sales: ["holds:read"],
};

/**
 * The organisation's own account may do everything; a mandate is a power on the ledger, and says nothing of who else
 * may act here; whoever was added may do what goes with the role. Powers add up.
 */
export function scopesOf({ own, agent, role }: Power): ReadonlySet<Scope> {
  return new Set([...(own ? SCOPES : []), ...(agent ? PREPARES : []), ...(role === null ? [] : OF_ROLE[role])]);
}
