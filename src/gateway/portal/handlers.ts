/** The portal's files as they were built, from memory: a name that is not among them is nowhere. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { PORTAL_OPERATIONS } from "../../wire/operations/portal.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";

const PAGE = "index.html";
const FILES = "assets";
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** @param folder As the portal's build wrote it; undefined for a gateway without a portal. */
export function portalHandlers(folder: string | undefined): Handlers<typeof PORTAL_OPERATIONS> {
  const page = folder === undefined ? undefined : readFileSync(path.join(folder, PAGE), "utf8");
  const files = new Map(folder === undefined ? [] : filesIn(path.join(folder, FILES)));
  const answer = () => {
    if (page === undefined) throw notFound();
    return { status: 200, body: page } as const;
  };
  return {
    portal: answer,
    joinPage: answer,
    portalFile: ({ params }) => {
      const body = files.get(params.file);
      if (body === undefined) throw notFound();
      const contentType = TYPES[path.extname(params.file)] ?? "application/octet-stream";
      // Files that are no text go out as the bytes that they are.
      return { status: 200, body: body as Uint8Array & string, contentType };
    },
  };
}

function filesIn(folder: string): readonly [string, Uint8Array][] {
  return readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))]);
}
