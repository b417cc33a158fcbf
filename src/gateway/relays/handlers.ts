/** How the relayer fares, for those whom it carries for. */
import { relayBudgetOf, relayerReportOf, setRelayBudget } from "../../store/relays.ts";
import type { RELAY_OPERATIONS } from "../../wire/operations/relays.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { shownInstant } from "../receivables/showing.ts";

export function relayHandlers({ database, now }: GatewayDeps): Handlers<typeof RELAY_OPERATIONS> {
  return {
    giveRelayBudget: async ({ body }) => {
      await setRelayBudget(database, body.organisation, BigInt(body.perDay));
      return { status: 204, body: undefined };
    },
    readRelaying: async ({ member }) => {
      const report = await relayerReportOf(database);
      const { limit, spent, reserved, left } = await relayBudgetOf(database, member.organisation, now());
      const said = (wei: bigint): string => wei.toString();
      const budget = { limit: said(limit), spent: said(spent), reserved: said(reserved), left: said(left) };
      if (report === undefined) {
        return { status: 200, body: { account: null, balance: null, alarms: [], seen: null, budget } };
      }
      const { account, balance, alarms, seen } = report;
      const told = alarms.map(({ kind, message }) => ({ kind, message }));
      return {
        status: 200,
        body: { account, balance: said(balance), alarms: told, seen: shownInstant(seen), budget },
      };
    },
  };
}
