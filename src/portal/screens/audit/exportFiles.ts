/** The files that can be saved, and what each is asked for with. */
import { fetchFile, told } from "../../data/gateway.ts";
import type { Gateway, Schemas } from "../../data/gateway.ts";
import { jsonFile } from "./saving.ts";

/** What the user filled in. */
export interface Wanted {
  readonly receivable: string;
  readonly currency: string | undefined;
  /** YYYY-MM. */
  readonly month: string;
  /** YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly side: "supplier" | "buyer";
  readonly counterparty: string;
  readonly language: "en" | "zh";
}

export type ExportName = "evidence" | "feed" | "journal" | "indicators" | "report" | "duties";

export interface ExportFile {
  readonly name: ExportName;
  readonly formats: readonly string[];
}

export const EXPORTS: readonly ExportFile[] = [
  { name: "evidence", formats: ["zip"] },
  { name: "feed", formats: ["csv", "json"] },
  { name: "journal", formats: ["csv"] },
  { name: "indicators", formats: ["csv", "xlsx"] },
  { name: "report", formats: ["pdf", "xlsx", "csv", "json"] },
  { name: "duties", formats: ["csv"] },
];

/** The gateway's path of a file; undefined where something that it needs was not filled in. The feed has none. */
export function pathOf(name: ExportName, format: string, wanted: Wanted): string | undefined {
  const { receivable, currency, month, from, to, side, counterparty, language } = wanted;
  const withQuery = (path: string, query: Readonly<Record<string, string | undefined>>): string | undefined => {
    const filled = Object.entries(query).flatMap(([key, value]) =>
      value === undefined || value === "" ? [] : [[key, value]],
    );
    if (filled.length < Object.keys(query).length) return undefined;
    return `${path}?${new URLSearchParams(filled).toString()}`;
  };
  switch (name) {
    case "evidence":
      return receivable === "" ? undefined : `/v1/receivables/${receivable}/evidence-pack`;
    case "journal":
      return withQuery("/v1/account-journal", { side, counterparty, currency, from, cutOff: to });
    case "indicators":
      return withQuery("/v1/indicators/file", { currency, asOf: to, format });
    case "report":
      return withQuery("/v1/reports/monthly", { month, currency, format, language });
    case "duties":
      return withQuery("/v1/duty-exceptions/file", { from: `${from}T00:00:00Z`, to: `${to}T23:59:59Z` });
    case "feed":
      return undefined;
  }
}

/** Whether all that a file needs was filled in. */
export function isFilled(name: ExportName, format: string, wanted: Wanted): boolean {
  return name === "feed" || pathOf(name, format, wanted) !== undefined;
}

/** @throws Refused, Unreachable */
export async function exported(
  { gateway, token }: { readonly gateway: Gateway; readonly token: string },
  { name, format }: { readonly name: ExportName; readonly format: string },
  wanted: Wanted,
): Promise<Blob> {
  if (name === "feed") return feedFile(await wholeFeed(gateway), format);
  return fetchFile(token, pathOf(name, format, wanted) ?? "/");
}

type FeedEvent = Schemas["FeedEvent"];

async function wholeFeed(gateway: Gateway): Promise<readonly FeedEvent[]> {
  const events: FeedEvent[] = [];
  let after: string | undefined;
  for (;;) {
    const query = after === undefined ? {} : { after };
    const { items, next, more } = told(await gateway.GET("/v1/feed", { params: { query } }));
    events.push(...items);
    if (!more) return events;
    after = next;
  }
}

/** As CSV, what an event says beside its name and place is one column of JSON. */
function feedFile(events: readonly FeedEvent[], format: string): Blob {
  if (format === "json") return jsonFile(events);
  const lines = events.map((event) => Object.values(event).map(cellOf).join(","));
  const heads = Object.keys(events[0] ?? {}).join(",");
  return new Blob([[heads, ...lines, ""].join("\r\n")], { type: "text/csv" });
}

/** RFC 4180; what a spreadsheet would take for a formula is set in quotes of its own. */
function cellOf(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const harmless = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
