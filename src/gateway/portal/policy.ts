/** What a page of the gateway may load and whom it may ask (Content Security Policy). */
import type { IncomingMessage } from "node:http";
import { PORTAL_OPERATIONS } from "../../wire/operations/portal.ts";

/** As helmet takes it. */
type Directive = Iterable<string | ((request: IncomingMessage) => string)> | null;

const SELF = "'self'";
/** A worker has the policy that its own file comes with; the one that audits asks the chain and hashes. */
const AUDITING_WORKER = /^\/assets\/auditWorker-[\w-]+\.js$/;
const PAGES: ReadonlySet<string> = new Set([PORTAL_OPERATIONS.portal.path, PORTAL_OPERATIONS.joinPage.path]);

/**
 * Whoever audits names a provider of the chain, and the portal asks it straight from the browser, without the gateway's
 * word: any over https, or one on this machine. That this lets a page send to strangers is bearable, since none but
 * the gateway's own scripts run in it: nothing is inline, no text becomes HTML, and what is not 'self' is no script.
 */
const ASKED_BY_PORTAL = `${SELF} https: http://127.0.0.1:* http://localhost:*`;
/** Hashes are made by WebAssembly, which the word allows to compile; `eval` and its like stay forbidden. */
const RUN_BY_PORTAL = `${SELF} 'wasm-unsafe-eval'`;

/** Everything from here, nothing inline; the reference's stylesheet holds its icons as data. */
export function policyFor(origin: URL): Record<string, Directive> {
  const self = [SELF];
  const none = ["'none'"];
  return {
    defaultSrc: self,
    scriptSrc: [inPortal(RUN_BY_PORTAL)],
    styleSrc: self,
    fontSrc: self,
    imgSrc: [SELF, "data:"],
    connectSrc: [inPortal(ASKED_BY_PORTAL)],
    objectSrc: none,
    baseUri: none,
    formAction: self,
    frameAncestors: none,
    upgradeInsecureRequests: origin.protocol === "https:" ? [] : null,
  };
}

/** Wider in the portal's pages, and in the worker that audits, than in any other answer. */
function inPortal(sources: string): (request: IncomingMessage) => string {
  return ({ url = "" }) => {
    const [path = ""] = url.split("?");
    return PAGES.has(path) || AUDITING_WORKER.test(path) ? sources : SELF;
  };
}
