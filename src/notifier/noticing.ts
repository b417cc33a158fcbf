/** Tells of notices: claims what is due, sends it, and notes how it went. */
import { claimNotice, settleNotice } from "../store/notices.ts";
import type { ClaimedNotice, NoticeOutcome } from "../store/notices.ts";
import type { Channel } from "../store/notifications.ts";
import { createWebhookSecrets } from "../store/webhooks.ts";
import type { NoticeKind } from "../wire/notice.ts";
import { opened, pauseAfter, UNSIGNED } from "./delivering.ts";
import type { Made } from "./delivering.ts";
import type { NotifierDeps, Sent } from "./deps.ts";
import { instantOf, signed } from "./message.ts";
import { noticeMailFor } from "./noticeMail.ts";

export interface Noticing {
  /** Something that is due; undefined where nothing is. */
  claim(channel: Channel): Promise<ClaimedNotice | undefined>;
  make(claimed: ClaimedNotice): Promise<Made>;
}

export function createNoticing(deps: NotifierDeps): Noticing {
  const { database, clock, settings, logger, random } = deps;
  const send = createSend(deps);
  return {
    claim(channel) {
      const now = clock.now();
      return claimNotice(database, { channel, now, until: now + settings.claimSeconds });
    },
    async make(claimed) {
      const { id, tries, address, subscription } = claimed;
      if (address === null) {
        await settleNotice(database, id, "skipped");
        return "failed";
      }
      const { fault } = await send(claimed, address, clock.now());
      const retryAt = clock.now() + pauseAfter(tries, settings, random());
      const isOver = tries >= settings.tries;
      const outcome: NoticeOutcome = fault === null ? "delivered" : isOver ? "failed" : { retryAt };
      await settleNotice(database, id, outcome);
      if (outcome === "failed") logger.warn({ notice: id, subscription, fault }, "a notice was told in vain");
      return fault === null ? "delivered" : "failed";
    },
  };
}

type SendNotice = (claimed: ClaimedNotice, address: string, now: number) => Promise<Sent>;

function createSend({ secret, origin, sendWebhook, sendMail }: NotifierDeps): SendNotice {
  const secrets = createWebhookSecrets(secret);
  return async (claimed, address, now) => {
    const { id, kind, data, at, subscription, secret: sealed } = claimed;
    if (sealed === null || subscription === null) {
      if (sendMail === undefined) throw new Error("a mail was claimed although there is nobody to send it");
      return sendMail(noticeMailFor(claimed, address, origin));
    }
    const plain = opened(() => secrets.open(subscription, sealed));
    if (plain === undefined) return UNSIGNED;
    const content = { type: kind as NoticeKind, timestamp: instantOf(at), data };
    return sendWebhook(signed(id, address, content, { secret: plain, now }));
  };
}
