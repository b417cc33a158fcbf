/** Evidence of a receivable, over HTTP. */
import type { EVIDENCE_OPERATIONS } from "../../wire/operations/evidence.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { packEvidence } from "./packing.ts";

/** Archives that one process makes at a time: each holds its documents in memory. */
const MOST_AT_ONCE = 2;

export function evidenceHandlers(deps: GatewayDeps): Handlers<typeof EVIDENCE_OPERATIONS> {
  let underWay = 0;
  return {
    readEvidencePack: async ({ member: { organisation }, params: { id } }) => {
      if (underWay >= MOST_AT_ONCE) {
        throw new ProblemError("TooManyRequests", "other archives are being made: ask again in a few seconds", {
          headers: { "retry-after": "5" },
        });
      }
      underWay += 1;
      try {
        const archive = await packEvidence(deps, organisation, id);
        if (archive === undefined) throw notFound();
        const name = `evidence-${id.slice(2, 18)}.zip`;
        const headers = { "content-disposition": `attachment; filename="${name}"` };
        // The shape of an archive is not JSON's to tell; the router sends bytes as they are.
        return { status: 200, body: archive as unknown as string, headers };
      } finally {
        underWay -= 1;
      }
    },
  };
}
