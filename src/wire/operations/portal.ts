/** The portal's own files, and of a demo who signs in without a wallet. */
import { z } from "zod";
import { operation } from "../operation.ts";
import { demoCast, fileHeaders } from "../portal.ts";

const ASSET = /^[\w-]{1,80}(?:\.[\w-]{1,80})?\.(?:css|js|svg|woff2)$/;

export const PORTAL_OPERATIONS = {
  portal: operation({
    method: "get",
    path: "/",
    tag: "Portal",
    summary: "The portal",
    caller: "anyone",
    headers: fileHeaders,
    answers: { 200: { description: "A page.", body: z.string(), contentType: "text/html" } },
    problems: ["NotFound"],
  }),
  joinPage: operation({
    method: "get",
    path: "/join",
    tag: "Portal",
    summary: "The portal, as an invitation's link leads to it",
    description: "The token stands after #, which browsers send to nobody; the page asks with it what waits.",
    caller: "anyone",
    headers: fileHeaders,
    answers: { 200: { description: "A page.", body: z.string(), contentType: "text/html" } },
    problems: ["NotFound"],
  }),
  portalFile: operation({
    method: "get",
    path: "/assets/{file}",
    tag: "Portal",
    summary: "A file of the portal",
    description: "Its name holds a hash of its content: it may be kept for ever.",
    caller: "anyone",
    isPartOfPage: true,
    params: z.strictObject({ file: z.string().regex(ASSET, "name a file of the portal's page") }),
    headers: fileHeaders,
    answers: { 200: { description: "The file.", body: z.string(), contentType: "*/*" } },
    problems: ["NotFound"],
  }),
  demoCast: operation({
    method: "get",
    path: "/v1/demo/cast",
    tag: "Portal",
    summary: "Who plays in the demo, with a link to sign in by",
    description: "Of a demo alone, whose chain and keys are thrown away with it: other gateways have no cast.",
    caller: "anyone",
    answers: { 200: { description: "The cast of all gateways of the demo.", body: demoCast } },
    problems: ["NotFound"],
  }),
} as const;
