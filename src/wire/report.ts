/** Reports of an organisation's own book. */
import { z } from "zod";
import { indicatorQuery } from "./indicator.ts";

/** Such as 2026-06. */
const month = z
  .string()
  .regex(/^(?:19[7-9]\d|2\d{3})-(?:0[1-9]|1[0-2])$/, "write a month as YYYY-MM")
  .meta({ description: "YYYY-MM; of the month that runs the report goes up to now." });

export const monthlyReportQuery = z
  .strictObject({
    month,
    currency: indicatorQuery.shape.currency,
    known: indicatorQuery.shape.known.meta({
      description:
        "Nothing recorded after that instant counts; the end of the month's last day if it is left out. With the " +
        "same instant nothing that is recorded later changes the report, but for what is kept without a date: names, " +
        "segments of customers, a factor's notes of their groups, the address book, and what history is imported.",
    }),
    zone: indicatorQuery.shape.zone,
    format: z.enum(["pdf", "xlsx", "csv", "json"]).default("pdf"),
    language: z.enum(["zh", "en"]).default("en").meta({ description: "Of PDF and workbook; the others have keys." }),
  })
  .meta({ id: "MonthlyReportQuery" });
export type MonthlyReportQuery = z.output<typeof monthlyReportQuery>;
