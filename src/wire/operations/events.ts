/** Learning what happens, as it happens or page by page. */
import { z } from "zod";
import { feedPage, feedQuery, streamHeaders } from "../feed.ts";
import { operation } from "../operation.ts";

export const EVENT_OPERATIONS = {
  streamEvents: operation({
    method: "get",
    path: "/v1/events",
    tag: "Events",
    summary: "What concerns the organisation, as it happens",
    description:
      "Server-sent events. The `data` of each is a FeedEvent, its `event` is `recorded` or `retracted`, its `id` is " +
      "where to go on: send it as `Last-Event-ID` to miss nothing and get nothing twice. A block without data is a " +
      "sign of life, and its `id` is to be kept as well. The stream ends when the session does, when the gateway " +
      "closes, and for a reader that does not keep up.",
    caller: "member",
    scope: "receivables:read",
    headers: streamHeaders,
    answers: { 200: { description: "A stream.", body: z.string(), contentType: "text/event-stream" } },
    problems: ["CursorInvalid", "TooManyStreams"],
  }),
  readFeed: operation({
    method: "get",
    path: "/v1/feed",
    tag: "Events",
    summary: "What concerns the organisation, page by page",
    description: "The same events in the same order as the stream has them, for whoever cannot hold one.",
    caller: "member",
    scope: "receivables:read",
    query: feedQuery,
    answers: { 200: { description: "A page.", body: feedPage } },
    problems: ["CursorInvalid"],
  }),
} as const;
