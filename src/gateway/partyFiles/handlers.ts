/** What an organisation knows of its customers, over HTTP. */
import type { PARTY_FILE_OPERATIONS } from "../../wire/operations/partyFiles.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { accountHandlers } from "./accounts.ts";
import { factHandlers } from "./facts.ts";
import { gradeHandlers } from "./grades.ts";
import { partyFileOf } from "./reading.ts";

export function partyFileHandlers(deps: GatewayDeps): Handlers<typeof PARTY_FILE_OPERATIONS> {
  const { now } = deps;
  return {
    ...factHandlers(deps),
    ...accountHandlers(deps),
    ...gradeHandlers(deps),
    readPartyFile: async ({ member: { organisation }, params: { address }, query: { at = now() } }) => ({
      status: 200,
      body: await partyFileOf(deps, organisation, address, at),
    }),
  };
}
