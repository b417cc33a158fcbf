/** Reports of an organisation's own book. */
import { z } from "zod";
import { indicatorQuery } from "./indicator.ts";

/** Such as 2026-06. */
const month = z
  .string()
  .regex(/^(?:19[7-9]\d|2\d{3})-(?:0[1-9]|1[0-2])$/, "write a month as YYYY-MM")
  .meta({ description: "YYYY-MM; of the month that runs the report goes up to now, or to `known`." });

export const monthlyReportQuery = z
  .strictObject({
    month,
    currency: indicatorQuery.shape.currency,
    known: indicatorQuery.shape.known.meta({
      description:
        "Nothing recorded after that instant counts; the end of the month's last day if it is left out: give a later " +
        "one for what was imported after the month. With the same instant nothing that is recorded later changes the " +
        "report, but what is erased, what this gateway learns later of the content of receivables, and names, which " +
        "are those of now.",
    }),
    zone: indicatorQuery.shape.zone,
    format: z.enum(["pdf", "xlsx", "csv", "json"]).default("pdf"),
    language: z.enum(["zh", "en"]).default("en").meta({ description: "Of PDF and workbook; the others have keys." }),
  })
  .meta({ id: "MonthlyReportQuery" });
export type MonthlyReportQuery = z.output<typeof monthlyReportQuery>;
