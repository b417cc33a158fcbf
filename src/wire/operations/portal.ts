/** The portal's own files. */
import { z } from "zod";
import { operation } from "../operation.ts";

const ASSET = /^[\w-]{1,80}(?:\.[\w-]{1,80})?\.(?:css|js|svg|woff2)$/;

export const PORTAL_OPERATIONS = {
  portal: operation({
    method: "get",
    path: "/",
    tag: "Portal",
    summary: "The portal",
    caller: "anyone",
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
    answers: { 200: { description: "A page.", body: z.string(), contentType: "text/html" } },
    problems: ["NotFound"],
  }),
  portalFile: operation({
    method: "get",
    path: "/assets/{file}",
    tag: "Portal",
    summary: "A file of the portal",
    caller: "anyone",
    params: z.strictObject({ file: z.string().regex(ASSET, "name a file of the portal's page") }),
    answers: { 200: { description: "The file.", body: z.string(), contentType: "*/*" } },
    problems: ["NotFound"],
  }),
} as const;
