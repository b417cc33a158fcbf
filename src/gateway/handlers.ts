/** What each operation does. */
import { OPERATIONS } from "../wire/operations.ts";
import type { Operations } from "../wire/operations.ts";
import { openApiOf } from "../wire/openapi.ts";
import { PROBLEMS } from "../wire/problem.ts";
import type { GatewayDeps } from "./deps.ts";
import { createDocs, DOCS_PAGE } from "./docs.ts";
import type { Handlers } from "./http/exchange.ts";
import { notFound } from "./http/problems.ts";
import { createCursors } from "./receivables/cursors.ts";
import { detailOf } from "./receivables/detail.ts";
import { readPage, readReceivable } from "./receivables/reading.ts";
import { shownInstant } from "./receivables/showing.ts";
import { readinessOf } from "./service.ts";
import type { SigningIn } from "./sessions/signingIn.ts";

/** @param isClosing Whether the gateway is shutting down. */
export function createHandlers(
  deps: GatewayDeps,
  signingIn: SigningIn,
  isClosing: () => boolean,
): Handlers<Operations> {
  return { ...serviceHandlers(deps, isClosing), ...sessionHandlers(deps, signingIn), ...receivableHandlers(deps) };
}

function serviceHandlers(
  deps: GatewayDeps,
  isClosing: () => boolean,
): Pick<Handlers<Operations>, "health" | "readiness" | "metrics" | "openapi" | "docs" | "docsFile" | "problemKind"> {
  const document = openApiOf(OPERATIONS, deps.config.version);
  const docs = createDocs();
  return {
    health: () => ({ status: 200, body: { status: "up" } }),
    readiness: async () => {
      const body = await readinessOf(deps, isClosing);
      return { status: body.ready ? 200 : 503, body };
    },
    metrics: async () => ({ status: 200, body: await deps.metrics.metrics(), contentType: deps.metrics.contentType }),
    openapi: () => ({ status: 200, body: { ...document } }),
    docs: () => ({ status: 200, body: DOCS_PAGE }),
    docsFile: async ({ params }) => {
      const { body, contentType } = await docs(params.file);
      // Files that are no text go out as the bytes that they are.
      return { status: 200, body: body as string, contentType };
    },
    problemKind: ({ params: { code } }) => ({ status: 200, body: { code, ...PROBLEMS[code] } }),
  };
}

function sessionHandlers(
  { config, addresses }: GatewayDeps,
  signingIn: SigningIn,
): Pick<Handlers<Operations>, "issueNonce" | "signIn" | "signOut"> {
  return {
    issueNonce: () => {
      const { nonce, expires } = signingIn.nonce();
      const { origin } = config;
      const place = { domain: origin.host, uri: origin.origin, chainId: addresses.chainId };
      return { status: 200, body: { nonce, expires: shownInstant(expires), ...place } };
    },
    signIn: async ({ body }) => {
      const { token, organisation, account, expires } = await signingIn.open(body);
      return { status: 201, body: { token, organisation, account, expires: shownInstant(expires) } };
    },
    signOut: async ({ member }) => {
      await signingIn.close(member.token);
      return { status: 204, body: undefined };
    },
  };
}

function receivableHandlers({
  config,
  database,
  tokens,
  now,
}: GatewayDeps): Pick<Handlers<Operations>, "listReceivables" | "readReceivable"> {
  const cursors = createCursors(config.secret);
  return {
    listReceivables: async ({ member, query }) => ({
      status: 200,
      body: await readPage(database, member.organisation, query, { cursors, tokens }),
    }),
    readReceivable: async ({ member, params, query }) => {
      const { organisation } = member;
      const read = await readReceivable(database, organisation, params.id);
      if (read === undefined) throw notFound();
      return { status: 200, body: detailOf(read, { organisation, now: now(), at: query.at }, tokens) };
    },
  };
}
