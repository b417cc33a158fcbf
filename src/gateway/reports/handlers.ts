/** Reports over HTTP: of the organisation's own book alone. */
import type { REPORT_OPERATIONS } from "../../wire/operations/reports.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { reportFile } from "./files.ts";
import { monthlyReport } from "./monthly.ts";

export function reportHandlers(deps: GatewayDeps): Handlers<typeof REPORT_OPERATIONS> {
  return {
    readMonthlyReport: async ({ member: { organisation }, query }) => {
      const report = await monthlyReport(deps, organisation, query);
      return { status: 200, ...(await reportFile(report, query.format, query.language)) };
    },
  };
}
