/** The gateway: what the ledger recorded, over HTTP, for those whom it concerns. It holds no party's key. */
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import express from "express";
import type { Express } from "express";
import helmet from "helmet";
import { OPERATIONS } from "../wire/operations.ts";
import { createCallers } from "./access/callers.ts";
import { rememberCallers } from "./access/remembered.ts";
import { checkConfig } from "./deps.ts";
import type { GatewayDeps } from "./deps.ts";
import { guarded } from "./duties/guarding.ts";
import { createHandlers } from "./handlers.ts";
import { createBodyReader } from "./http/body.ts";
import { createRepeats } from "./http/idempotency.ts";
import { createLimiter } from "./http/limits.ts";
import { ProblemError } from "./http/problems.ts";
import { answerProblems, rawProblem, trackRequests } from "./http/requests.ts";
import { createRouter } from "./http/router.ts";
import type { AnyHandler } from "./http/router.ts";
import { policyFor } from "./portal/policy.ts";
import { createFigures } from "./service.ts";
import { createSigningIn } from "./sessions/signingIn.ts";

export interface Gateway {
  /** Begins to answer. @param port 0 for any that is free. @returns the port. */
  listen(port: number, host?: string): Promise<number>;
  /** Takes no more connections, finishes what is under way, and cuts off what outlasts `closeSeconds`. */
  close(): Promise<void>;
}

/** Whoever takes longer to send a request is cut off: a slow sender must not hold a connection for ever. */
const HEADERS_MILLISECONDS = 15_000;
const REQUEST_MILLISECONDS = 30_000;
/**
 * Longer than the minute after which proxies close an idle connection: whoever closes first breaks a request that is
 * sent at that instant, and a proxy knows that it closed.
 */
const KEEP_ALIVE_MILLISECONDS = 65_000;
const LOOPBACK = "127.0.0.1";
/** More than the longest message and signature of a sign-in take. */
const STRANGERS_BODY_BYTES = 65_536;
/** More than one visit takes: scripts, and slices of the Chinese font. Behind one address there may be an office. */
const PARTS_OF_A_PAGE = 20;

/** @throws Error for a setting that cannot be. The database is the composer's to open, migrate and close. */
export function createGateway(deps: GatewayDeps): Gateway {
  checkConfig(deps.config);
  let closing: Promise<void> | undefined;
  const app = createApp(deps, () => closing !== undefined);
  const server = createServer(
    {
      headersTimeout: HEADERS_MILLISECONDS,
      requestTimeout: REQUEST_MILLISECONDS,
      keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    },
    (request, response) => {
      if (closing !== undefined) response.setHeader("connection", "close");
      // A connection whose last answer began before the closing would stay open for another request.
      response.once("close", () => setImmediate(() => closing !== undefined && server.closeIdleConnections()));
      app(request, response);
    },
  );
  server.on("clientError", refuseUnreadable);
  return {
    listen: (port, host = LOOPBACK) => listen(server, port, host),
    close: () => (closing ??= close(server, deps.config.closeSeconds)),
  };
}

function createApp(deps: GatewayDeps, isClosing: () => boolean): Express {
  const { config, logger } = deps;
  const signingIn = createSigningIn(deps);
  const handlers = createHandlers(deps, signingIn, isClosing);
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  app.set("trust proxy", [...config.trustedProxies]);
  app.use(trackRequests(logger, createFigures(deps)));
  app.use(helmet({ contentSecurityPolicy: { directives: policyFor(config.origin) } }));
  app.use((_request, response, next) => {
    response.setHeader("cache-control", "no-store");
    next();
  });
  app.use(
    // Each handler has the types of its own operation; the router reads every request by that same operation.
    createRouter(OPERATIONS, guarded(deps, OPERATIONS, handlers as unknown as Readonly<Record<string, AnyHandler>>), {
      readBody: createBodyReader(config.bodyBytes),
      readStrangersBody: createBodyReader(Math.min(config.bodyBytes, STRANGERS_BODY_BYTES)),
      callers: rememberCallers(createCallers(deps, signingIn), config.memberSeconds),
      operatorToken: config.operatorToken,
      limitOrganisation: createLimiter(config.organisationLimit),
      limitStranger: createLimiter(config.strangerLimit),
      limitParts: createLimiter({ ...config.strangerLimit, requests: config.strangerLimit.requests * PARTS_OF_A_PAGE }),
      repeats: createRepeats({ database: deps.database, secret: config.secret, now: deps.now, logger }),
    }),
  );
  app.use(answerProblems(logger));
  return app;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), seconds * 1000);
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** What is no request, or has too large headers, never reaches a route. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(rawProblem(problemOfConnection(error.code)));
}

function problemOfConnection(code: string | undefined): ProblemError {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new ProblemError("HeadersTooLarge", "the headers are too large: send less");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new ProblemError("RequestTooSlow", "the request took too long to arrive: send it faster");
    default:
      return new ProblemError("RequestInvalid", "this is no request of HTTP: correct it");
  }
}
