/** What stands around a book: notices and their replies, vouchers for debtors' keys, offers in use. */
import type { GivenNotice, VouchedUntil, WatchedBook } from "../../domain/factoring/bookExceptions.ts";
import { NoticeKind, NoticeReply } from "../../domain/factoring/notice.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { lastCriteria } from "../../store/factorBookCriteria.ts";
import { noticesAbout, vouchersUpTo } from "../../store/factorBookEvents.ts";
import type { BookNotice } from "../../store/factorBookEvents.ts";
import type { NewEligibilityCriteria } from "../../wire/eligibilityCriteria.ts";
import { readFacilities } from "./reading.ts";
import type { ReadBook } from "./reading.ts";

/** Registrars are those of the factor's last criteria: nobody is relied on by default. */
export async function watchedBy(sql: Sql, book: ReadBook): Promise<WatchedBook> {
  const { rows, asOf, owner } = book;
  const notices = await noticesAbout(
    sql,
    rows.map(({ id }) => id),
    asOf.block,
  );
  const debtors = [...new Set(rows.map(({ buyer }) => buyer))];
  return {
    rows,
    facilities: await readFacilities(sql, book),
    notices: noticesGiven(notices, owner.party),
    vouchedUntil: await vouchedUntil(sql, owner.party, debtors, asOf.block),
    instant: asOf.instant,
  };
}

/** Notices that receivables were assigned to a factor, each with the last reply. */
export function noticesGiven(events: readonly BookNotice[], factor: Address): readonly GivenNotice[] {
  const given = new Map<Hex, GivenNotice>();
  for (const { event, timestamp } of events) {
    const known = given.get(event.notice);
    if (event.name === "NoticeReplied") {
      if (known !== undefined) given.set(event.notice, { ...known, reply: event.reply });
    } else if (event.content.kind === NoticeKind.Assigned && event.assignee === factor) {
      const { ids, debtor } = event;
      given.set(event.notice, { ids, debtor, givenAt: timestamp, reply: NoticeReply.None });
    }
  }
  return [...given.values()];
}

async function vouchedUntil(
  sql: Sql,
  factor: Address,
  debtors: readonly Address[],
  block: number,
): Promise<VouchedUntil> {
  const criteria = (await lastCriteria(sql, factor))?.body as NewEligibilityCriteria | undefined;
  const events = await vouchersUpTo(sql, criteria?.registrars ?? [], debtors, block);
  // The last word of each registrar; what it withdrew was good for a time that is over.
  const last = new Map<string, { readonly debtor: Address; readonly until: number }>();
  for (const event of events) {
    const until = event.name === "OrganisationVouched" ? event.voucher.until : 0;
    last.set(`${event.registrar}/${event.organisation}`, { debtor: event.organisation, until });
  }
  const found = new Map<Address, number>();
  for (const { debtor, until } of last.values()) found.set(debtor, Math.max(until, found.get(debtor) ?? 0));
  return found;
}
