/** What the gateway says of itself. */
import type { OpenApi } from "../wire/openapi.ts";
import type { SERVICE_OPERATIONS } from "../wire/operations/service.ts";
import { PROBLEMS } from "../wire/problem.ts";
import type { Deployment } from "../wire/service.ts";
import type { GatewayDeps } from "./deps.ts";
import { createDocs, DOCS_PAGE } from "./docs.ts";
import type { Handlers } from "./http/exchange.ts";
import { readinessOf } from "./service.ts";

/** @param documentOf Makes the one of all operations. @param isClosing Whether the gateway is shutting down. */
export function serviceHandlers(
  deps: GatewayDeps,
  documentOf: () => OpenApi,
  isClosing: () => boolean,
): Handlers<typeof SERVICE_OPERATIONS> {
  const docs = createDocs();
  // Large, always the same, and dear to make: whoever asks first has it made.
  let written: string | undefined;
  const document = (): string => (written ??= JSON.stringify(documentOf()));
  return {
    health: () => ({ status: 200, body: { status: "up" } }),
    readiness: async () => {
      const body = await readinessOf(deps, isClosing);
      return { status: body.ready ? 200 : 503, body };
    },
    readDeployment: () => ({ status: 200, body: deploymentOf(deps) }),
    metrics: async () => ({ status: 200, body: await deps.metrics.metrics(), contentType: deps.metrics.contentType }),
    openapi: () => ({ status: 200, body: document() as unknown as { openapi: "3.1.0" } }),
    docs: () => ({ status: 200, body: DOCS_PAGE }),
    docsFile: async ({ params }) => {
      const { body, contentType } = await docs(params.file);
      // Files that are no text go out as the bytes that they are.
      return { status: 200, body: body as string, contentType };
    },
    problemKind: ({ params: { code } }) => ({ status: 200, body: { code, ...PROBLEMS[code] } }),
  };
}

function deploymentOf({ addresses, tokens, config }: GatewayDeps): Deployment {
  const { statements = null, factoring = null, collections = null, ...always } = addresses;
  const named = [...tokens].map(([address, { code, decimals }]) => ({ address, code, decimals }));
  const rpc = config.publicRpc?.href ?? null;
  return { ...always, statements, factoring, collections, tokens: named, rpc };
}
