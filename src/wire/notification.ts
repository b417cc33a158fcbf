/** Which kinds of events a member is told of by e-mail. Webhooks have rules of their own kind, see `webhook.ts`. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { TOLD_KINDS, toldKind } from "./notice.ts";
import { address, instant } from "./scalars.ts";

/** One mailbox in plain ASCII, and nothing that a header could take for anything else. */
export const email = z
  .string()
  .max(254)
  .regex(
    /^[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/,
    "write one e-mail address in ASCII",
  )
  .meta({ format: "email" });

const rule = {
  id: uuid,
  email,
  kinds: z.array(toldKind).min(1).max(TOLD_KINDS.length),
  language: z.enum(["en", "zh"]),
};

export const newNotification = z.strictObject(rule).meta({ id: "NewNotification" });

export const notification = z
  .strictObject({
    ...rule,
    account: address.meta({ description: "The member who is told." }),
    created: instant,
    paused: z
      .strictObject({ since: instant, reason: z.string() })
      .nullable()
      .meta({ description: "Since when nothing is sent any more, and why." }),
  })
  .meta({ id: "Notification" });

export const notificationList = z.strictObject({ items: z.array(notification) }).meta({ id: "NotificationList" });

export type NewNotification = z.output<typeof newNotification>;
export type Notification = z.output<typeof notification>;
