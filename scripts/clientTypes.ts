/**
 * Writes `generated/openapi.d.ts`, the types of a client: `node scripts/clientTypes.ts`; `scripts/build.ts` does it
 * too.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import type { OpenAPI3 } from "openapi-typescript";
import { openApiOf } from "../src/wire/openapi.ts";
import { OPERATIONS } from "../src/wire/operations.ts";

export const CLIENT_TYPES: string = fileURLToPath(new URL("../generated/openapi.d.ts", import.meta.url));

/** The types of the operations, their parameters and answers. */
export async function clientTypes(): Promise<string> {
  const nodes = await openapiTS(openApiOf(OPERATIONS, "1") as unknown as OpenAPI3, { defaultNonNullable: false });
  return `/* Written from the OpenAPI document of src/wire. */\n${astToString(nodes)}`;
}

export async function writeClientTypes(): Promise<void> {
  mkdirSync(path.dirname(CLIENT_TYPES), { recursive: true });
  writeFileSync(CLIENT_TYPES, await clientTypes());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeClientTypes();
