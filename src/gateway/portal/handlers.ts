/** The portal's files as they were built, from memory: a name that is not among them is nowhere. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { PORTAL_OPERATIONS } from "../../wire/operations/portal.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Asked, Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { CODINGS, codingFor } from "./codings.ts";
import type { Coding } from "./codings.ts";

const PAGE = "index.html";
const FILES = "assets";
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
/** Another build is another page. */
const PAGES_CACHE = "no-cache";
/** The name holds a hash of the content: what has the name has the content. */
const FILES_CACHE = "public, max-age=31536000, immutable";

type Accepting = Pick<Asked<typeof PORTAL_OPERATIONS.portal>, "headers">;

/** A file with what the build wrote beside it. */
interface BuiltFile {
  readonly content: Uint8Array;
  readonly coded: ReadonlyMap<Coding, Uint8Array>;
}

export function portalHandlers({ portal, cast }: GatewayDeps): Handlers<typeof PORTAL_OPERATIONS> {
  const page = portal === undefined ? undefined : filesIn(portal).get(PAGE);
  const files = portal === undefined ? undefined : filesIn(path.join(portal, FILES));
  const answerPage = ({ headers }: Accepting) => answer(PAGE, page, headers, PAGES_CACHE);
  return {
    portal: answerPage,
    joinPage: answerPage,
    portalFile: ({ params: { file }, headers }) => answer(file, files?.get(file), headers, FILES_CACHE),
    demoCast: () => {
      if (cast === undefined) throw notFound();
      return { status: 200, body: { cast: [...cast()] } };
    },
  };
}

function answer(name: string, file: BuiltFile | undefined, headers: Accepting["headers"], cache: string) {
  if (file === undefined) throw notFound();
  const coding = codingFor(headers["accept-encoding"] ?? "", file.coded);
  const body = (coding === undefined ? undefined : file.coded.get(coding)) ?? file.content;
  return {
    status: 200,
    // Files go out as the bytes that they are.
    body: body as Uint8Array & string,
    contentType: TYPES[path.extname(name)] ?? "application/octet-stream",
    headers: {
      "cache-control": cache,
      ...(file.coded.size === 0 ? {} : { vary: "accept-encoding" }),
      ...(coding === undefined ? {} : { "content-encoding": coding }),
    },
  } as const;
}

/** The files of a folder by their names, without those below it. */
function filesIn(folder: string): ReadonlyMap<string, BuiltFile> {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));
  const present = new Set(names);
  const read = (name: string): Uint8Array => readFileSync(path.join(folder, name));
  const sources = names.filter((name) => path.extname(name) in TYPES);
  return new Map(
    sources.map((name) => {
      const coded = CODINGS.filter(({ ending }) => present.has(name + ending));
      return [
        name,
        { content: read(name), coded: new Map(coded.map(({ coding, ending }) => [coding, read(name + ending)])) },
      ];
    }),
  );
}
