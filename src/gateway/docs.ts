/** The interactive reference, from this process alone: no other host is asked for anything. */
import { readFile } from "node:fs/promises";
import type { DOCS_FILES } from "../wire/operations/service.ts";

type DocsFile = (typeof DOCS_FILES)[number];

interface Served {
  readonly contentType: string;
  readonly body: Buffer | string;
}

/** The page runs no script of its own, so that the strictest policy on scripts holds. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Countersign: reference</title>
    <link rel="icon" href="/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="reference"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** Its folder, through the one file that every package has. */
const PACKAGE = import.meta.resolve("swagger-ui-dist/package.json");

const START = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  validatorUrl: null,
});
`;

const TYPES: Readonly<Record<DocsFile, string>> = {
  "favicon-32x32.png": "image/png",
  "start.js": "text/javascript",
  "swagger-ui-bundle.js": "text/javascript",
  "swagger-ui.css": "text/css",
};

/** A file of the page; those of the package are read once. */
export function createDocs(): (file: DocsFile) => Promise<Served> {
  const read = new Map<DocsFile, Promise<Buffer | string>>([["start.js", Promise.resolve(START)]]);
  return async (file) => {
    const body = read.get(file) ?? readFile(new URL(file, PACKAGE));
    read.set(file, body);
    return { contentType: TYPES[file], body: await body };
  };
}
