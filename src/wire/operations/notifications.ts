/** What members are told by e-mail. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { newNotification, notification, notificationList } from "../notification.ts";
import { operation } from "../operation.ts";

const params = z.strictObject({ id: uuid });
const common = { tag: "Notifications", caller: "member", scope: "receivables:read" } as const;

export const NOTIFICATION_OPERATIONS = {
  addNotification: operation({
    ...common,
    method: "post",
    path: "/v1/notifications",
    summary: "Be told by e-mail of some kinds of events from now on",
    description:
      "E-mails name the receivable and the event, never amounts or terms. They end when the member leaves the " +
      "organisation. Of a change of a bank account every administrator is told whose address is known, with or " +
      "without a rule. An event gets one e-mail; where a process dies while sending, the same one again, with the " +
      "same Message-ID.",
    body: newNotification,
    answers: { 201: { description: "Added.", body: notification } },
    problems: ["IdTaken", "QuotaReached"],
  }),
  listNotifications: operation({
    ...common,
    method: "get",
    path: "/v1/notifications",
    summary: "The member's rules; to an administrator, all of the organisation's",
    answers: { 200: { description: "The oldest first.", body: notificationList } },
  }),
  deleteNotification: operation({
    ...common,
    method: "delete",
    path: "/v1/notifications/{id}",
    summary: "Send no more e-mails, and forget the address",
    params,
    answers: { 204: { description: "It is gone." } },
    problems: ["NotFound"],
  }),
} as const;
